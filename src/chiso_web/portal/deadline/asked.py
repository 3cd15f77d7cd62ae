"""The time limit that the fields ask for, or a fault beside each field that keeps it from one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from chiso.calendar import (
    ILLUSTRATIVE_HOURS,
    AfterHours,
    Begins,
    CountingRule,
    OfficeHours,
    Pause,
    TimeLimit,
    Unit,
    read_hours,
)
from chiso.errors import OfficeHoursInvalid
from chiso.wording import tell
from chiso_web.look.formats import language
from chiso_web.portal.deadline import typed as fields
from chiso_web.portal.deadline.typed import Typed, day_read, moment_read, no_day, time_read
from chiso_web.workdays.office import Office

_NUMBER = re.compile(r"[0-9]{1,4}")
_END_OF_DAY = time(23, 59, 59, 999999)
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """A time limit, whether forecasts are refused, and all of it as an address."""

    limit: TimeLimit
    sealed_only: bool

    @property
    def query(self) -> str:
        """Everything that the answer rests on, so that the address keeps it."""
        limit = self.limit
        pairs = [
            (fields.DAY, limit.received.date().isoformat()),
            (fields.TIME, f"{limit.received:%H:%M}"),
            (fields.NUMBER, str(limit.amount)),
            (fields.UNIT, limit.unit.value),
            (fields.HOURS, hours_text(limit.hours)),
            (fields.BEGINS, limit.rule.begins.value),
            (fields.AFTER_HOURS, limit.rule.after_hours.value),
        ]
        if limit.rule.document:
            pairs.append((fields.RULE, limit.rule.document))
        for pause in limit.pauses:
            pairs += _pause_pairs(pause)
        if self.sealed_only:
            pairs.append((fields.SEALED, "1"))
        return urlencode(pairs, safe=":,/")


def _pause_pairs(pause: Pause) -> Iterator[tuple[str, str]]:
    until = pause.until
    yield fields.SINCE, _moment_text(pause.since, time.min)
    yield fields.UNTIL, _moment_text(until, _END_OF_DAY) if until else ""
    yield fields.DOCUMENT, pause.document
    yield fields.AUTHOR, pause.author


def _moment_text(moment: datetime, whole: time) -> str:
    if moment.time() == whole:
        return moment.date().isoformat()
    return moment.isoformat(timespec="minutes")


def hours_text(hours: OfficeHours) -> str:
    """Office hours as a field and the library read them."""
    return ",".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in hours.spans)


def asked_read(typed: Typed, office: Office, now: datetime) -> Asked | None:
    """What the fields ask for; None where one of them has a fault, which ``typed`` then holds."""
    received = _received(typed, now)
    amount = _amount(typed)
    unit = _choice(typed, fields.UNIT, Unit, Unit.DAYS)
    day = received.date() if received else now.date()
    hours = _hours(typed, office.hours_on(day))
    rule = _rule(typed, office.rule_on(day))
    pauses = tuple(_pause(typed, place, row) for place, row in enumerate(typed.pauses))
    if typed.faults or received is None or amount is None:
        return None
    limit = TimeLimit(
        received=received,
        amount=amount,
        unit=unit,
        hours=hours,
        rule=rule,
        pauses=tuple(pause for pause in pauses if pause is not None),
    )
    return Asked(limit, sealed_only=bool(typed.values[fields.SEALED]))


def _received(typed: Typed, now: datetime) -> datetime | None:
    """The moment of receipt; now where neither day nor time is given."""
    day_text, time_text = typed.values[fields.DAY], typed.values[fields.TIME]
    if not day_text and not time_text:
        return now
    day = day_read(day_text) if day_text else now.date()
    hour = time_read(time_text) if time_text else None
    if day is None:
        typed.fault(fields.DAY, no_day(day_text))
    if hour is None and not time_text:
        typed.fault(fields.TIME, _("Give the time of receipt, such as 16:50."))
    elif hour is None:
        sentence = _("“%(found)s” is no time of day; write one such as 16:50.")
        typed.fault(fields.TIME, sentence % {"found": time_text})
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def _amount(typed: Typed) -> int | None:
    text = typed.values[fields.NUMBER]
    if not text:
        typed.fault(fields.NUMBER, _("Give the number of working days or hours, such as 5."))
    elif not _NUMBER.fullmatch(text) or int(text) < 1:
        sentence = _("“%(found)s” is no time limit; write a whole number from 1 to 9999.")
        typed.fault(fields.NUMBER, sentence % {"found": text})
    else:
        return int(text)
    return None


def _choice(typed: Typed, name: str, known: type[Choice], otherwise: Choice) -> Choice:
    text = typed.values[name]
    if text and text not in set(known):
        sentence = _("“%(found)s” is not one of the choices; choose one of them.")
        typed.fault(name, sentence % {"found": text})
    return known(text) if text in set(known) else otherwise


def _hours(typed: Typed, own: OfficeHours) -> OfficeHours:
    """The hours typed; the office's own or the illustrative ones where they are the same."""
    text = typed.values[fields.HOURS]
    if not text:
        return own
    try:
        found = read_hours(text)
    except OfficeHoursInvalid as error:
        typed.fault(fields.HOURS, tell(error, language()))
        return own
    same = (one for one in (own, ILLUSTRATIVE_HOURS) if one.spans == found.spans)
    return next(same, found)


def _rule(typed: Typed, own: CountingRule) -> CountingRule:
    begins = _choice(typed, fields.BEGINS, Begins, own.begins)
    after_hours = _choice(typed, fields.AFTER_HOURS, AfterHours, own.after_hours)
    document = typed.values[fields.RULE]
    as_own = (begins, after_hours) == (own.begins, own.after_hours)
    if as_own and document in ("", own.document):
        return own
    return CountingRule(begins=begins, after_hours=after_hours, document=document)


def _pause(typed: Typed, place: int, row: Mapping[str, str]) -> Pause | None:
    since = _pause_moment(typed, fields.SINCE, place, row, time.min)
    until = _pause_moment(typed, fields.UNTIL, place, row, _END_OF_DAY)
    if not row[fields.SINCE]:
        _pause_fault(typed, fields.SINCE, place, _("Give the day on which the pause begins."))
    if since and until and until < since:
        _pause_fault(typed, fields.UNTIL, place, _("The pause ends before it begins."))
    if not row[fields.DOCUMENT]:
        sentence = _("Give the number of the document that stopped the clock.")
        _pause_fault(typed, fields.DOCUMENT, place, sentence)
    if not row[fields.AUTHOR]:
        _pause_fault(typed, fields.AUTHOR, place, _("Say who stopped the clock."))
    if since is None or typed.faults:
        return None
    document, author = row[fields.DOCUMENT], row[fields.AUTHOR]
    return Pause(since=since, until=until, document=document, author=author)


def _pause_moment(
    typed: Typed, name: str, place: int, row: Mapping[str, str], whole: time
) -> datetime | None:
    text = row[name]
    moment = moment_read(text, otherwise=whole) if text else None
    if text and moment is None:
        _pause_fault(typed, name, place, no_day(text))
    return moment


def _pause_fault(typed: Typed, name: str, place: int, sentence: str) -> None:
    typed.fault(fields.pause_field(name, place), sentence)
