"""Strengths and weaknesses over the sub-dimensions, and the whole tree with values and ranks."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.definition.rules import Given
from chiso_web.look.formats import DASH, language, number, signed
from chiso_web.look.rules.measured import note_text, unit_of, value_text
from chiso_web.portal.addresses import node_address
from chiso_web.portal.profile.profile import Profile
from chiso_web.portal.profile.sentences import sub_dimensions

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """A sub-dimension that stands far from the median, in points."""

    difference: str
    name: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A sub-dimension or an indicator: its value, the national median, the rank."""

    name: str
    address: str
    depth: int
    value: str
    median: str
    difference: str
    rank: str
    note: str


@dataclass(frozen=True, slots=True)
class PartGroup:
    """A dimension with everything below it."""

    name: str
    address: str
    points: str
    lines: tuple[PartLine, ...]


def strengths(profile: Profile) -> tuple[Gap, ...]:
    """The sub-dimensions furthest above the median, the furthest first."""
    found = [one for one in gaps(profile) if round(one[1], 2) > 0]
    return tuple(_gap(profile, *one) for one in found[:SHOWN])


def weaknesses(profile: Profile) -> tuple[Gap, ...]:
    """The sub-dimensions furthest below the median, the furthest first."""
    found = [one for one in reversed(gaps(profile)) if round(one[1], 2) < 0]
    return tuple(_gap(profile, *one) for one in found[:SHOWN])


def gaps(profile: Profile) -> list[tuple[Node, float]]:
    """The sub-dimensions with a score and how far they are from the median, highest first."""
    found = [(node, profile.deviation(node.id)) for node in sub_dimensions(profile)]
    there = [(node, value) for node, value in found if value is not None]
    return sorted(there, key=lambda one: -one[1])


def _gap(profile: Profile, node: Node, difference: float) -> Gap:
    standing, spread = profile.scores[node.id], profile.spreads[node.id]
    note = _("%(points)s points, median %(median)s; rank %(rank)s of %(count)s") % {
        "points": number(standing.points),
        "median": number(spread.median),
        "rank": standing.rank,
        "count": spread.count,
    }
    return Gap(signed(difference), _title(node), _address(profile, node), note)


def part_groups(profile: Profile) -> tuple[PartGroup, ...]:
    """Every dimension with its sub-dimensions and indicators, in the edition's order."""
    return tuple(
        PartGroup(
            name=_title(node),
            address=_address(profile, node),
            points=number(profile.scores[node.id].points),
            lines=tuple(_lines(profile, node, depth=1)),
        )
        for node in profile.dimensions
    )


def _lines(profile: Profile, node: Node, *, depth: int) -> Iterator[PartLine]:
    for part in profile.edition.children(node.id):
        yield _part_line(profile, part, depth=depth)
        yield from _lines(profile, part, depth=depth + 1)


def _part_line(profile: Profile, node: Node, *, depth: int) -> PartLine:
    standing, spread = profile.scores[node.id], profile.spreads.get(node.id)
    value, median = _observed(profile, node) if node.rule and depth > 1 else ("", "")
    rank = {"rank": standing.rank, "count": spread.count if spread else 0}
    return PartLine(
        name=_title(node),
        address=_address(profile, node),
        depth=depth,
        value=value or number(standing.points),
        median=median or number(spread.median if spread else None),
        difference="" if value else signed(profile.deviation(node.id)),
        rank=_("%(rank)s of %(count)s") % rank if standing.rank else DASH,
        note=_note(profile, node) if standing.points is None else "",
    )


def _observed(profile: Profile, node: Node) -> tuple[str, str]:
    """What an indicator read, and the median of that; empty where it reads several measures."""
    if node.rule is None or len(node.rule.measures) != 1:
        return "", ""
    measure = node.rule.measures[0]
    return (
        _text(profile, node, profile.values[measure].value if measure in profile.values else None),
        _text(profile, node, profile.value_medians.get(measure)),
    )


def _text(profile: Profile, node: Node, value: float | None) -> str:
    if value is None or node.rule is None:
        return DASH
    scale = (node.rule.low, node.rule.high) if isinstance(node.rule, Given) else None
    unit = unit_of(profile.edition, node.rule.measures[0])
    return value_text(value, unit, scale=scale)


def _note(profile: Profile, node: Node) -> str:
    measures = node.rule.measures if node.rule else ()
    notes = (profile.values[one].note for one in measures if one in profile.values)
    return "; ".join(dict.fromkeys(note_text(note) for note in notes if note))


def _title(node: Node) -> str:
    return f"{node.code} {node.name.in_language(language())}".strip()


def _address(profile: Profile, node: Node) -> str:
    return node_address(profile.period, profile.unit.code, node.id)
