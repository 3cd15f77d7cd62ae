"""Units by a part of their name, without regard to marks and case."""

from collections.abc import Iterable, Mapping

from chiso.spelling import fold, sort_key
from chiso.territory.letters import folded
from chiso.territory.model import Kind, Unit


class Search:
    """The folded names of units, searched by plain containment."""

    def __init__(self, units: Iterable[Unit], kinds: Mapping[str, Kind]) -> None:
        self._units = tuple(units)
        self._titles = {id: fold(kind.title.vi) for id, kind in kinds.items()}
        self._levels = {id: place for place, id in enumerate(kinds)}
        self._order: dict[int, str] = {}  # sort keys, as they were needed
        self._names = ["\n".join(map(folded, unit.names)) for unit in self._units]

    def find(self, text: str) -> list[Unit]:
        """The units with a name that contains the text, the likeliest first."""
        query = fold(text)
        if not query:
            return []
        found = [place for place, names in enumerate(self._names) if query in names]
        return [
            self._units[place] for place in sorted(found, key=lambda one: self._key(one, query))
        ]

    def _key(self, place: int, query: str) -> tuple[object, ...]:
        unit = self._units[place]
        title = self._titles[unit.kind]
        names = self._names[place].split("\n")
        own = [name.removeprefix(title).strip() for name in names]
        whole = query in own or query in names
        begins = any(name.startswith(query) for name in (*own, *names))
        return (
            not whole,
            not begins,
            self._levels[unit.level],
            unit.until is not None or not unit.until_known,
            self._in_order(place),
            unit.id,
        )

    def _in_order(self, place: int) -> str:
        if place not in self._order:
            self._order[place] = sort_key(self._units[place].name.vi)
        return self._order[place]
