"""The office's calendar, hours, rule and windows, made of what it loaded; nothing is queried."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.utils.timezone import localdate

from chiso.calendar import (
    ILLUSTRATIVE_HOURS,
    Calendar,
    CountingRule,
    OfficeHours,
    WindowRule,
    read_hours,
    seal,
    shipped,
    shipped_windows,
    with_local,
)
from chiso.errors import CalendarInvalid
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import days_of, rule_of, windows_of

Kind = Loading.Kind
Dated = TypeVar("Dated", OfficeHours, CountingRule)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A loading that does not fit with the others, and why; the office is made without it."""

    loading: Loading
    error: CalendarInvalid


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for the office that runs this installation."""

    calendar: Calendar
    hours_set: tuple[OfficeHours, ...]
    """What the office set, in the order of the days from which each applies."""
    rules_set: tuple[CountingRule, ...]
    windows: tuple[WindowRule, ...]
    own_regimes: frozenset[str]
    """The regimes whose windows the office loaded itself."""
    unfit: tuple[Unfit, ...]

    def hours_on(self, day: date) -> OfficeHours:
        """The office hours in force on a day; the illustrative ones before the first."""
        return _on(self.hours_set, day, ILLUSTRATIVE_HOURS)

    def rule_on(self, day: date) -> CountingRule:
        """The counting rule in force on a day; the illustrative one before the first."""
        return _on(self.rules_set, day, CountingRule())


def _on(known: tuple[Dated, ...], day: date, otherwise: Dated) -> Dated:
    past = [one for one in known if one.since is None or one.since <= day]
    return past[-1] if past else otherwise


def office_of(loadings: Iterable[Loading]) -> Office:
    """The office that loadings make, in the order in which they were loaded.

    Of decisions on one year, lists of windows, and hours or rules from one day the latest holds;
    local exceptions hold together, a later one of the same day first. What does not fit is left
    out, and told.
    """
    held = list(loadings)
    unfit: list[Unfit] = []
    calendar = shipped()
    for one in (*_decisions(held), *_of(held, Kind.LOCAL)):
        try:
            calendar = _with(calendar, one)
        except CalendarInvalid as error:
            unfit.append(Unfit(one, error))
    own = _own_windows(held, unfit)
    return Office(
        calendar=calendar,
        hours_set=tuple(_hours(one) for one in _dated(held, Kind.HOURS)),
        rules_set=tuple(_rule(one) for one in _dated(held, Kind.RULE)),
        windows=(*shipped_windows(), *own),
        own_regimes=frozenset(window.regime for window in own),
        unfit=tuple(unfit),
    )


def begins_on(loading: Loading) -> date:
    """The day from which hours or a rule apply: the one named, else the day of loading."""
    if loading.applies_from is not None:
        return loading.applies_from
    return localdate(loading.loaded_at) if loading.loaded_at else date.min


def _hours(loading: Loading) -> OfficeHours:
    hours = read_hours(loading.text)
    return replace(hours, document=loading.document, since=begins_on(loading))


def _rule(loading: Loading) -> CountingRule:
    return replace(rule_of(loading), since=begins_on(loading))


def _with(calendar: Calendar, loading: Loading) -> Calendar:
    if loading.year is None:
        return with_local(calendar, days_of(loading))
    days, statutory = days_of(loading), loading.statutory_days
    return seal(calendar, loading.year, days, statutory_days=statutory)


def _own_windows(held: Iterable[Loading], unfit: list[Unfit]) -> tuple[WindowRule, ...]:
    found = _latest(held, Kind.WINDOWS)
    if found is None:
        return ()
    try:
        return windows_of(found)
    except CalendarInvalid as error:
        unfit.append(Unfit(found, error))
        return ()


def holding(loadings: Sequence[Loading]) -> set[int]:
    """The keys of the loadings that hold; the others have been superseded."""
    dated = (*_dated(loadings, Kind.HOURS), *_dated(loadings, Kind.RULE))
    found = [*_decisions(loadings), *_of(loadings, Kind.LOCAL), *dated]
    own = _latest(loadings, Kind.WINDOWS)
    return {one.pk for one in found} | ({own.pk} if own else set())


def _dated(loadings: Iterable[Loading], kind: Kind) -> list[Loading]:
    """The latest hours or rule from each day, the first day first."""
    by_day = {begins_on(one): one for one in _of(loadings, kind)}
    return [by_day[day] for day in sorted(by_day)]


def _decisions(loadings: Iterable[Loading]) -> list[Loading]:
    """The latest decision of each year, the first year first: swaps cross the end of a year."""
    by_year = {one.year or 0: one for one in _of(loadings, Kind.DECISION)}
    return [by_year[year] for year in sorted(by_year)]


def _latest(loadings: Iterable[Loading], kind: Kind) -> Loading | None:
    found = list(_of(loadings, kind))
    return found[-1] if found else None


def _of(loadings: Iterable[Loading], kind: Kind) -> Iterator[Loading]:
    return (one for one in loadings if one.kind == kind)
