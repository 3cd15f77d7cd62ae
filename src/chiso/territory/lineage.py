"""How a unit came about and what became of it, as a graph of links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chiso.territory.model import Link, Unit
from chiso.territory.registry import Territory


@dataclass(frozen=True, slots=True)
class Lineage:
    """The links that lead to a unit and away from it, the earliest first.

    ``of_units_below``: the unit has no link of its own, so these are of the units right below it,
    as of a district whose wards were rearranged. ``divided`` are the units that passed to several.
    """

    unit: Unit
    links: tuple[Link, ...]
    of_units_below: bool
    divided: frozenset[str]

    @property
    def before(self) -> tuple[Link, ...]:
        """The links right before the unit."""
        return tuple(link for link in self.links if link.new == self.unit.id)

    @property
    def after(self) -> tuple[Link, ...]:
        """The links right after the unit."""
        return tuple(link for link in self.links if link.old == self.unit.id)


def lineage_in(territory: Territory, unit: Unit) -> Lineage:
    """Every unit that passed into this one, and all that it passed into, with days and sources."""
    links = _around(territory, (unit,))
    below = () if links else territory.units(under=unit.id)
    links |= _around(territory, below)
    return Lineage(
        unit=unit,
        links=tuple(sorted(links, key=lambda link: (link.by, link.old, link.new))),
        of_units_below=bool(below) and bool(links),
        divided=frozenset(
            old for old in {link.old for link in links} if is_divided(territory.links_from, old)
        ),
    )


def is_divided(links_from: Mapping[str, Sequence[Link]], unit: str) -> bool:
    """Whether a unit passed to more than one."""
    return len({link.new for link in links_from.get(unit, ())}) > 1


def _around(territory: Territory, units: Iterable[Unit]) -> set[Link]:
    found: set[Link] = set()
    for unit in units:
        found |= _reached(unit.id, territory.links_to, end="old")
        found |= _reached(unit.id, territory.links_from, end="new")
    return found


def _reached(unit: str, links: Mapping[str, Sequence[Link]], *, end: str) -> set[Link]:
    found: set[Link] = set()
    waiting = [unit]
    while waiting:
        for link in links.get(waiting.pop(), ()):
            if link not in found:
                found.add(link)
                waiting.append(getattr(link, end))
    return found
