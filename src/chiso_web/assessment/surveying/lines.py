"""What would be recorded, in lines that people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso_web.assessment.asked import leaves_surveyed
from chiso_web.assessment.shown import declared_kept, shown_values
from chiso_web.assessment.surveyed import Change, Kept, survey_points
from chiso_web.look.formats import language, number
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class LeafLine:
    """A criterion that changes: its figures after and before, and the points they give."""

    code: str
    after: str
    before: str
    points: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A unit with what changes."""

    unit: str
    is_new: bool
    ground: str
    leaves: tuple[LeafLine, ...]


def change_lines(changes: Sequence[Change]) -> list[ChangeLine]:
    """Every change in its criteria; nothing is queried."""
    points = survey_points(changes)
    return [_line(one, points) for one in changes]


def _line(one: Change, points: Mapping[tuple[int, str], float]) -> ChangeLine:
    edition = edition_named(one.entrant.group.edition)
    leaves = []
    for leaf in leaves_surveyed(edition):
        measures = leaf.rule.measures if leaf.rule else ()
        after, before = _of(one.after, measures), _of(one.before, measures)
        if after != before:
            earned = points.get((one.entrant.pk, leaf.id))
            leaves.append(
                LeafLine(
                    code=leaf.code or leaf.id,
                    after=shown_values(edition, leaf.id, declared_kept(after)) if after else "–",
                    before=shown_values(edition, leaf.id, declared_kept(before)) if before else "",
                    points="" if earned is None else number(earned),
                )
            )
    ground = next((told for told in one.after.values() if isinstance(told, str)), "")
    unit = one.entrant.unit.full_name(language())
    return ChangeLine(unit, one.is_new, ground, tuple(leaves))


def _of(kept: Kept, measures: Sequence[str]) -> dict[str, float | str]:
    return {measure: kept[measure] for measure in measures if measure in kept}
