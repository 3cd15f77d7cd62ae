"""Office hours: configuration, never law; the default is illustrative."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from chiso.errors import OfficeHoursInvalid

Span = tuple[time, time]

_TIME = r"([0-9]{1,2})(?:[:：]([0-9]{2})|[hg]([0-9]{2})?)"
_DASH = r"\s*[-‐‑‒–—―−－]\s*"
_SPAN = re.compile(_TIME + _DASH + _TIME, re.IGNORECASE)
_BETWEEN = re.compile(r"[,;，；、]")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of every working day, in their order; ``illustrative`` where no office set them.

    ``document`` says so, ``since`` is the day they apply from, where an office named them.

    Raises OfficeHoursInvalid where a span ends before it begins, or two overlap.
    """

    spans: tuple[Span, ...]
    illustrative: bool = False
    document: str = ""
    since: date | None = None

    def __post_init__(self) -> None:
        """Refuse spans out of order."""
        ends = [end for span in self.spans for end in span]
        if not ends or any(later <= earlier for earlier, later in pairwise(ends)):
            raise OfficeHoursInvalid(found=str(self))

    def __str__(self) -> str:
        return ", ".join(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in self.spans)

    @property
    def closes(self) -> time:
        """When the office closes for the day."""
        return self.spans[-1][1]

    def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans as moments of a day."""
        for begin, end in self.spans:
            yield datetime.combine(day, begin), datetime.combine(day, end)


def read_hours(text: str) -> OfficeHours:
    """The hours that a text such as ``07:30-11:30,13:00-17:00`` gives. Raises OfficeHoursInvalid.

    Also read are 7h30 and 13h, any dash, and the wide marks of some keyboards.

    >>> str(read_hours("7:30-11:30,13:00-17:00"))
    '07:30–11:30, 13:00–17:00'
    """
    spans = []
    for part in _BETWEEN.split(text):
        read = _SPAN.fullmatch(part.strip())
        if read is None:
            raise OfficeHoursInvalid(found=text)
        try:
            begin, end = _time(*read.groups()[:3]), _time(*read.groups()[3:])
        except ValueError as error:
            raise OfficeHoursInvalid(found=text) from error
        spans.append((begin, end))
    return OfficeHours(tuple(spans))


def _time(hour: str, after_colon: str | None, after_letter: str | None) -> time:
    return time(int(hour), int(after_colon or after_letter or 0))


ILLUSTRATIVE_HOURS = OfficeHours(
    ((time(8), time(12)), (time(13), time(17))),
    illustrative=True,
)
"""Eight hours with a break at noon: an example, each office has its own."""
