"""What a version to be published changes against the one before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso_web.assessment.naming import group_name
from chiso_web.assessment.publishing.shown import Shown
from chiso_web.assessment.publishing.standings import Standing, group_result
from chiso_web.look.formats import DASH, language

SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """A unit whose points, rank or class are others than before."""

    unit: str
    group: str
    before: str
    after: str


def changes(before: Shown, after: Shown) -> list[Change]:
    """The units that change between two results, by group, then name."""
    old, new = standings_by_unit(before), standings_by_unit(after)
    found = []
    for uid in dict.fromkeys([*old, *new]):
        left, right = old.get(uid), new.get(uid)
        if _differ(left, right):
            known = right or left
            if known is not None:
                group = group_name(after.groups[known.ranked.group])
                name = known.unit.full_name(language())
                found.append(Change(name, group, told(left), told(right)))
    return sorted(found, key=lambda one: (one.group, one.unit))


def standings_by_unit(shown: Shown) -> Mapping[str, Standing]:
    """Every unit of a result by its id."""
    found: dict[str, Standing] = {}
    for group in shown.groups.values():
        computed = shown.computed_of(group)
        if computed is not None:
            for one in group_result(group, computed).standings:
                found[one.unit.uid] = one
    return found


def _differ(left: Standing | None, right: Standing | None) -> bool:
    if left is None or right is None:
        return left is not right
    one, other = left.ranked, right.ranked
    apart = abs((one.score or 0.0) - (other.score or 0.0)) > SLACK
    classes = left.class_name != right.class_name
    return apart or one.rank != other.rank or classes


def told(one: Standing | None) -> str:
    """A standing in few words."""
    if one is None:
        return _("not in the result")
    if one.ranked.rank is None:
        return _("no result")
    facts = {"points": one.points, "rank": one.ranked.rank, "class": one.class_name or DASH}
    return _("%(points)s points, rank %(rank)s, %(class)s") % facts
