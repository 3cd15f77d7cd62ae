"""What became of uploads, told on the page after: kept in the session until it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from chiso_web.files.inspection.faults import Fault
from chiso_web.files.services import Outcome

KEY = "files_told"
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One upload: its name, where it is kept, or the sentences of its faults."""

    name: str
    address: str
    number: int
    is_new: bool
    faults: Sequence[Fault]
    twins: Sequence[Link]


def remember(request: HttpRequest, outcomes: Iterable[Outcome]) -> None:
    """Keep what became of uploads for the next page."""
    request.session[KEY] = [_written(one) for one in outcomes]


def remembered(request: HttpRequest) -> list[Told]:
    """What became of uploads, once."""
    return [_read(one) for one in request.session.pop(KEY, [])]


def _written(outcome: Outcome) -> Mapping[str, object]:
    version = outcome.version
    return {
        "name": outcome.name,
        "file": str(version.file.uuid) if version else "",
        "number": version.number if version else 0,
        "is_new": outcome.is_new,
        "faults": [[fault.code, dict(fault.facts)] for fault in outcome.faults],
        "twins": [[one.title, str(one.uuid)] for one in outcome.twins],
    }


def _read(one: Mapping[str, Any]) -> Told:
    return Told(
        name=one["name"],
        address=_address(one["file"]) if one["file"] else "",
        number=one["number"],
        is_new=one["is_new"],
        faults=[Fault(code, facts) for code, facts in one["faults"]],
        twins=[(title, _address(uuid)) for title, uuid in one["twins"]],
    )


def _address(uuid: str) -> str:
    return reverse("files:file", kwargs={"file": uuid})
