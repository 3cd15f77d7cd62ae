"""From the rows of a list to people wanted, each with a role; every fault at once, placed."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from chiso.spelling import fold, nearest
from chiso_web.accounts.people.criteria import CriteriaUnknown, criteria_typed
from chiso_web.accounts.people.forms import DAY_FORMATS, FIRST_DAY, LAST_DAY, sign_in_name_check
from chiso_web.accounts.people.names import tidy
from chiso_web.accounts.people.typed_unit import UnitUnclear, unit_typed
from chiso_web.accounts.roles import Role
from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import echoed, language
from chiso_web.look.sheets import ListSheet, SheetRow
from chiso_web.units.models import Unit

COLUMNS: Mapping[str, str] = {
    "sign_in_name": gettext_noop("Sign-in name"),
    "full_name": gettext_noop("Full name"),
    "email": gettext_noop("E-mail"),
    "role": gettext_noop("Role"),
    "unit": gettext_noop("Unit"),
    "since": gettext_noop("From the day"),
    "until": gettext_noop("Last day"),
    "criteria": gettext_noop("Criteria"),
}
NEEDED = ("full_name", "role", "unit")
LANGUAGES = ("vi", "en")
_RUNS = ("=", "+", "@", "-")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; row 0 is the file, a blank column the row."""

    row: int
    column: str
    sentence: str


class CellFaulty(Exception):
    """A cell that does not read; ``sentence`` says what was found and expected."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person with a role, as a row of a list has them."""

    row: int
    username: str
    full_name: str
    email: str
    role: Role
    unit: Unit
    since: date
    until: date | None
    criteria: tuple[str, ...]


@dataclass(slots=True)
class Reader:
    """Reads rows; ``reached`` are the keys of the units that may be named, ``today`` is the first
    day where none is given.
    """

    reached: Container[int]
    today: date
    faults: list[Fault] = field(default_factory=list)
    _units: dict[tuple[str, date], Unit | str] = field(default_factory=dict)

    def wanted_list(self, sheet: ListSheet) -> list[Wanted]:
        """The rows that read; what does not is in ``faults``."""
        places = self._places(sheet.header)
        if self.faults:
            return []
        rows = (self._wanted(row, places) for row in sheet.rows)
        return [one for one in rows if one is not None]

    def _places(self, header: Sequence[str]) -> dict[str, int]:
        names = column_names()
        places: dict[str, int] = {}
        for place, text in enumerate(header):
            column = names.get(fold(text))
            if column in places:
                self._fault(1, text, _("This column stands twice; expected it once."))
            elif column:
                places[column] = place
            elif text:
                near = nearest(text, [column_name(one) for one in COLUMNS])
                self._fault(1, text, _unknown_column(near))
        for column in NEEDED:
            if column not in places:
                sentence = _("This column is missing. The template has every column.")
                self._fault(1, column_name(column), sentence)
        return places

    def _wanted(self, row: SheetRow, places: Mapping[str, int]) -> Wanted | None:
        def text(column: str) -> str:
            place = places.get(column)
            return row.cells[place] if place is not None and place < len(row.cells) else ""

        def cell(column: str, reader: Callable[[str], Read]) -> Read | None:
            try:
                return reader(text(column))
            except CellFaulty as faulty:
                self._fault(row.number, column_name(column), faulty.sentence)
                return None

        before = len(self.faults)
        since = cell("since", lambda typed: _day(typed) or self.today)
        until = cell("until", _day)
        unit = cell("unit", lambda typed: self._unit(typed, since or self.today))
        role = cell("role", _role)
        criteria = cell("criteria", lambda typed: _criteria(typed, role))
        facts = (cell("sign_in_name", _username), cell("full_name", _name), cell("email", _email))
        if since and until and until < since:
            sentence = _("The last day lies before the first.")
            self._fault(row.number, column_name("until"), sentence)
        if len(self.faults) > before or unit is None or role is None or since is None:
            return None
        username, full_name, email = (one or "" for one in facts)
        return Wanted(
            row.number, username, full_name, email, role, unit, since, until, criteria or ()
        )

    def _unit(self, text: str, on: date) -> Unit:
        if not text:
            raise CellFaulty(_("The cell is blank; expected the name or code of a unit."))
        key = (text, on)
        if key not in self._units:
            try:
                self._units[key] = unit_typed(text, on=on, reached=self.reached)
            except UnitUnclear as unclear:
                self._units[key] = _with_offers(unclear)
        found = self._units[key]
        if isinstance(found, str):
            raise CellFaulty(found)
        return found

    def _fault(self, row: int, column: str, sentence: str) -> None:
        self.faults.append(Fault(row, column, sentence))


