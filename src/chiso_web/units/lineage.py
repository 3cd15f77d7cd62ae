"""Reading how a unit came about and what became of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from chiso_web.units.models import Link, Unit
from chiso_web.units.other_names import PROVINCE
from chiso_web.units.selectors import unit_list_below


@dataclass(frozen=True, slots=True)
class Lineage:
    """The links that lead to a unit and away from it, the earliest first, with both their ends.

    ``of_units_below``: the unit has no link of its own, so these are of the units right below it,
    as of a district whose wards were rearranged. ``divided`` are the keys of units that passed to
    several; ``others`` counts, by key of a new unit, those that passed to it and stand not here.
    """

    unit: Unit
    links: tuple[Link, ...]
    of_units_below: bool
    divided: frozenset[int]
    others: Mapping[int, int]

    @property
    def before(self) -> tuple[Link, ...]:
        """The links right before the unit."""
        return tuple(link for link in self.links if link.new_id == self.unit.pk)

    @property
    def after(self) -> tuple[Link, ...]:
        """The links right after the unit."""
        return tuple(link for link in self.links if link.old_id == self.unit.pk)

    def is_whole(self, link: Link) -> bool:
        """Whether all of the old unit passed to the new one."""
        return link.old_id not in self.divided


def lineage_of(unit: Unit) -> Lineage:
    """Every unit that passed into this one, and all that it passed into. Of a province without
    links those of the units below are left out: there are hundreds.
    """
    links = _around({unit.pk})
    below = False
    if not links and unit.level != PROVINCE:
        links = _around({one.pk for one in unit_list_below(unit)})
        below = bool(links)
    ordered = sorted(links, key=lambda link: (link.by, link.old.place, link.new.place))
    return Lineage(
        unit=unit,
        links=tuple(ordered),
        of_units_below=below,
        divided=_divided({link.old_id for link in ordered}),
        others=_others(ordered),
    )


def _around(units: Collection[int]) -> set[Link]:
    return _reached(units, "old", "new_id") | _reached(units, "new", "old_id")


def _reached(units: Collection[int], end: str, other_end: str) -> set[Link]:
    found: set[Link] = set()
    waiting, seen = set(units), set(units)
    while waiting:
        step = Link.objects.filter(**{f"{end}__in": waiting}).select_related("old", "new")
        found |= set(step)
        waiting = {getattr(link, other_end) for link in found} - seen
        seen |= waiting
    return found


def _divided(olds: Collection[int]) -> frozenset[int]:
    links = Link.objects.filter(old__in=olds).order_by()
    counted = links.values_list("old").annotate(count=Count("new", distinct=True))
    return frozenset(old for old, count in counted if count > 1)


def _others(links: Iterable[Link]) -> dict[int, int]:
    shown = Counter(link.new_id for link in links)
    counted = Link.objects.filter(new__in=list(shown)).order_by().values_list("new")
    every = dict(counted.annotate(count=Count("old")))
    return {new: every[new] - count for new, count in shown.items() if every[new] > count}
