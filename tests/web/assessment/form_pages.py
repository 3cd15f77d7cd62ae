"""The pages of a form as tests ask for them."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from chiso_web.assessment.models import Entrant
from chiso_web.assessment.moves import LineState
from tests.people import signed_in
from tests.web.assessment.rounds import Cast, cast_made, entrant_of, round_running


@dataclass
class Desk:
    """A reporter in front of the form of their ward, whose windows are open today."""

    client: Client
    cast: Cast
    entrant: Entrant

    @property
    def address(self) -> str:
        return f"/rounds/{self.entrant.round.slug}/of/{self.entrant.unit.uid}"

    def page(self, node: str, *, lang: str = "", query: str = "") -> HttpResponse:
        return self.client.get(f"{lang}{self.address}/{node}{query}")

    def save(self, node: str, boxes: dict[str, str], *, script: bool = False) -> HttpResponse:
        """Send boxes of a content, by the form itself or by its script."""
        headers = {"accept": "application/json"} if script else {}
        return self.client.post(f"{self.address}/{node}/save", boxes, headers=headers)

    @property
    def today(self) -> date:
        return timezone.localdate()

    def act(self, name: str, **sent: str) -> HttpResponse:
        return self.client.post(f"{self.address}/{name}", sent)


def desk_made(client: Client, **facts) -> Desk:
    """A round that is open today, with an empty form, and its reporter signed in."""
    cast = cast_made()
    entrant = entrant_of(round_running(today=timezone.localdate(), **facts))
    entrant.values.all().delete()  # what the platform has itself is another test's matter
    entrant.lines.update(state=LineState.EMPTY, points=None)
    return Desk(signed_in(client, cast.reporter), cast, entrant)


def typed(measure: str, text: str, *, seen: int = 0, **more: str) -> dict[str, str]:
    """The boxes of one figure."""
    return {f"value:{measure}": text, f"seen:{measure}": str(seen)} | {
        f"{name}:{measure}": value for name, value in more.items()
    }
