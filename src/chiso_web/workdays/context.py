"""What the templates of the administrator's pages are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chiso.calendar import CountingRule, Day, OfficeHours, Window, windows
from chiso.errors import ChisoError, FaultsFound
from chiso.wording import tell
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import language
from chiso_web.workdays.drafts import Preview, carried
from chiso_web.workdays.models import Loading
from chiso_web.workdays.office import Office, holding, office_of
from chiso_web.workdays.telling import hours_words, rule_words

Kind = Loading.Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One loading in the list: what it is, and whether it holds, was superseded or withdrawn."""

    loading: Loading
    what: str
    state: str
    holds: bool


def what_text(loading: Loading) -> str:
    """A loading in words."""
    if loading.year is not None:
        return _("decision on the days off of %(year)s") % {"year": loading.year}
    what = str(loading.get_kind_display())
    if loading.applies_from is None:
        return what
    return _("%(what)s, in force from %(since)s") % {
        "what": what,
        "since": day_text(loading.applies_from),
    }


def office_facts(loadings: Sequence[Loading], *, today: date) -> Mapping[str, object]:
    """The page of what holds now, and of everything that was loaded, the latest first."""
    held = sorted((one for one in loadings if one.withdrawn_at is None), key=lambda one: one.pk)
    office = office_of(held)
    in_force = holding(held) - {one.loading.pk for one in office.unfit}
    return {
        "title": _("Working calendar of the office"),
        "hours": [(hours_words(one), one.illustrative) for one in _hours_from(office, today)],
        "years": _years(office),
        "local": [_day_text(one) for one in office.calendar.days.values() if one.kind.is_local],
        "rules": [(rule_words(one), one.illustrative) for one in _rules_from(office, today)],
        "own_regimes": sorted(office.own_regimes),
        "unfit": [(one.loading, fault_texts(one.error)) for one in office.unfit],
        "lines": [_line(one, in_force) for one in loadings],
        "kinds": [(kind.value, kind.label) for kind in Kind],
    }


def _years(office: Office) -> list[tuple[int, bool, str]]:
    """Each year from the last sealed one on, whether sealed, and its documents."""
    years = list(office.calendar.years.values())
    first = max((one.number for one in years if one.sealed), default=years[0].number) - 1
    shown = (one for one in years if one.number >= first)
    return [(one.number, one.sealed, ", ".join(one.documents)) for one in shown]


def _line(loading: Loading, in_force: set[int]) -> Line:
    holds = loading.pk in in_force
    if loading.withdrawn_at is not None:
        state = _("withdrawn by %(who)s: %(why)s") % {
            "who": loading.withdrawn_by,
            "why": loading.withdrawn_reason,
        }
    else:
        state = _("holds") if holds else _("does not hold: a later one does, or it does not fit")
    return Line(loading, what_text(loading), state, holds)


def _hours_from(office: Office, today: date) -> list[OfficeHours]:
    """The hours of today and those that follow."""
    later = [one for one in office.hours_set if one.since and one.since > today]
    return [office.hours_on(today), *later]


def _rules_from(office: Office, today: date) -> list[CountingRule]:
    later = [one for one in office.rules_set if one.since and one.since > today]
    return [office.rule_on(today), *later]


def preview_facts(preview: Preview, *, year: int) -> Mapping[str, object]:
    """The page of what a draft would change; ``year`` is the one whose windows are shown."""
    draft, after = preview.draft, preview.after
    own = [
        one
        for one in windows(year, after.windows, after.calendar)
        if one.regime in after.own_regimes
    ]
    return {
        "title": _("Check before it holds: %(what)s") % {"what": what_text(draft)},
        "draft": draft,
        "carried": carried(draft),
        "days": [_day_text(one) for one in preview.days],
        "newly_off": [day_text(day) for day in preview.newly_off],
        "newly_worked": [day_text(day) for day in preview.newly_worked],
        "lists_days": draft.kind in (Kind.DECISION, Kind.LOCAL),
        "windows": [_window_text(one) for one in own] if draft.kind == Kind.WINDOWS else [],
        "windows_year": year,
        "was": _setting(draft, preview.before),
        "becomes": _setting(draft, after),
        "since": day_text(draft.applies_from) if draft.applies_from else "",
        "superseded": _superseded(preview),
    }


def _superseded(preview: Preview) -> str:
    """That the draft takes the place of what held before, where it does so."""
    if preview.draft.kind != Kind.DECISION or preview.draft.year is None:
        return ""
    known = preview.before.calendar.years[preview.draft.year]
    if not known.sealed:
        return ""
    return _("%(year)s is sealed already (%(documents)s); this list takes its place.") % {
        "year": known.number,
        "documents": ", ".join(known.documents),
    }


def _setting(draft: Loading, office: Office) -> str:
    """Hours or rule on the day from which the draft applies."""
    if draft.applies_from is None:
        return ""
    if draft.kind == Kind.HOURS:
        return hours_words(office.hours_on(draft.applies_from))
    return rule_words(office.rule_on(draft.applies_from))


def _day_text(day: Day) -> str:
    name = day.name.in_language(language())
    return (
        f"{day_text(day.date)}: {name} ({day.document})"
        if day.document
        else (f"{day_text(day.date)}: {name}")
    )


def _window_text(window: Window) -> str:
    days = (window.opens, window.last_day, window.deadline)
    shown = " · ".join(day_text(day) if day else "–" for day in days)
    return f"{window.regime} {window.period}: {shown}"


def fault_texts(error: ChisoError) -> list[str]:
    """Every fault of an error in a sentence, with file and line."""
    if isinstance(error, FaultsFound):
        return [tell(fault, language()) for fault in error.faults]
    return [tell(error, language())]
