"""Of which units a round has survey results, and of which not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiso_web.assessment.addresses import survey_unit_address
from chiso_web.assessment.asked import fields_surveyed, leaves_surveyed
from chiso_web.assessment.models import Entrant, RankGroup, Round, Value
from chiso_web.assessment.naming import group_name
from chiso_web.look.formats import language, number
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import in_order


class Stand(StrEnum):
    """How much of a survey is recorded of a unit."""

    NONE = "none"
    PART = "part"
    ALL = "all"
    LEFT = "left"
    """It was not surveyed, on a ground."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit: its name, the page of its figures, how many there are."""

    name: str
    address: str
    stand: Stand
    told: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A ranking group: points and criteria that a survey scores, and units by how they stand."""

    kind: str
    name: str
    points: str
    criteria: int
    units: int
    counts: dict[Stand, int]
    lines: tuple[UnitLine, ...]

    @property
    def stands(self) -> list[tuple[str, str, int]]:
        """Every standing that units are at, with its name and how many."""
        return [(one.value, stand_name(one), count) for one, count in self.counts.items() if count]

    @property
    def lacking(self) -> int:
        """Units with no result, or with part of one."""
        return self.counts[Stand.NONE] + self.counts[Stand.PART]


def stand_name(stand: str) -> str:
    """What a standing is called."""
    return {
        Stand.NONE: _("no survey result yet"),
        Stand.PART: _("a part recorded"),
        Stand.ALL: pgettext("survey", "recorded"),
        Stand.LEFT: _("not surveyed"),
    }[Stand(stand)]


def surveyed_groups(one: Round) -> list[RankGroup]:
    """The groups of a round whose edition has criteria scored by survey."""
    groups = one.groups.all()
    return [group for group in groups if leaves_surveyed(edition_named(group.edition))]


def group_standings(one: Round) -> list[GroupLine]:
    """Every group that is surveyed, with its units in dictionary order; two queries and one for the
    groups.
    """
    groups = surveyed_groups(one)
    entrants = list(
        Entrant.objects.filter(round=one, group__in=groups).select_related("unit", "round")
    )
    counts = _counts(one, groups)
    return [
        _group_line(group, [own for own in entrants if own.group_id == group.pk], counts)
        for group in groups
    ]


def lacking_count(one: Round) -> int:
    """The units of which survey results are still to be recorded."""
    groups = surveyed_groups(one)
    counts = _counts(one, groups)
    wanted = {group.pk: len(fields_surveyed(edition_named(group.edition))) for group in groups}
    rows = Entrant.objects.filter(round=one, group__in=groups).values_list("pk", "group_id")
    return sum(counts.get(key, (0, 0))[0] < wanted[group] for key, group in rows)


def _counts(one: Round, groups: Sequence[RankGroup]) -> dict[int, tuple[int, int]]:
    """Figures and grounds recorded, by entrant."""
    measures = {
        measure for group in groups for measure in fields_surveyed(edition_named(group.edition))
    }
    there = Q(value__isnull=False) | ~Q(missing="")
    rows = (
        Value.objects.filter(there, entrant__round=one, measure__in=measures)
        .order_by()
        .values_list("entrant_id")
        .annotate(every=Count("pk"), grounds=Count("pk", filter=~Q(missing="")))
    )
    return {key: (every, grounds) for key, every, grounds in rows}


def _group_line(
    group: RankGroup, entrants: Sequence[Entrant], counts: dict[int, tuple[int, int]]
) -> GroupLine:
    edition = edition_named(group.edition)
    leaves = leaves_surveyed(edition)
    wanted = len(fields_surveyed(edition))
    by_unit = {one.unit_id: one for one in entrants}
    lines = [
        _unit_line(by_unit[unit.pk], counts.get(by_unit[unit.pk].pk, (0, 0)), wanted)
        for unit in in_order(one.unit for one in entrants)
    ]
    return GroupLine(
        kind=group.kind,
        name=group_name(group),
        points=number(sum(leaf.rule.maximum for leaf in leaves if leaf.rule)),
        criteria=len(leaves),
        units=len(lines),
        counts={stand: sum(line.stand == stand for line in lines) for stand in Stand},
        lines=tuple(lines),
    )


def _unit_line(entrant: Entrant, counted: tuple[int, int], wanted: int) -> UnitLine:
    every, grounds = counted
    stand = Stand.NONE if not every else Stand.PART if every < wanted else Stand.ALL
    if grounds:
        stand = Stand.LEFT
    return UnitLine(
        name=entrant.unit.full_name(language()),
        address=survey_unit_address(entrant),
        stand=stand,
        told=f"{every - grounds}/{wanted}" if stand in (Stand.PART, Stand.ALL) else "",
    )
