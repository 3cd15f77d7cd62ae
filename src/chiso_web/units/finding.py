"""Finding units among all by a part of their name, as people type it.

Every name is kept in memory, in the order of the answer, and searched by plain containment: the
same on every database, and quick however many are found.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Max

from chiso.spelling import nearest
from chiso_web.units.models import Unit, UnitList
from chiso_web.units.other_names import usual_names
from chiso_web.units.selectors import kind_by_id
from chiso_web.units.typed import SHORT, marked, plain, readings

COLUMNS = (
    *("id", "uid", "code", "office", "level", "kind", "valid_until", "until_known"),
    *("full_name_vi", "name_vi", "other_names", "fold", "sort_key", "parent_id"),
)

COMPARED = 60
MOST_WORDS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What search knows of a unit. ``folds`` has its names, each between line ends, ``marked`` the
    Vietnamese ones with their marks, and ``above`` those of the units above it.
    """

    id: int
    reference: str
    name: str
    title: str
    level: str
    ended: bool
    folds: str
    marked: str
    above: str


Names = Callable[[Entry], str]
FOLDS: Names = attrgetter("folds")
MARKED: Names = attrgetter("marked")


class Asked(NamedTuple):
    """A text to look for; with a ``title``, as the whole name of a unit of that kind."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """Units that a text means: those whose code or whole name it is, and those that contain it."""

    whole: tuple[Entry, ...]
    part: tuple[Entry, ...]

    @property
    def every(self) -> tuple[Entry, ...]:
        return (*self.whole, *self.part)


@dataclass(frozen=True)
class Index:
    """All units: higher levels first, in them those that have not ended, in dictionary order.

    ``names`` has every short name once, with its pairs of letters.
    """

    entries: Sequence[Entry]
    by_reference: Mapping[str, Sequence[Entry]]
    names: Mapping[str, set[str]]

    def find(self, text: str) -> Found:
        """The units that a text means, the likeliest first; none for a blank one.

        Whole names come before names that begin so, and those before the rest. Marks count where
        they were typed and some name has them: "Hà" is not "Hạ". A text that no name has may be
        one followed by those of units above: "Thạch Bàn, Hà Nội".
        """
        found = self._named(text)
        return found if found.every else self._below(text)

    def _below(self, text: str) -> Found:
        """The units called as the text begins, under units called as it goes on."""
        words = marked(text).split()[:MOST_WORDS]
        for place in range(len(words) - 1, 0, -1):
            ends = {way.fold for way in readings(" ".join(words[place:]))}
            ends.add(plain(" ".join(SHORT.get(word, word) for word in words[place:])))
            above = {one for one in self.aboves if any(_is_path(end, one) for end in ends)}
            below = [one for one in self.entries if one.above in above] if above else []
            found = Index(below, {}, {})._named(" ".join(words[:place]))
            if found.every:
                return found
        return Found((), ())

    @cached_property
    def aboves(self) -> Collection[str]:
        """What may stand above a unit, each once."""
        return {one.above for one in self.entries}

    def _named(self, text: str) -> Found:
        """The units with a name that has the text."""
        ways = readings(text)
        if not ways[0].fold:
            return Found((), ())
        asked = [Asked(way.fold, way.title) for way in ways]
        found = _fitting(self.entries, asked, FOLDS) or _joined(self.entries, ways[0].fold)
        if ways[0].has_marks:
            with_marks = [Asked(text, way.title) for way in ways for text in way.marked]
            strictly = _fitting(found, with_marks, MARKED)
            if strictly:
                return self._in_order(text, strictly, with_marks, MARKED)
        return self._in_order(text, found, asked, FOLDS)

    def _in_order(
        self, text: str, found: list[Entry], asked: Sequence[Asked], names: Names
    ) -> Found:
        wholes = tuple(f"\n{one.text}\n" for one in asked)
        begins = tuple(f"\n{one.text}" for one in asked if not one.title)
        coded = self.by_reference.get(text.strip(), ())
        starting = _having(found, begins, names)
        # a whole name begins so too, unless it is asked for behind a title
        likely = starting if len(begins) == len(wholes) else found
        whole = dict.fromkeys((*coded, *_having(likely, wholes, names)))
        part = dict.fromkeys((*whole, *starting, *found))
        return Found(tuple(whole), tuple(part)[len(whole) :])

    def nearest(self, text: str, *, count: int = 5) -> tuple[str, ...]:
        """The short names most like what was typed; only those that share most pairs of letters
        are compared.
        """
        typed = plain(text)
        pairs = _pairs(typed)
        shared = Counter({name: len(pairs & own) for name, own in self.names.items()})
        close = [name for name, alike in shared.most_common(COMPARED) if alike]
        return tuple(nearest(typed, close, count=count))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _fitting(entries: Sequence[Entry], asked: Sequence[Asked], names: Names) -> list[Entry]:
    """The units with a name that contains a text; behind a title only one that is it."""
    parts = [one.text for one in asked if not one.title]
    titled = [(f"\n{one.text}\n", one.title) for one in asked if one.title]
    if not titled:
        return _having(entries, parts, names)
    return [
        one
        for one in entries
        if _has(names(one), parts)
        or any(whole in names(one) and title == one.title for whole, title in titled)
    ]


def _having(entries: Sequence[Entry], texts: Sequence[str], names: Names) -> list[Entry]:
    if len(texts) == 1:  # as most are
        text, held = texts[0], map(names, entries)
        return [one for one, own in zip(entries, held, strict=True) if text in own]
    return [one for one in entries if _has(names(one), texts)]


def _has(names: str, texts: Sequence[str]) -> bool:
    return any(map(names.__contains__, texts))


def _joined(entries: Iterable[Entry], fold: str) -> list[Entry]:
    """The units with a name that, from one of its words on and without spaces, begins so."""
    typed = fold.replace(" ", "")
    found = [one for one in entries if typed in one.folds.replace(" ", "")]
    return [one for one in found if any(_begins(line, typed) for line in one.folds.split("\n"))]


def _is_path(text: str, above: str) -> bool:
    """Whether a text is one whole name of ``above``, or several one after the other."""
    if f"\n{text}\n" in above:
        return True
    starts = (one for one in above.split("\n") if one and text.startswith(f"{one} "))
    return any(_is_path(text[len(one) + 1 :], above) for one in starts)


def _begins(line: str, typed: str) -> bool:
    words = line.split(" ")
    return any("".join(words[place:]).startswith(typed) for place in range(len(words)))


def index() -> Index:
    """The index of all units, read anew when lists were loaded or units added."""
    lists = UnitList.objects.order_by("name").values_list("fingerprint", flat=True)
    return _index(tuple(lists), Unit.objects.aggregate(last=Max("id"))["last"])


@lru_cache(maxsize=1)
def _index(lists: tuple[str, ...], last: int | None) -> Index:
    kinds = kind_by_id()
    levels = {id: place for place, id in enumerate(kinds)}
    titles = {id: plain(kind.title_vi) for id, kind in kinds.items()}
    keyed = []
    rows = list(Unit.objects.values_list(*COLUMNS))
    above = _names_above({row[0]: (row[-1], row[-3]) for row in rows})
    for (
        id,
        uid,
        code,
        office,
        level,
        kind,
        until,
        known,
        full,
        name,
        others,
        folds,
        key,
        _,
    ) in rows:
        names = (full, name, *others.split("; "), *usual_names(code, level))
        entry = Entry(
            id=id,
            reference=f"{code}.{office}" if office else code,
            name=name,
            title=titles.get(kind, ""),
            level=level,
            ended=until is not None or not known,
            folds=f"\n{folds}\n",
            marked="\n".join(("", *map(marked, names), "")),
            above=above[id],
        )
        keyed.append(((levels.get(level, 0), entry.ended, key, uid), uid, entry))
    keyed.sort(key=lambda one: one[0])
    by_reference: dict[str, list[Entry]] = {}
    for _, uid, entry in keyed:
        by_reference.setdefault(entry.reference, []).append(entry)
        by_reference[uid] = [entry]
    pairs = {entry.name: _pairs(plain(entry.name)) for *_, entry in keyed}
    return Index([entry for *_, entry in keyed], by_reference, pairs)


def _names_above(held: Mapping[int, tuple[int | None, str]]) -> Mapping[int, str]:
    """The folded names of all units above each, from the parent and the names of every unit."""
    found: dict[int, str] = {}

    def names(unit: int) -> str:
        if unit not in found:
            parent = held[unit][0]
            found[unit] = f"\n{held[parent][1]}{names(parent)}" if parent else "\n"
        return found[unit]

    return {unit: names(unit) for unit in held}