def column_name(column: str) -> str:
    """A column as the page's language heads it."""
    return _(COLUMNS[column])


@lru_cache(maxsize=1)
def column_names() -> Mapping[str, str]:
    """Every way to head a column, folded, with the column."""
    names = {fold(column): column for column in COLUMNS}
    names |= {fold(column.replace("_", " ")): column for column in COLUMNS}
    for lang in LANGUAGES:
        with override(lang):
            names |= {fold(column_name(column)): column for column in COLUMNS}
    return names


@lru_cache(maxsize=1)
def role_names() -> Mapping[str, Role]:
    """Every way to write a role, folded, with the role."""
    names = {fold(role.value): role for role in Role}
    for lang in LANGUAGES:
        with override(lang):
            names |= {fold(str(role.label)): role for role in Role}
    return names


def _unknown_column(near: Sequence[str]) -> str:
    expected = ", ".join(column_name(one) for one in COLUMNS)
    sentence = _("There is no such column; expected %(expected)s. Nearest: %(near)s.")
    return sentence % {"expected": expected, "near": ", ".join(near) or "–"}


def _with_offers(unclear: UnitUnclear) -> str:
    """The sentence with the codes to write instead."""
    lang = language()
    offers = "; ".join(f"{one.full_name(lang)} = {one.uid}" for one in unclear.offered)
    return f"{unclear.sentence} {offers}" if offers else unclear.sentence


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in DAY_FORMATS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if FIRST_DAY <= found <= LAST_DAY:
            return found
    example = day_text(date(2026, 7, 1))
    sentence = _("Found “%(found)s”; expected a day from 2000 to 2100, such as %(example)s.")
    raise CellFaulty(sentence % {"found": echoed(text), "example": example})


def _role(text: str) -> Role:
    names = role_names()
    if fold(text) in names:
        return names[fold(text)]
    labels = [str(role.label) for role in Role]
    sentence = _("Found “%(found)s”; expected a role: %(expected)s. Nearest: %(near)s.")
    facts = {
        "found": echoed(text),
        "expected": ", ".join(labels),
        "near": ", ".join(nearest(text, labels)) or "–",
    }
    raise CellFaulty(sentence % facts)


def _criteria(text: str, role: Role | None) -> tuple[str, ...]:
    try:
        found = criteria_typed(text)
    except CriteriaUnknown as unknown:
        raise CellFaulty(unknown.sentence) from unknown
    if found and role not in (None, Role.APPRAISER):
        raise CellFaulty(_("Only appraisers are named for criteria."))
    return found


def _username(text: str) -> str:
    name = text.lower()
    try:
        if name:
            sign_in_name_check(name)
    except ValidationError as error:
        raise CellFaulty(_found(text, error.messages[0])) from error
    return name


def _name(text: str) -> str:
    name = tidy(text)
    if text.startswith(_RUNS) or not any(letter.isalpha() for letter in name):
        raise CellFaulty(_found(text, _("Expected a name.")))
    if len(name) > 200:
        raise CellFaulty(_found(text, _("Expected at most 200 letters.")))
    return name


def _email(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise CellFaulty(_found(text, _("Expected an e-mail address, or nothing."))) from error
    return text


def _found(text: str, sentence: str) -> str:
    return _("Found “%(found)s”.") % {"found": echoed(text)} + f" {sentence}"
