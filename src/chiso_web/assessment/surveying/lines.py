"""What would be recorded, in lines that people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.definition.model import Edition, Node
from chiso_web.assessment.asked import leaves_surveyed
from chiso_web.assessment.shown import declared_kept, shown_values
from chiso_web.assessment.surveyed import (
    Change,
    Kept,
    ground_of,
    of_leaf,
    survey_points,
    told_of,
)
from chiso_web.look.formats import DASH, language, number
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class LeafLine:
    """A criterion that changes: its figures after and before (empty: only the source changes), and
    the points they give.
    """

    code: str
    after: str
    before: str
    points: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A unit with what changes, and the criteria of which nothing is recorded even then."""

    unit: str
    is_new: bool
    ground: str
    lacking: str
    leaves: tuple[LeafLine, ...]


def change_lines(changes: Sequence[Change]) -> list[ChangeLine]:
    """Every change in its criteria; nothing is queried."""
    points = survey_points(changes)
    return [_line(one, points) for one in changes]


def _line(one: Change, points: Mapping[tuple[int, str], float]) -> ChangeLine:
    edition = edition_named(one.entrant.group.edition)
    leaves, lacking = [], []
    for leaf in leaves_surveyed(edition):
        after, before = of_leaf(edition, leaf, one.after), of_leaf(edition, leaf, one.before)
        lacking += [] if after else [leaf.code or leaf.id]
        if after != before:
            earned = points.get((one.entrant.pk, leaf.id))
            told, earlier = _told(edition, leaf, after), _told(edition, leaf, before)
            leaves.append(
                LeafLine(
                    code=leaf.code or leaf.id,
                    after=told or DASH,
                    before="" if earlier == told else earlier,
                    points="" if earned is None else number(earned),
                )
            )
    unit = one.entrant.unit.full_name(language())
    return ChangeLine(unit, one.is_new, ground_of(one.after), ", ".join(lacking), tuple(leaves))


def _told(edition: Edition, leaf: Node, kept: Kept) -> str:
    return shown_values(edition, leaf.id, declared_kept(told_of(kept))) if kept else ""
