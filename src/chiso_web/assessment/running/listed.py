"""The rounds that a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from chiso_web.accounts.acting import Acting
from chiso_web.assessment.addresses import form_address, round_address
from chiso_web.assessment.asker import units_with
from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.moves import FormState, RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import FORM_FILL, ROUND_WATCH
from chiso_web.assessment.selectors import round_list
from chiso_web.look.formats import day, language


@dataclass(frozen=True, slots=True)
class FormLink:
    """A form of the person's own in a round."""

    unit: str
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list; ``address`` is empty where only own forms are to be seen."""

    name: str
    unit: str
    state: str
    address: str
    units: int
    submitted: int
    until: str
    synthetic: bool
    forms: tuple[FormLink, ...]


def round_lines(acting: Acting, *, today: date) -> list[RoundLine]:
    """The rounds that a person watches, and those in which units of theirs take part."""
    own = [unit.pk for unit in units_with(acting, FORM_FILL)]
    counted = (
        round_list()
        .prefetch_related("groups")
        .annotate(
            entered=Count("entrants", distinct=True),
            signed=Count("entrants", filter=Q(entrants__state=FormState.SIGNED), distinct=True),
        )
    )
    forms: dict[int, list[Entrant]] = {}
    for entrant in Entrant.objects.filter(unit__in=own).select_related("unit", "round"):
        forms.setdefault(entrant.round_id, []).append(entrant)
    seen: dict[str, bool] = {}
    found = []
    for one in counted:
        uid = one.unit.uid
        watches = seen.setdefault(uid, acting.may(ROUND_WATCH, uid))
        here = [] if one.state == RoundState.DRAFT else forms.get(one.pk, [])
        if watches or here:
            found.append(_line(one, here, watches=watches))
    return found


def _line(one: Round, forms: Sequence[Entrant], *, watches: bool) -> RoundLine:
    lasts = sorted({group.self_until for group in one.groups.all()})
    return RoundLine(
        name=round_name(one),
        unit=one.unit.full_name(language()),
        state=one.get_state_display(),
        address=round_address(one) if watches else "",
        units=one.entered,  # type: ignore[attr-defined]
        submitted=one.signed,  # type: ignore[attr-defined]
        until=", ".join(day(last) for last in lasts),
        synthetic=one.synthetic,
        forms=tuple(
            FormLink(
                entrant.unit.full_name(language()),
                form_address(entrant),
                entrant.get_state_display(),
            )
            for entrant in forms
        ),
    )
