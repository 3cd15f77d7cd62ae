"""All units, kinds and links that are known, and the questions about them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from chiso.errors import UnitAmbiguous, UnknownName
from chiso.spelling import nearest
from chiso.territory.model import Kind, Link, Unit, reference
from chiso.territory.reading import (
    level_of,
    read_kinds,
    read_links,
    read_units,
)
from chiso.territory.search import Search
from chiso.territory.sheets import Source
from chiso.wording import Text


class Territory:
    """Kinds, units and links as they were read; never changed once made."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        units: Iterable[Unit],
        *,
        links: "Callable[[Territory], Iterable[Link]]" = lambda _: (),
        sources: Mapping[str, Text] | None = None,
    ) -> None:
        """The territory of units; ``links`` reads those between them when first asked for."""
        self.kinds = dict(kinds)
        self.sources = dict(sources or {})
        self._read_links = links
        self._by_id = {unit.id: unit for unit in units}
        self._by_code: dict[str, list[Unit]] = {}
        for unit in self._by_id.values():
            self._by_code.setdefault(reference(unit.code, unit.office), []).append(unit)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._by_id.values())

    def extended(
        self,
        units: Source | None = None,
        *,
        kinds: Source | None = None,
        links: Source | None = None,
    ) -> "Territory":
        """This territory with an office's own lists beside it. Raises UnitsInvalid."""
        own_kinds = self.kinds if kinds is None else read_kinds(kinds, self.kinds)
        own = () if units is None else read_units(units, own_kinds, self)
        every = (*self, *own)
        more = () if links is None else read_links(links, Territory(own_kinds, every).unit)
        return Territory(
            own_kinds, every, links=lambda _: (*self.links, *more), sources=self.sources
        )

    def unit(self, reference: str, on: date | None = None) -> Unit:
        """The unit that an id names; of a bare code, the one that exists ``on`` a day.

        Raises UnitAmbiguous, with all their ids, where a bare code names several units and no day
        decides; UnknownName where it names none.

        >>> from chiso import territory
        >>> territory.unit("00145", date(2018, 12, 31)).id
        '00145@unknown'
        """
        found = self._by_id.get(reference)
        if found is not None:
            return found
        candidates = self._by_code.get(reference, [])
        if on is not None:
            existing = [unit for unit in candidates if unit.exists_on(on)]
            if not existing:
                raise UnknownName(
                    what="unit",
                    name=f"{reference} ({on.isoformat()})",
                    nearest=[unit.id for unit in candidates] or self._near(reference),
                )
            candidates = existing
        if not candidates:
            raise UnknownName(what="unit", name=reference, nearest=self._near(reference))
        if len(candidates) > 1:
            raise UnitAmbiguous(name=reference, candidates=[unit.id for unit in candidates])
        return candidates[0]

    def _near(self, asked: str) -> list[str]:
        """The ids most like what was asked for; only codes that begin alike are compared."""
        code = asked.partition("@")[0]
        for length in range(len(code), 0, -1):
            alike = [one for one in self._by_code if one.startswith(code[:length])]
            if alike:
                codes = nearest(code, alike[:200])
                return [unit.id for one in codes for unit in self._by_code[one]][:3]
        return []

    def units(
        self, on: date | None = None, *, kind: str | None = None, under: str | None = None
    ) -> tuple[Unit, ...]:
        """The units that exist ``on`` a day (None: all that ever did), in the order of the lists.

        ``kind`` takes in all its sorts: "commune" has wards, communes, townships and special zones.
        ``under`` is the id or code of the unit right above. A unit whose start is unknown is taken
        to exist on every day before its end. Raises UnknownName, UnitAmbiguous.
        """
        found: Iterable[Unit] = self if under is None else self._below(self.unit(under, on))
        if kind is not None:
            sorts = self._sorts(kind)
            found = (unit for unit in found if unit.kind in sorts)
        return tuple(unit for unit in found if on is None or unit.exists_on(on))

    def _sorts(self, kind: str) -> set[str]:
        if kind not in self.kinds:
            near = nearest(kind, self.kinds) or list(self.kinds)
            raise UnknownName(what="kind of unit", name=kind, nearest=near)
        return {one for one in self.kinds if self.is_a(one, kind)}

    def is_a(self, kind: str, other: str) -> bool:
        """Whether a kind is another, or a sort of it."""
        chain: str | None = kind
        while chain is not None and chain != other:
            chain = self.kinds[chain].sort_of
        return chain == other

    @cached_property
    def _children(self) -> Mapping[str, Sequence[Unit]]:
        """Units by the code of the unit above, which may have had it under several ids."""
        children: dict[str, list[Unit]] = {}
        for unit in self:
            if unit.parent is not None:
                children.setdefault(unit.parent.partition("@")[0], []).append(unit)
        return children

    def _below(self, above: Unit) -> Iterator[Unit]:
        """The units under ``above`` on any day on which both exist."""
        for unit in self._children.get(reference(above.code, above.office), ()):
            first = max(unit.since or date.min, above.since or date.min)
            if first <= min(unit.last_day, above.last_day):
                yield unit

    def parent(self, unit: Unit, on: date | None = None) -> Unit | None:
        """The unit above, ``on`` a day or, if None, on the unit's last; None at the top."""
        if unit.parent is None:
            return None
        if on is None:
            return self._by_id[unit.parent]
        return self.unit(unit.parent.partition("@")[0], on)

    def kind(self, id: str) -> Kind:
        """The kind of an id. Raises UnknownName."""
        if id not in self.kinds:
            raise UnknownName(what="kind of unit", name=id, nearest=nearest(id, self.kinds))
        return self.kinds[id]

    def level(self, unit: Unit) -> Kind:
        """The kind at the root of a unit's own."""
        return self.kinds[level_of(unit.kind, self.kinds)]

    def source(self, of: Unit | Link) -> Text:
        """What a unit or link is known from; an office's own list names it in its own words."""
        return self.sources.get(of.source, Text(of.source, of.source))

    def find(
        self,
        text: str,
        *,
        on: date | None = None,
        kind: str | None = None,
        limit: int | None = None,
    ) -> tuple[Unit, ...]:
        """The units one of whose names contains a text, the likeliest first.

        Marks, case and the place of tone marks do not count: "long bien", "hoà" and "hòa". Whole
        names come first, then names that begin so, then the rest; within these, higher levels and
        units that have not ended first. A blank text finds nothing.
        """
        sorts = None if kind is None else self._sorts(kind)
        found = (
            unit
            for unit in self._search.find(text)
            if (on is None or unit.exists_on(on)) and (sorts is None or unit.kind in sorts)
        )
        return tuple(found)[:limit]

    @cached_property
    def _search(self) -> Search:
        return Search(self, self.kinds)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link, in the order of the lists."""
        return tuple(self._read_links(self))

    @cached_property
    def links_from(self) -> Mapping[str, Sequence[Link]]:
        """Links by old unit."""
        return _grouped((link.old, link) for link in self.links)

    @cached_property
    def links_to(self) -> Mapping[str, Sequence[Link]]:
        """Links by new unit."""
        return _grouped((link.new, link) for link in self.links)


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = {}
    for name, link in pairs:
        groups.setdefault(name, []).append(link)
    return groups
