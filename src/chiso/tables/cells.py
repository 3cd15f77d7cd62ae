"""One cell of an observation file: what it may hold in each column, or what is wrong with it."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chiso.errors import PeriodInvalid, mark
from chiso.spelling import is_plain_number, nearest, nfc, suggested_number
from chiso.values import MissingKind, period_key

REQUIRED = ("unit", "period", "measure", "value")
OPTIONAL = ("numerator", "denominator", "se", "n", "missing", "note", "source")
NUMBERS = ("value", "numerator", "denominator", "se", "n")
LAYERS = ("numerator", "denominator", "se", "n")

MOST_RESPONDENTS = 10**15  # counts are kept as floats, which are whole up to 9 × 10^15

_MISSING = {str(kind): kind.code for kind in MissingKind}
# What a spreadsheet would run as a formula; any quotation marks before it are ours (see `guarded`).
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")

_BLANK = mark("the cell is blank; expected a code")
_NUMERIC_LABEL = mark(
    "found the number {found}; expected text, or a code such as 01 loses its zeros: "
    "format the column as text and type it again"
)
_PERIOD_EXPECTED = mark(
    "found “{found}”; expected a period from 1900 to 2199, such as 2018, 2018-H1, 2018-Q3 or "
    "2018-M05"
)
_DECIMAL_MARK = mark("found “{found}”; expected a number with “.” as its decimal mark: {suggested}")
_NUMBER_EXPECTED = mark("found “{found}”; expected a number such as 0.5")
_NEGATIVE = mark("found {found}; expected a number not below 0")
_NOT_WHOLE = mark("found {found}; expected a whole number from 0 to {most}")
_KIND_UNKNOWN = mark("found “{found}”; expected one of {expected}; nearest: {nearest}")
_TEXT_EXPECTED = mark("found {found}; expected text")


@dataclass(frozen=True, slots=True)
class Strange:
    """A cell that is neither text nor number (a date, an error, a list), as it reads."""

    text: str


Cell = str | int | float | Strange | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, wherever it stands; becomes a ``Fault`` with its place."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)


def whole_text(text: str) -> str | Strange:
    """The text, unless it holds half a character (a lone surrogate), which no file can keep."""
    if _HALF_A_CHARACTER.search(text) is None:
        return text
    return Strange(text.encode("utf-8", "backslashreplace").decode())


def is_period(text: str) -> bool:
    """Whether a text names a period of 1900 to 2199: 2018, 2018-H1, 2018-Q3 or 2018-M05."""
    try:
        period_key(text)
    except PeriodInvalid:
        return False
    return text.isascii()


def shown(cell: Cell) -> str:
    """The cell as its writer would recognise it."""
    if isinstance(cell, Strange):
        return cell.text
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)


def guarded(text: str) -> str:
    """Text for a CSV cell, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not is_plain_number(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    rest = text[1:]
    if text.startswith("'") and _FORMULA.match(rest) and not is_plain_number(rest):
        return rest
    return text


def label(cell: Cell) -> str | Problem:
    """A unit or measure: text, composed (NFC), without blanks around it; never a number."""
    if isinstance(cell, str):
        return nfc(cell.strip()) or Problem(_BLANK)
    if isinstance(cell, int | float):
        return Problem(_NUMERIC_LABEL, {"found": shown(cell)})
    if cell is None:
        return Problem(_BLANK)
    return Problem(_TEXT_EXPECTED, {"found": shown(cell)})


def period(cell: Cell) -> str | Problem:
    """A period; a whole number is a year, since a spreadsheet writes years as numbers."""
    text = shown(cell).strip()
    if is_period(text) and not isinstance(cell, Strange):
        return text
    return Problem(_PERIOD_EXPECTED, {"found": text})


def number(cell: Cell) -> float | Problem:
    """A finite number; NaN stands for a blank cell."""
    if isinstance(cell, str):
        return _number_of_text(cell.strip())
    if cell is None:
        return math.nan
    if isinstance(cell, Strange) or not _finite(cell):
        return Problem(_NUMBER_EXPECTED, {"found": shown(cell)})
    return float(cell)


def _finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number that no float can hold
        return False


def _number_of_text(text: str) -> float | Problem:
    if not text:
        return math.nan
    if is_plain_number(text) and math.isfinite(float(text)):
        return float(text)
    suggested = None if "%" in text or is_plain_number(text) else suggested_number(text)
    if suggested is None:
        return Problem(_NUMBER_EXPECTED, {"found": text})
    return Problem(_DECIMAL_MARK, {"found": text, "suggested": suggested})


def error(cell: Cell) -> float | Problem:
    """A standard error: a number not below 0."""
    value = number(cell)
    if isinstance(value, float) and value < 0:
        return Problem(_NEGATIVE, {"found": shown(cell)})
    return value


def respondents(cell: Cell) -> float | Problem:
    """A count of respondents: a whole number from 0 to ``MOST_RESPONDENTS``."""
    value = number(cell)
    if isinstance(value, float) and (value < 0 or value > MOST_RESPONDENTS or value % 1 > 0):
        return Problem(_NOT_WHOLE, {"found": shown(cell), "most": MOST_RESPONDENTS})
    return value


def missing(cell: Cell) -> int | Problem:
    """The code of a kind of missing value; 0 for a blank cell."""
    text = shown(cell).strip()
    if not text:
        return 0
    if text in _MISSING and isinstance(cell, str):
        return _MISSING[text]
    found = {"found": text, "expected": ", ".join(_MISSING)}
    return Problem(_KIND_UNKNOWN, found | {"nearest": ", ".join(nearest(text, _MISSING)) or "–"})


def free_text(cell: Cell) -> str | Problem:
    """A note or source: text, composed (NFC); a number reads as it is written."""
    if isinstance(cell, Strange):
        return Problem(_TEXT_EXPECTED, {"found": shown(cell)})
    return nfc(shown(cell))


TEXT_READERS: Mapping[str, Callable[[Cell], str | Problem]] = {
    "unit": label,
    "period": period,
    "measure": label,
    "note": free_text,
    "source": free_text,
}
NUMBER_READERS: Mapping[str, Callable[[Cell], float | Problem]] = {
    "value": number,
    "numerator": number,
    "denominator": number,
    "se": error,
    "n": respondents,
}
