"""Numbers and days as the page's language writes them."""

import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from chiso.wording import Message, decimal, percent, say, shortest

DASH = "–"
ECHO_LENGTH = 60
WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)  # as chiso.wording says them


def language() -> str:
    """The language of the page: "vi" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def number(value: float | None, digits: int = 2) -> str:
    """A number with ``digits`` decimals; a dash for none."""
    return DASH if value is None else decimal(value, digits, language())


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign."""
    if value is None:
        return DASH
    return ("+" if round(value, digits) > 0 else "") + decimal(value, digits, language())


def margin(value: float | None, digits: int = 2) -> str:
    """Half an interval: ±1,02."""
    return DASH if value is None else "±" + decimal(value, digits, language())


def short(value: float, digits: int = 6) -> str:
    """A number without trailing zeros."""
    return shortest(value, language(), digits=digits)


def share(value: float, digits: int = 2) -> str:
    """A share of 1 as a percentage."""
    return percent(value, digits, language())


def day(value: date) -> str:
    """A day: 01/07/2025, or 2025-07-01 in English; of a moment, the day on which it was here."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value.strftime("%d/%m/%Y") if language() == "vi" else value.isoformat()


def day_short(value: date) -> str:
    """A day of the year at hand: 07/12, or 7 Dec in English, where 07/12 may be July."""
    return value.strftime("%d/%m") if language() == "vi" else f"{value.day} {value:%b}"


def weekday(value: date) -> str:
    """The day of the week: thứ Hai, Monday."""
    return say(Message(WEEKDAYS[value.weekday()]), language())


def listed(names: Iterable[str], conjunction: str) -> str:
    """Names in a row: "a, b và c"."""
    *before, last = list(names)
    return f"{', '.join(before)} {conjunction} {last}" if before else last


def wrapped(text: str, width: int) -> list[str]:
    """A text on lines of at most ``width`` letters, for pictures; a longer word has its own."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def differs_as_shown(left: float, right: float, digits: int = 2) -> bool:
    """Whether the difference, rounded, is that of the two figures as they are shown."""
    shown = _as_shown(left, digits) - _as_shown(right, digits)
    return shown == _as_shown(left - right, digits)


def _as_shown(value: float, digits: int) -> Decimal:
    return Decimal(decimal(value, digits, "en").replace(",", "").replace("−", "-"))


def echoed(typed: str, *, most: int = ECHO_LENGTH) -> str:
    """What a reader typed, fit to be shown: no control or direction marks, one line, not long."""
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in typed)
    return " ".join(plain.split())[:most]
