"""The units that a search finds, page by page, with filters by level and by time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    kinds = kind_by_id()
    chosen = [one for one in found.every if _fits(one, level=asked.level, when=asked.when)]
    pages = max(-(-len(chosen) // SHOWN), 1)
    page = min(asked.page, pages)
    first = (page - 1) * SHOWN
    return UnitsFound(
        count=len(chosen),
        hits=_hits(chosen[first : first + SHOWN], found, kinds),
        levels=_levels(found, asked, kinds),
        times=_times(found, asked),
        first=first + 1,
        last=min(first + SHOWN, len(chosen)),
        before=asked.on_page(page - 1).address if page > 1 else "",
        after=asked.on_page(page + 1).address if page < pages else "",
    )


def _fits(entry: Entry, *, level: str, when: str) -> bool:
    return (not level or entry.level == level) and (not when or entry.ended == (when == ENDED))


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


def _levels(found: Found, asked: Asked, kinds: Kinds) -> tuple[Choice, ...]:
    """The levels that something was found of, each with how many."""
    counts = _counted(one.level for one in found.every if _fits(one, level="", when=asked.when))
    if len(counts) < 2 and not asked.level:  # nothing to choose
        return ()
    every = Choice(
        _("all"), number(sum(counts.values()), 0), asked.of_level("").address if asked.level else ""
    )
    return (
        every,
        *(
            Choice(
                kinds[level].name(language()) if level in kinds else level,
                number(counts[level], 0),
                "" if level == asked.level else asked.of_level(level).address,
            )
            for level in kinds
            if level in counts
        ),
    )


def _times(found: Found, asked: Asked) -> tuple[Choice, ...]:
    """Today's units and those that ended, each with how many."""
    counts = _counted(
        ENDED if one.ended else TODAY
        for one in found.every
        if _fits(one, level=asked.level, when="")
    )
    if len(counts) < 2 and not asked.when:
        return ()
    names = {"": _("all"), TODAY: _("today"), ENDED: _("ended")}
    counts[""] = sum(counts.values())
    return tuple(
        Choice(
            name,
            number(counts.get(when, 0), 0),
            "" if when == asked.when else asked.of_time(when).address,
        )
        for when, name in names.items()
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts
