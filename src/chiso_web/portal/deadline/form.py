"""The form of the question: fields with what was typed, or what the office holds, and faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from chiso.calendar import AfterHours, Begins, CountingRule, OfficeHours, Unit
from chiso_web.portal.deadline import typed as fields
from chiso_web.portal.deadline.asked import hours_text
from chiso_web.portal.deadline.typed import Typed, day_read, pause_field, time_read
from chiso_web.workdays.office import Office


@dataclass(frozen=True, slots=True)
class Field:
    """One field: id and name, what stands in it, the kind of input, its fault."""

    id: str
    name: str
    value: str
    input: str = "text"
    fault: str = ""
    options: tuple[tuple[str, str], ...] = ()


Form = Mapping[str, object]


def form_of(typed: Typed, office: Office, now: datetime) -> Form:
    """Everything the form shows; what cannot be read stays as it was typed."""
    values = {**typed.values}
    if not values[fields.DAY] and not values[fields.TIME]:  # which means now
        values |= {fields.DAY: now.date().isoformat(), fields.TIME: f"{now:%H:%M}"}
    day = day_read(values[fields.DAY]) or now.date()
    _leave_to_office(values, office.hours_on(day), office.rule_on(day))
    blank = dict.fromkeys(fields.PAUSE, "")
    shown = [*typed.pauses, blank][: fields.MOST_PAUSES]
    return {
        "day": _day(fields.DAY, fields.DAY, values[fields.DAY], typed),
        "time": _time(values[fields.TIME], typed),
        "number": Field(
            fields.NUMBER,
            fields.NUMBER,
            values[fields.NUMBER],
            fault=typed.faults.get(fields.NUMBER, ""),
        ),
        "unit": _select(fields.UNIT, values, typed, _units()),
        "hours": _text(fields.HOURS, values, typed),
        "begins": _select(fields.BEGINS, values, typed, _begins()),
        "after_hours": _select(fields.AFTER_HOURS, values, typed, _late()),
        "rule": _text(fields.RULE, values, typed),
        "sealed": _text(fields.SEALED, values, typed),
        "pauses": [_pause(row, place, typed) for place, row in enumerate(shown)],
        "faults": len(typed.faults),
        "opened": any(name not in (fields.DAY, fields.TIME, fields.NUMBER) for name in typed.faults)
        or bool(typed.pauses),
    }


def _day(id: str, name: str, value: str, typed: Typed) -> Field:
    """A day in the browser's own field, unless that would throw away what was typed."""
    day = day_read(value)
    kind = "text" if value and day is None else "date"
    return Field(id, name, day.isoformat() if day else value, kind, typed.faults.get(id, ""))


def _time(value: str, typed: Typed) -> Field:
    read = time_read(value)
    kind = "text" if value and read is None else "time"
    fault = typed.faults.get(fields.TIME, "")
    return Field(fields.TIME, fields.TIME, f"{read:%H:%M}" if read else value, kind, fault)


def _text(name: str, values: Mapping[str, str], typed: Typed) -> Field:
    return Field(name, name, values[name], fault=typed.faults.get(name, ""))


def _leave_to_office(values: dict[str, str], hours: OfficeHours, rule: CountingRule) -> None:
    """Blank what is as the office sets it: another day may have other hours and another rule."""
    if values[fields.HOURS] == hours_text(hours):
        values[fields.HOURS] = ""
    typed = tuple(values[name] for name in (fields.BEGINS, fields.AFTER_HOURS, fields.RULE))
    if typed == (rule.begins, rule.after_hours, rule.document):
        values |= dict.fromkeys((fields.BEGINS, fields.AFTER_HOURS, fields.RULE), "")


def _select(
    name: str, values: Mapping[str, str], typed: Typed, options: tuple[tuple[str, str], ...]
) -> Field:
    return Field(name, name, values[name], "select", typed.faults.get(name, ""), options)


def _pause(row: Mapping[str, str], place: int, typed: Typed) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for name in fields.PAUSE:
        id = pause_field(name, place)
        if name in (fields.SINCE, fields.UNTIL):
            found[name] = _day(id, name, row[name], typed)
        else:
            found[name] = Field(id, name, row[name], fault=typed.faults.get(id, ""))
    return found


def _units() -> tuple[tuple[str, str], ...]:
    return ((Unit.DAYS.value, _("working days")), (Unit.HOURS.value, _("working hours")))


def _begins() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("as the office sets it on the day of receipt")),
        (Begins.DAY_AFTER.value, _("the working day after receipt")),
        (Begins.SAME_DAY.value, _("the day of receipt")),
    )


def _late() -> tuple[tuple[str, str], ...]:
    return (
        ("", _("as the office sets it on the day of receipt")),
        (AfterHours.NEXT_DAY.value, _("counts as received on the next working day")),
        (AfterHours.SAME_DAY.value, _("counts as received the same day")),
    )
