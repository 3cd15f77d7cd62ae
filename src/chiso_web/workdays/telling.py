"""The office's settings in words, and what a loading changed, as the trail keeps it."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from chiso.calendar import Calendar, CountingRule, OfficeHours
from chiso_web.look.formats import day as day_text
from chiso_web.workdays.forms import AFTER_HOURS, BEGINS
from chiso_web.workdays.models import Loading
from chiso_web.workdays.office import Office, begins_on

Kind = Loading.Kind
Told = dict[str, object]


def hours_words(hours: OfficeHours) -> str:
    """Office hours in words, with their document and the day they apply from."""
    if hours.since is None:
        return str(hours)
    facts = {"hours": hours, "document": hours.document or "–", "since": day_text(hours.since)}
    return _("%(hours)s (%(document)s, in force from %(since)s)") % facts


def rule_words(rule: CountingRule) -> str:
    """A counting rule in words."""
    begins = str(dict(BEGINS)[rule.begins.value])
    late = str(dict(AFTER_HOURS)[rule.after_hours.value])
    facts = {"begins": begins, "late": late, "document": rule.document}
    if rule.illustrative:
        return _("Counting begins with %(begins)s; handed in after hours it %(late)s.") % facts
    said = _("Counting begins with %(begins)s; handed in after hours it %(late)s (%(document)s).")
    if rule.since is None:
        return said % facts
    return " ".join((said % facts, _("In force from %(since)s.") % {"since": day_text(rule.since)}))


def change_told(loading: Loading, before: Office, after: Office) -> tuple[Told, Told]:
    """What a loading, or its withdrawal, changed: values before and after, in words.

    The trail keeps them in the installation's language, whoever acted in which.
    """
    with override(settings.LANGUAGE_CODE):
        if loading.kind in (Kind.HOURS, Kind.RULE):
            day = begins_on(loading)
            return _setting_told(loading, before, day), _setting_told(loading, after, day)
        if loading.kind == Kind.WINDOWS:
            return _regimes_told(before), _regimes_told(after)
        return _days_told(loading.year, before.calendar, after.calendar)


def _setting_told(loading: Loading, office: Office, day: date) -> Told:
    if loading.kind == Kind.HOURS:
        hours = office.hours_on(day)
        return {"hours": _labelled(hours_words(hours), illustrative=hours.illustrative)}
    rule = office.rule_on(day)
    return {"rule": _labelled(rule_words(rule), illustrative=rule.illustrative)}


def _labelled(words: str, *, illustrative: bool) -> str:
    return _("%(what)s (illustrative)") % {"what": words} if illustrative else words


def _regimes_told(office: Office) -> Told:
    return {"regimes": "; ".join(sorted(office.own_regimes)) or "–"}


def _days_told(year: int | None, before: Calendar, after: Calendar) -> tuple[Told, Told]:
    """Numbers of days off and of make-up days, and which came and went; of a year, or of all."""
    was: Told = {}
    becomes: Told = {}
    changed: Told = {}
    for name, worked in (("days_off", False), ("makeup_days", True)):
        old, new = _days(year, before, worked=worked), _days(year, after, worked=worked)
        was[name], becomes[name] = len(old), len(new)
        for way, days in (("added", new - old), ("taken_away", old - new)):
            if days:
                changed[f"{name}_{way}"] = ", ".join(day_text(one) for one in sorted(days))
    return was, becomes | changed


def _days(year: int | None, calendar: Calendar, *, worked: bool) -> set[date]:
    named = (one for one in calendar.days.values() if one.kind.is_worked is worked)
    return {one.date for one in named if year in (None, one.date.year)}
