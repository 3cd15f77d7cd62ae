"""Lawful pauses of a clock: each with the document it rests on and who ordered it."""

from dataclasses import dataclass
from datetime import datetime, time

from chiso.calendar.rows import Row, Source, read_rows
from chiso.errors import PauseInvalid, mark

_A_DOCUMENT = mark("the number of the document that it rests on")
_AN_AUTHOR = mark("who stopped the clock")
_A_START = mark("when the pause begins")
_MOMENT = mark(
    "found “{found}”; expected a day or a moment, such as 2026-03-02 or 2026-03-02T10:00"
)
_ENDS_EARLY = mark("ends on {until}, before it begins on {since}")
_END_OF_DAY = time(23, 59, 59, 999999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """From ``since`` to ``until`` the clock stands still; None: until further notice.

    Raises PauseInvalid without document or author, or where it ends before it begins.
    """

    since: datetime
    until: datetime | None
    document: str
    author: str
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a pause that nobody answers for."""
        backwards = self.until is not None and self.until < self.since
        if backwards or not self.document.strip() or not self.author.strip():
            raise PauseInvalid(since=self.since)

    def meets(self, begins: datetime, ends: datetime) -> bool:
        """Whether any moment of the span, its end left out, is in the pause."""
        return self.since < ends and (self.until is None or begins < self.until)


def read_pauses(source: Source) -> tuple[Pause, ...]:
    """The pauses of a CSV list, with the columns since, until, document, author, reason.

    A day alone means from its beginning, or to its end. Raises CalendarInvalid with all faults.
    """
    rows = read_rows(
        source, required=("since", "until", "document", "author"), optional=("reason",)
    )
    pauses = [_pause(row) for row in rows]
    rows.refuse_faults()
    return tuple(pause for pause in pauses if pause is not None)


def _pause(row: Row) -> Pause | None:
    row.text("since", expected=_A_START)
    since, until = _moment(row, "since", time.min), _moment(row, "until", _END_OF_DAY)
    document = row.text("document", expected=_A_DOCUMENT)
    author = row.text("author", expected=_AN_AUTHOR)
    if since is not None and until is not None and until < since:
        row.fault(_ENDS_EARLY, "until", since=since.date(), until=until.date())
        return None
    if since is None or not document or not author:
        return None
    reason = row.text("reason")
    return Pause(since=since, until=until, document=document, author=author, reason=reason)


def _moment(row: Row, column: str, hour: time) -> datetime | None:
    found = row.text(column)
    try:
        moment = datetime.fromisoformat(found) if found else None
    except ValueError:
        moment = None
    if found and (moment is None or moment.tzinfo is not None):
        row.fault(_MOMENT, column, found=found)
        return None
    return datetime.combine(moment, hour) if moment and len(found) == 10 else moment
