"""The units that are not in a result, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chiso_web.assessment.models import Entrant, Line
from chiso_web.assessment.moves import FormState
from chiso_web.assessment.naming import kind_name
from chiso_web.assessment.progress import DECIDED
from chiso_web.assessment.publishing.shown import Shown
from chiso_web.look.formats import language
from chiso_web.units.selectors import in_order


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A unit outside of a result: its kind, its name, and why."""

    kind: str
    unit: str
    why: str


def outside_lines(shown: Shown, entrants: Sequence[Entrant] | None = None) -> list[OutsideLine]:
    """The units outside of a result by ranking group, in dictionary order, each with the reason;
    one query.
    """
    chosen = list(shown.outside if entrants is None else entrants)
    if shown.version is not None:
        reasons = {one.unit_id: shown.version.left_out for one in chosen}
    else:
        rows = (
            Line.objects.filter(entrant__in=[one.pk for one in chosen])
            .order_by()
            .values_list("entrant_id")
            .annotate(lines=Count("pk"), decided=Count("pk", filter=Q(decision__in=DECIDED)))
        )
        counts = {key: (lines, decided) for key, lines, decided in rows}
        reasons = {one.unit_id: _reason(one, *counts.get(one.pk, (0, 0))) for one in chosen}
    found = []
    for group in shown.groups.values():
        kind = kind_name(group.kind)
        units = in_order(one.unit for one in chosen if one.group_id == group.pk)
        found += [OutsideLine(kind, one.full_name(language()), reasons[one.pk]) for one in units]
    return found


def _reason(entrant: Entrant, lines: int, decided: int) -> str:
    if entrant.state in (FormState.FILLING, FormState.WAITING):
        return _("has not submitted its form: %(state)s") % {"state": entrant.get_state_display()}
    facts = {"decided": decided, "lines": lines}
    if entrant.state == FormState.RETURNED:
        return _("returned lines are not mended; %(decided)s/%(lines)s lines decided") % facts
    return _("appraisal is not finished: %(decided)s/%(lines)s lines decided") % facts
