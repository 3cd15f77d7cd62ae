"""Two people who changed one figure at once: both versions, and what each would score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chiso_web.assessment.asked import field_get, leaves_reading
from chiso_web.assessment.points import Declared, form_points
from chiso_web.assessment.selfscore.moments import when_text
from chiso_web.assessment.selfscore.sheet import Sheet
from chiso_web.assessment.services.filling import Change, Conflict
from chiso_web.assessment.services.holding import declared_of
from chiso_web.assessment.shown import shown_values
from chiso_web.assessment.typed import number_read
from chiso_web.look.formats import number


@dataclass(frozen=True, slots=True)
class Side:
    """One version: the line's figures with it, and its points; empty where none can be told."""

    told: str
    points: str


@dataclass(frozen=True, slots=True)
class Standoff:
    """A figure that somebody else changed meanwhile: ``theirs`` stands, ``mine`` was not saved.

    ``version`` is that of what stands: to save over it is a choice made knowing it.
    """

    measure: str
    version: int
    who: str
    when: str
    theirs: Side
    mine: Side


def standoffs_of(sheet: Sheet, conflicts: Sequence[Conflict]) -> Mapping[str, tuple[Standoff, ...]]:
    """The conflicts by the first leaf that reads the figure."""
    reading, found = leaves_reading(sheet.edition), dict[str, tuple[Standoff, ...]]()
    for one in conflicts:
        leaf = reading[one.change.measure][0].id
        found[leaf] = (*found.get(leaf, ()), _standoff(sheet, leaf, one))
    return found


def _standoff(sheet: Sheet, leaf: str, conflict: Conflict) -> Standoff:
    from_them = conflict.standing
    return Standoff(
        measure=conflict.change.measure,
        version=from_them.version,
        who=sheet.person(from_them.entered_by_id) or _("the platform"),
        when=_when(conflict, sheet),
        theirs=_side(sheet, leaf, declared_of(from_them)),
        mine=_side(sheet, leaf, _declared(sheet, conflict.change)),
    )


def _when(conflict: Conflict, sheet: Sheet) -> str:
    moment = conflict.standing.entered_at
    return when_text(moment, sheet.today) if moment else ""


def _declared(sheet: Sheet, change: Change) -> Declared:
    """What a change says of its figure."""
    field = field_get(sheet.edition, change.measure)
    if change.not_applicable or field is None:
        return Declared(change.measure, ground=change.ground)
    read = number_read(change.typed, field)
    typed = change.typed if read.fault else ""
    value = None if read.fault else read.value
    return Declared(change.measure, value=value, typed=typed, difference=change.difference)


def _side(sheet: Sheet, leaf: str, one: Declared) -> Side:
    standing = sheet.declared.get(one.measure)
    note = standing.note if standing else ""
    held = standing.held if standing else None
    declared = {**sheet.declared, one.measure: replace(one, note=note, held=held)}
    found = form_points(sheet.edition, declared, period=sheet.entrant.round.period)[leaf]
    told = one.typed or shown_values(sheet.edition, leaf, declared)
    return Side(told, "" if found.points is None else number(found.points))
