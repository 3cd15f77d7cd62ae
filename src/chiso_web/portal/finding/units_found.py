"""The units that a search finds, page by page, with filters by level and by time."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, number
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.finding.asked import ENDED, TODAY, Asked
from chiso_web.portal.place.naming import Kinds, above_text, level_word, span
from chiso_web.units.finding import Entry, Found
from chiso_web.units.models import Unit
from chiso_web.units.selectors import kind_by_id, successor_list_by_unit, unit_list_of

SHOWN = 30
NEXT_NAMED = 3
LEVEL_AND_TIME: Callable[[Entry], tuple[str, bool]] = attrgetter("level", "ended")

Counts = Mapping[tuple[str, bool], int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit found; ``whole`` if its code or whole name was typed, ``onward`` what it passed to."""

    name: str
    address: str
    level: str
    above: str
    span: str
    whole: bool
    ended: bool
    onward: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter or a page to go to; ``address`` empty for the one that is shown."""

    name: str
    count: str
    address: str


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """The answer: how many, those of one page, filters, and the way to other pages."""

    count: int
    hits: tuple[Hit, ...]
    levels: tuple[Choice, ...]
    times: tuple[Choice, ...]
    first: int
    last: int
    before: str
    after: str


def units_found(found: Found, asked: Asked) -> UnitsFound:
    """The page of units that was asked for; the last one if there are fewer."""
    kinds, every = kind_by_id(), found.every
    counts = Counter(map(LEVEL_AND_TIME, every))
    chosen = _chosen(every, asked)
    pages = max(-(-len(chosen) // SHOWN), 1)
    page = min(asked.page, pages)
    first = (page - 1) * SHOWN
    return UnitsFound(
        count=len(chosen),
        hits=_hits(chosen[first : first + SHOWN], found, kinds),
        levels=_levels(counts, asked, kinds),
        times=_times(counts, asked),
        first=first + 1,
        last=min(first + SHOWN, len(chosen)),
        before=asked.on_page(page - 1).address if page > 1 else "",
        after=asked.on_page(page + 1).address if page < pages else "",
    )


def _chosen(entries: Sequence[Entry], asked: Asked) -> Sequence[Entry]:
    """Those that the filters leave."""
    if asked.level:
        entries = [one for one in entries if one.level == asked.level]
    if asked.when:
        entries = [one for one in entries if one.ended == (asked.when == ENDED)]
    return entries


def _hits(entries: Sequence[Entry], found: Found, kinds: Kinds) -> tuple[Hit, ...]:
    whole = {one.id for one in found.whole}
    units = unit_list_of(one.id for one in entries)
    onward = successor_list_by_unit(unit.pk for unit in units if unit.ended)
    return tuple(
        _hit(unit, onward.get(unit.pk, ()), kinds=kinds, whole=unit.pk in whole) for unit in units
    )


def _hit(unit: Unit, onward: Sequence[Unit], *, kinds: Kinds, whole: bool) -> Hit:
    named = onward[:NEXT_NAMED]
    return Hit(
        name=unit.full_name(language()),
        address=unit_address(unit.uid),
        level=level_word(unit, kinds),
        above=above_text(unit),
        span=span(unit),
        whole=whole,
        ended=unit.ended,
        onward=tuple((one.full_name(language()), unit_address(one.uid)) for one in named),
        more=len(onward) - len(named),
    )


def _levels(counts: Counts, asked: Asked, kinds: Kinds) -> tuple[Choice, ...]:
    """The levels that something was found of, each with how many."""
    found = Counter[str]()
    for (level, ended), count in counts.items():
        if not asked.when or ended == (asked.when == ENDED):
            found[level] += count
    if len(found) < 2 and not asked.level:  # nothing to choose
        return ()
    names = {"": _("all")} | {
        level: kind.name(language()) for level, kind in kinds.items() if level in found
    }
    found[""] = found.total()
    return tuple(
        _choice(name, found[level], "" if level == asked.level else asked.of_level(level).address)
        for level, name in names.items()
    )


def _times(counts: Counts, asked: Asked) -> tuple[Choice, ...]:
    """Today's units and those that ended, each with how many."""
    found = Counter[str]()
    for (level, ended), count in counts.items():
        if asked.level in ("", level):
            found[ENDED if ended else TODAY] += count
    if len(found) < 2 and not asked.when:
        return ()
    names = {"": _("all"), TODAY: _("today"), ENDED: _("ended")}
    found[""] = found.total()
    return tuple(
        _choice(name, found[when], "" if when == asked.when else asked.of_time(when).address)
        for when, name in names.items()
    )


def _choice(name: str, count: int, address: str) -> Choice:
    return Choice(name, number(count, 0), address)
