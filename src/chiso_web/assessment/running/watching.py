"""Who has not submitted: a round as the first screen of whoever runs it shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.assessment.addresses import form_address, form_page_address
from chiso_web.assessment.deadlines import deadline_text
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.naming import group_name
from chiso_web.assessment.progress import Place, Standing
from chiso_web.look.formats import day, day_short, language, number

FIRST_SHOWN = 40
COLUMNS = (
    *(Place.NOT_BEGUN, Place.FILLING, Place.WAITING, Place.RETURNED, Place.SUBMITTED),
    *(Place.LATE, Place.HARD),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many forms of a group are at a place, and the address that lists them."""

    place: Place
    name: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A ranking group in the table by step; without a ``kind``, the sum of all."""

    kind: str
    name: str
    until: str
    units: int
    query: str
    cells: tuple[Cell, ...]
    percent: int


@dataclass(frozen=True, slots=True)
class FirstLine:
    """A form to see to first: how late or how hard, where it stopped, whose turn it is."""

    when: str
    until: str
    unit: str
    address: str
    reopen: str
    step: str
    done: str
    turn: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of all: its bar, and a word or figure."""

    name: str
    address: str
    width: int | None
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class UnitBlock:
    """The units of a group, in blocks by place."""

    title: str
    lines: str
    places: tuple[tuple[str, tuple[UnitLine, ...]], ...]


def group_lines(groups: Sequence[RankGroup], standings: Sequence[Standing]) -> list[GroupLine]:
    """A line a ranking group, and the sum where there are several."""
    found = [
        _group_line(
            group_name(group),
            [one for one in standings if one.group.pk == group.pk],
            kind=group.kind,
            until=_("due %(day)s") % {"day": day(group.self_until)},
        )
        for group in groups
    ]
    if len(groups) > 1:
        found.append(_group_line(_("All"), standings, kind="", until=""))
    return found


def _group_line(name: str, standings: Sequence[Standing], *, kind: str, until: str) -> GroupLine:
    query = f"group={kind}" if kind else ""
    submitted = sum(one.is_submitted for one in standings)
    return GroupLine(
        kind=kind,
        name=name,
        until=until,
        units=len(standings),
        query=query,
        cells=tuple(_cell(place, standings, query) for place in COLUMNS),
        percent=round(100 * submitted / len(standings)) if standings else 0,
    )


def _cell(place: Place, standings: Iterable[Standing], query: str) -> Cell:
    count = sum(is_at(one, place) for one in standings)
    parts = (query, f"state={place.value}")
    return Cell(place, str(place.label), count, "&".join(filter(None, parts)))


def is_at(one: Standing, place: Place) -> bool:
    """Whether a form counts for a place: overdue and hard to make stand beside the steps."""
    if place == Place.LATE:
        return one.is_late
    return one.is_hard if place == Place.HARD else one.step == place


def first_lines(one: Round, standings: Iterable[Standing]) -> list[FirstLine]:
    """What to see to first: overdue longest before, then what must go on fastest."""
    urgent = [seen for seen in standings if seen.is_late or seen.is_hard]
    urgent.sort(key=_urgency)
    return [_first_line(one, seen) for seen in urgent]


def _urgency(seen: Standing) -> tuple[bool, int, float, float]:
    return (not seen.is_late, -seen.deadline.late, -(seen.times or 0.0), -seen.needed)


def _first_line(one: Round, seen: Standing) -> FirstLine:
    return FirstLine(
        when=deadline_text(seen.deadline) if seen.is_late else times_text(seen),
        until=day(seen.deadline.last),
        unit=seen.unit.full_name(language()),
        address=form_address(seen.entrant),
        reopen=form_page_address("form-reopen", seen.entrant),
        step=_stopped(seen),
        done=f"{seen.counts.done}/{seen.counts.total}",
        turn=turn_text(seen),
        is_late=seen.is_late,
    )


def times_text(seen: Standing) -> str:
    """How much faster a form must go on."""
    if seen.times is None:
        return ""
    if seen.times == float("inf"):
        return _("Stands still")
    return _("Must go %(times)s times as fast") % {"times": number(seen.times, 1)}


def _stopped(seen: Standing) -> str:
    if seen.step == Place.RETURNED and seen.counts.returned:
        text = ngettext("%(count)s line returned", "%(count)s lines returned", seen.counts.returned)
        return text % {"count": seen.counts.returned}
    if seen.is_hard:
        facts = {"pace": number(seen.pace, 1), "needed": number(seen.needed, 1)}
        return _("%(pace)s lines a day, %(needed)s needed") % facts
    label = str(seen.step.label)
    return label[:1].upper() + label[1:]


def turn_text(seen: Standing) -> str:
    """Whose turn it is with a form."""
    if seen.step == Place.WAITING:
        return _("head of the unit")
    if seen.step == Place.SUBMITTED:
        return _("appraisers")
    return _("who fills in for the unit")


def unit_blocks(
    one: Round, groups: Iterable[RankGroup], standings: Sequence[Standing]
) -> list[UnitBlock]:
    """Every unit, by group and place, what is worst first; the furthest behind first in each."""
    found = []
    for group in groups:
        here = [seen for seen in standings if seen.group.pk == group.pk]
        if here:
            found.append(_unit_block(one, group, here))
    return found


def _unit_block(one: Round, group: RankGroup, here: Sequence[Standing]) -> UnitBlock:
    facts = {"count": len(here), "name": group_name(group)}
    places = []
    for place in Place:
        lines = [seen for seen in here if seen.place == place]
        if lines:
            lines.sort(key=lambda seen: (-seen.deadline.late if seen.is_late else 0, _share(seen)))
            told = tuple(_unit_line(one, seen) for seen in lines)
            label = str(place.label)
            places.append((f"{label[:1].upper()}{label[1:]}: {len(lines)}", told))
    return UnitBlock(
        title=_("%(name)s: %(count)s") % facts,
        lines=str(max((seen.counts.total for seen in here), default=0)),
        places=tuple(places),
    )


def _share(seen: Standing) -> float:
    if seen.is_submitted:
        return 1.0
    return seen.counts.done / seen.counts.total if seen.counts.total else 0.0


def _unit_line(one: Round, seen: Standing) -> UnitLine:
    return UnitLine(
        name=seen.unit.name(language()),
        address=form_address(seen.entrant),
        width=None if seen.is_submitted else round(100 * _share(seen)),
        state=_unit_state(seen),
        is_late=seen.is_late,
    )


def _unit_state(seen: Standing) -> str:
    if seen.is_submitted:
        signed = seen.entrant.signed_at
        return _("on %(day)s") % {"day": day_short(signed)} if signed else ""
    if seen.is_late and seen.deadline.late:
        text = ngettext("%(count)s day late", "%(count)s days late", seen.deadline.late)
        return text % {"count": seen.deadline.late}
    return f"{seen.counts.done}/{seen.counts.total}"
