"""The office's calendar, hours, rule and windows, made of what it loaded; nothing is queried."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Unfit:
    """A loading that does not fit with the others, and why; the office is made without it."""

    loading: Loading
    error: CalendarInvalid


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for the office that runs this installation."""

    calendar: Calendar
    hours: OfficeHours
    rule: CountingRule
    windows: tuple[WindowRule, ...]
    own_regimes: frozenset[str]
    """The regimes whose windows the office loaded itself."""
    unfit: tuple[Unfit, ...]


def office_of(loadings: Iterable[Loading]) -> Office:
    """The office that loadings make, in the order in which they were loaded.

    Of decisions on one year, lists of windows, hours and rules the latest holds; local exceptions
    hold together, a later one of the same day first. What does not fit is left out, and told.
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
    hours, rule = _latest(held, Kind.HOURS), _latest(held, Kind.RULE)
    return Office(
        calendar=calendar,
        hours=read_hours(hours.text) if hours else ILLUSTRATIVE_HOURS,
        rule=rule_of(rule) if rule else CountingRule(),
        windows=(*shipped_windows(), *own),
        own_regimes=frozenset(window.regime for window in own),
        unfit=tuple(unfit),
    )


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
    latest = [_latest(loadings, kind) for kind in (Kind.WINDOWS, Kind.HOURS, Kind.RULE)]
    found = (*_decisions(loadings), *_of(loadings, Kind.LOCAL), *latest)
    return {one.pk for one in found if one is not None}


def _decisions(loadings: Iterable[Loading]) -> list[Loading]:
    """The latest decision of each year, the first year first: swaps cross the end of a year."""
    by_year = {one.year or 0: one for one in _of(loadings, Kind.DECISION)}
    return [by_year[year] for year in sorted(by_year)]


def _latest(loadings: Iterable[Loading], kind: Kind) -> Loading | None:
    found = list(_of(loadings, kind))
    return found[-1] if found else None


def _of(loadings: Iterable[Loading], kind: Kind) -> Iterator[Loading]:
    return (one for one in loadings if one.kind == kind)
