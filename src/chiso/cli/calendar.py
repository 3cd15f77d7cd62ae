"""``chiso calendar``: due dates that explain themselves, reporting windows, days off."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chiso.cli.calendar_options import (
    Asked,
    Begin,
    BeginOption,
    DaysOption,
    DecisionOption,
    HoursOption,
    Late,
    LateOption,
    LocalOption,
    OfficeHoursOption,
    PausesOption,
    Received,
    RuleOption,
    SealedOnlyOption,
    calendar_for,
    counting_rule,
    time_limit,
)
from chiso.cli.listing import listing
from chiso.cli.options import (
    Format,
    FormatOption,
    JsonOption,
    Language,
    LanguageOption,
    OutOption,
    chosen_format,
    language_of_environment,
)
from chiso.cli.output import note, write_columns, write_json, write_text
from chiso.errors import mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from chiso.calendar import Calendar, Day, Explanation, Window

    Tell = Callable[[Explanation, Language], "Told"]

calendar = typer.Typer(
    name="calendar",
    help="Count working days and hours of state offices, 2010-2030, and explain each day.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_CHANGED = mark("{year} is sealed. Newly off: {off}. Newly worked: {worked}.")
_NOTHING = mark("none")
_NO_WINDOW = mark("No window for {year}.")
_SEND_BY = mark(
    "Where a deadline falls on a day off, no rule read says that it moves: the last working day "
    "before it is the safe one."
)
_FORECAST = mark("Note: {year} is a forecast; its decisions are not all read. {note}")
_YES = mark("yes")

YearArgument = Annotated[
    int, typer.Argument(metavar="YEAR", help="A year, such as 2026.", show_default=False)
]
YearOption = Annotated[
    int,
    typer.Option(
        "--year",
        metavar="YEAR",
        min=1900,
        max=2199,
        help="The year reported on.",
        show_default=False,
    ),
]


Told = tuple[dict[str, Any], tuple[str, ...]]


def _asked(tell: "Tell") -> "Tell":
    """Make a command of what is told of an explained due date, as JSON and as lines of text."""

    def command(
        received: Received,
        days: DaysOption = None,
        hours: HoursOption = None,
        office_hours: OfficeHoursOption = None,
        begin: BeginOption = Begin.DAY_AFTER,
        after_hours: LateOption = Late.NEXT_DAY,
        rule: RuleOption = "",
        pauses: PausesOption = None,
        decision: DecisionOption = None,
        local: LocalOption = None,
        sealed_only: SealedOnlyOption = False,
        json: JsonOption = False,
        out: OutOption = None,
        lang: LanguageOption = None,
    ) -> None:
        language = lang or language_of_environment()
        counting = counting_rule(begin, after_hours, document=rule)
        asked = Asked(received, days, hours, office_hours, counting, pauses)
        known = calendar_for(decision, local)
        explained = _explained(known, asked, sealed_only=sealed_only)
        record, lines = tell(explained, language)
        if json:
            write_json(record, out=out)
        else:
            write_text(*lines, out=out)

    command.__doc__ = tell.__doc__
    calendar.command(tell.__name__)(command)
    return tell


@_asked
def due(explained: "Explanation", lang: Language) -> Told:
    """Say when a file is due, and what the answer rests on.

    \b
      chiso calendar due 2026-02-12T16:50 --days 5
      chiso calendar due 2026-01-08T16:00 --hours 16 --office-hours 07:30-11:30,13:30-17:30
    """
    return _record(explained, lang), _answer(explained, lang)


@_asked
def explain(explained: "Explanation", lang: Language) -> Told:
    """Explain a due date: each day counted, each day off, make-up day and pause in a sentence.

    \b
      chiso calendar explain 2026-02-12T16:50 --days 5 --lang vi
    """
    lines = [say(line.sentence, lang) for line in explained.lines]
    told = zip(explained.lines, lines, strict=True)
    each = [{"day": one.day.isoformat(), "kind": one.kind, "text": text} for one, text in told]
    record = {**_record(explained, lang), "days": each}
    return record, (*_answer(explained, lang), "", *lines)


@calendar.command()
def windows(
    year: YearOption,
    regime: Annotated[
        str | None,
        typer.Option("--regime", metavar="NAME", help="Only this regime.", show_default=False),
    ] = None,
    own: Annotated[
        str | None,
        typer.Option(
            "--own",
            metavar="FILE",
            help="A CSV list of the office's own windows, beside ours.",
            show_default=False,
        ),
    ] = None,
    decision: DecisionOption = None,
    local: LocalOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """List reporting windows: when each opens, its last day, its period and its deadline.

    \b
      chiso calendar windows --year 2026 --regime 581/BNV-CCHC
    """
    from chiso.calendar import read_windows, shipped_windows
    from chiso.calendar import windows as windows_of

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    rules = (*shipped_windows(), *(read_windows(own) if own else ()))
    found = windows_of(year, rules, calendar_for(decision, local), regime=regime)
    columns = _window_columns(found, language)
    if chosen is not Format.TABLE:
        write_columns(columns, chosen, out=out)
    elif not found:
        note(Message(_NO_WINDOW, {"year": year}), language)
    else:
        for name in _WINDOW_DAYS:
            columns[name] = [_day(getattr(one, name), language) for one in found]
        headed = {
            say(Message(words), language): columns[name] for name, words in _WINDOW_HEADINGS.items()
        }
        notes = {f"- {one.regime}: {one.note.in_language(language)}": None for one in found}
        write_text(listing(headed), "", *notes, f"- {say(Message(_SEND_BY), language)}", out=out)


@calendar.command()
def days(
    year: YearArgument,
    decision: DecisionOption = None,
    local: LocalOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """List the days of a year that differ from the week: off, or worked in exchange.

    \b
      chiso calendar days 2026
      chiso calendar days 2026 --out 2026.csv
    """
    from chiso.calendar import columns_of

    chosen = chosen_format(format, as_json=json, out=out, default=Format.TABLE)
    language = lang or language_of_environment()
    known = calendar_for(decision, local)
    found = _of_year(known, year)
    if not known.years[year].sealed:
        words = {"year": year, "note": known.years[year].note}
        note(Message(_FORECAST, words), language)
    columns = columns_of(found)
    if chosen is not Format.TABLE:
        write_columns(columns, chosen, out=out)
        return
    columns["name"] = [day.name.in_language(language) for day in found]
    columns["kind"] = [say(Message(_KINDS[day.kind]), language) for day in found]
    columns["date"] = [_day(day.date, language) for day in found]
    headed = {say(Message(words), language): columns[name] for name, words in _HEADINGS.items()}
    write_text(listing(headed), out=out)


@calendar.command()
def seal(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The decision as CSV or .ics.", show_default=False)
    ],
    year: Annotated[
        int, typer.Option("--year", metavar="YEAR", help="Its year.", show_default=False)
    ],
    statutory_days: Annotated[
        int | None,
        typer.Option(
            "--statutory-days",
            metavar="N",
            min=1,
            help="Statutory days, where the law has changed their number.",
            show_default=False,
        ),
    ] = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Check the decision on a year's days off, and write the sealed year as CSV.

    The list holds every statutory day, day in compensation and swap of the year, each with the
    number of its document. All faults are told at once. What it changes is said beside it; other
    commands take the written file with --decision YEAR=FILE.

    \b
      chiso calendar seal decision.csv --year 2027 --out 2027.csv
    """
    from chiso.calendar import columns_of, read_days, shipped
    from chiso.calendar import seal as sealed

    language = lang or language_of_environment()
    read = read_days(file)
    after = sealed(shipped(), year, read, statutory_days=statutory_days)
    write_columns(columns_of(read), Format.CSV, out=out)
    note(_changes(shipped(), after, year), language)


@calendar.command()
def ical(
    year: YearArgument,
    decision: DecisionOption = None,
    local: LocalOption = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Write the days of a year as iCalendar, for any calendar program.

    \b
      chiso calendar ical 2026 --out 2026.ics
    """
    from chiso.calendar import ical as written
    from chiso.cli.output import write_bytes

    language = lang or language_of_environment()
    known = calendar_for(decision, local)
    found = _of_year(known, year)
    if not known.years[year].sealed:
        note(Message(_FORECAST, {"year": year, "note": known.years[year].note}), language)
    write_bytes(written(found).encode(), out=out)


def _explained(known: "Calendar", asked: Asked, *, sealed_only: bool) -> "Explanation":
    from chiso.calendar import explain as explained

    found = explained(known, time_limit(asked))
    if sealed_only:
        last = found.outcome.due or found.outcome.limit.received
        known.refuse_forecast(found.outcome.limit.received.date(), last.date())
    return found


def _answer(explained: "Explanation", lang: Language) -> tuple[str, ...]:
    """The answer, then what it rests on."""
    return (
        say(explained.summary, lang),
        "",
        *(f"- {say(ground, lang)}" for ground in explained.grounds),
    )


def _record(explained: "Explanation", lang: Language) -> dict[str, Any]:
    outcome = explained.outcome
    return {
        "received": outcome.limit.received.isoformat(timespec="minutes"),
        "amount": outcome.limit.amount,
        "unit": outcome.limit.unit,
        "due": outcome.due.isoformat(timespec="minutes") if outcome.due else None,
        "forecast": bool(outcome.forecast_years),
        "forecast_years": list(outcome.forecast_years),
        "text": say(explained.summary, lang),
        "rests_on": [say(ground, lang) for ground in explained.grounds],
    }


def _of_year(known: "Calendar", year: int) -> "list[Day]":
    if year not in known.years:
        raise known.outside(year)
    return [day for day in known.days.values() if day.date.year == year]


def _window_columns(found: "tuple[Window, ...]", lang: Language) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        "regime": [one.regime for one in found],
        "period": [one.period for one in found],
    }
    for name in _WINDOW_DAYS:
        given = [getattr(one, name) for one in found]
        columns[name] = [day.isoformat() if day else "" for day in given]
    columns["forecast"] = [say(Message(_YES), lang) if one.forecast else "" for one in found]
    columns["citation"] = [one.citation for one in found]
    columns["note"] = [one.note.in_language(lang) for one in found]
    return columns


def _day(day: date | None, lang: Language) -> str:
    return say(Message("{day}", {"day": day}), lang) if day else ""


def _changes(before: "Calendar", after: "Calendar", year: int) -> Message:
    """Which days of a sealed year differ from what the calendar held before."""
    touched = {*before.days, *after.days}
    off = [day for day in touched if before.is_working(day) and not after.is_working(day)]
    worked = [day for day in touched if not before.is_working(day) and after.is_working(day)]
    facts = {"off": sorted(off) or Message(_NOTHING), "worked": sorted(worked) or Message(_NOTHING)}
    return Message(_CHANGED, {"year": year, **facts})


_HEADINGS = {
    "date": mark("Date"),
    "kind": mark("Kind"),
    "name": mark("Name of the day"),
    "basis": mark("Document"),
}
_WINDOW_DAYS = ("opens", "last_day", "deadline", "send_by")
_WINDOW_HEADINGS = {
    "regime": mark("Reporting regime"),
    "period": mark("Period"),
    "opens": mark("Opens"),
    "last_day": mark("Last day"),
    "deadline": mark("Deadline"),
    "send_by": mark("Last working day up to the deadline"),
    "forecast": mark("Forecast"),
}
_KINDS = {
    "holiday": mark("holiday"),
    "compensatory_off": mark("off in compensation"),
    "swapped_off": mark("off in exchange"),
    "makeup_working": mark("worked in exchange"),
    "local_off": mark("off at this office"),
    "local_working": mark("worked at this office"),
}
