"""A file of survey results as what was found of each unit; every fault is gathered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from chiso.spelling import fold, nearest
from chiso.values import MissingKind
from chiso_web.assessment.asked import Field
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.surveyed import (
    Change,
    Kept,
    Surveyed,
    kept_digest,
    survey_changes,
    survey_faults,
    survey_kept,
)
from chiso_web.assessment.surveying.columns import (
    GROUND,
    MEASURE,
    MISSING,
    NOTE,
    PERIOD,
    UNIT,
    VALUE,
    Header,
    fields_of_round,
    header_read,
)
from chiso_web.look.formats import echoed, language, number
from chiso_web.look.sheets import Limits, ListSheet, SheetRow
from chiso_web.results.selectors import edition_named

LIMITS = Limits(rows=50_000, columns=200)
"""A row a figure of a thousand units, or a column a figure of the longest edition."""
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_OF_PROGRAM = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class FileFault:
    """What is wrong, in which row and column, of which unit where it is known."""

    row: int
    column: str
    sentence: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change from what is ``kept``, and every fault."""

    found: tuple[Surveyed, ...]
    kept: Mapping[int, Kept]
    changes: tuple[Change, ...]
    faults: tuple[FileFault, ...]

    @property
    def digest(self) -> str:
        """Of what the units have: another once something of theirs was recorded."""
        return kept_digest(self.kept)

    @property
    def unchanged(self) -> int:
        """How many units stay as they are."""
        return len(self.found) - len(self.changes)


@dataclass(slots=True)
class _Told:
    """What the rows of one unit say so far, each measure with its row."""

    entrant: Entrant
    row: int
    figures: dict[str, float | str | None] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    ground: str = ""


def survey_plan(sheet: ListSheet, entrants: Sequence[Entrant], source: str) -> Plan:
    """Read a file for the units of a round; queries what is recorded of them, once."""
    editions = dict.fromkeys(one.group.edition for one in entrants)
    fields = fields_of_round([edition_named(name) for name in editions])
    header = header_read(sheet.header, fields)
    if header.faults:
        return Plan((), {}, (), tuple(FileFault(1, name, said) for name, said in header.faults))
    reader = _Reader(entrants, fields, header, sheet.header)
    for row in sheet.rows:
        reader.row_read(row)
    found = tuple(Surveyed(one.entrant, one.figures, one.ground) for one in reader.told.values())
    kept = survey_kept([one.entrant for one in found])
    changes = survey_changes(found, source, kept)
    faults = sorted(
        [*reader.faults, *_figure_faults(reader, changes)], key=lambda one: (one.row, one.column)
    )
    return Plan(found, kept, tuple(changes), tuple(faults))


def _figure_faults(reader: "_Reader", changes: Sequence[Change]) -> list[FileFault]:
    """What is wrong with figures that were read; where one of a criterion was not, that is told
    already.
    """
    found = []
    for fault in survey_faults(changes):
        told, key = reader.told[fault.entrant.pk], fault.entrant.pk
        if not any((key, one) in reader.unread for one in fault.measures):
            row = told.rows.get(fault.measure, told.row)
            found.append(reader.fault_of(row, fault.measure, fault.sentence, fault.entrant))
    return found


class _Reader:
    """Reads row after row, remembering what each unit was told and every fault."""

    def __init__(
        self,
        entrants: Sequence[Entrant],
        fields: Mapping[str, Field],
        header: Header,
        heads: Sequence[str],
    ) -> None:
        self.fields, self.header, self.heads = fields, header, heads
        self.units = _by_name(entrants)
        self.own = {
            one.pk: frozenset(fields_of_round([edition_named(one.group.edition)]))
            for one in entrants
        }
        self.told: dict[int, _Told] = {}
        self.faults: list[FileFault] = []
        self.unread: set[tuple[int, str]] = set()

    def row_read(self, row: SheetRow) -> None:
        """Take a row in."""
        entrant = self._unit(row)
        if entrant is None:
            return
        if self.header.is_list:
            self._figure(row, self._told(entrant, row), entrant)
        elif entrant.pk in self.told:
            first = self.told[entrant.pk].row
            text = _("The unit stands in row %(row)s already. Keep one of the rows.")
            self._fault(row, UNIT, text % {"row": first}, entrant)
        else:
            self._wide(row, self._told(entrant, row), entrant)

    def _told(self, entrant: Entrant, row: SheetRow) -> _Told:
        return self.told.setdefault(entrant.pk, _Told(entrant, row.number))

    def _unit(self, row: SheetRow) -> Entrant | None:
        typed = self._cell(row, UNIT)
        found = self.units.get(fold(typed)) if typed else None
        if found is None:
            self._fault(row, UNIT, self._no_unit(typed))
        return found

    def _no_unit(self, typed: str) -> str:
        if not typed:
            return _("The unit is missing. Delete the row, or write the unit’s id.")
        near = nearest(fold(typed), list(self.units))
        text = _("“%(typed)s” takes no part in this round. Write the unit as the template does.")
        told = text % {"typed": echoed(typed)}
        known = [self.units[one].unit for one in near]
        names = dict.fromkeys(f"{one.full_name(language())} ({one.uid})" for one in known)
        return f"{told} {_alike(list(names))}" if names else told

    def _wide(self, row: SheetRow, told: _Told, entrant: Entrant) -> None:
        for measure, at in self.header.measures.items():
            if at < len(row.cells) and row.cells[at]:
                self._number(row, told, entrant, measure, at)
        ground = self._cell(row, GROUND)
        if ground and told.figures:
            text = _("Found figures beside the reason why there was no survey; expected one.")
            self._fault(row, GROUND, text, entrant)
        told.ground = ground

    def _figure(self, row: SheetRow, told: _Told, entrant: Entrant) -> None:
        measure, period = self._cell(row, MEASURE), self._cell(row, PERIOD)
        if period and period != entrant.round.period:
            text = _("Found the period %(found)s; expected %(expected)s.")
            facts = {"found": echoed(period), "expected": entrant.round.period}
            self._fault(row, PERIOD, text % facts, entrant)
        elif measure not in self.fields:
            text = _("No survey of this round asks for “%(name)s”.")
            self._fault(row, MEASURE, text % {"name": echoed(measure)}, entrant)
        elif measure in told.rows:
            self._fault(row, MEASURE, _("The figure stands there twice."), entrant)
        elif self._cell(row, VALUE):
            self._number(row, told, entrant, measure, self.header.places[VALUE])
        elif self._cell(row, MISSING) == MissingKind.NOT_APPLICABLE:
            self._ground(row, told, measure)

    def _ground(self, row: SheetRow, told: _Told, measure: str) -> None:
        """That a measure was not surveyed, with the note that says why."""
        told.rows[measure] = row.number
        note = self._cell(row, NOTE)
        if note:
            told.figures[measure] = note
        else:
            self._fault(row, NOTE, _("Say in the note why there was no survey."), told.entrant)

    def _number(self, row: SheetRow, told: _Told, entrant: Entrant, measure: str, at: int) -> None:
        told.rows[measure] = row.number
        if measure not in self.own[entrant.pk]:
            text = _("The edition of this unit does not ask for that. Leave the cell blank.")
            self._fault(row, measure, text, entrant)
            return
        value = _read(row, at, self.fields[measure], is_of_program=self.header.is_list)
        if value is None:
            self.unread.add((entrant.pk, measure))
            self._fault(row, measure, _no_number(row.cells[at]), entrant)
        else:
            told.figures[measure] = value

    def _cell(self, row: SheetRow, name: str) -> str:
        at = self.header.places.get(name)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _fault(
        self, row: SheetRow, column: str, sentence: str, entrant: Entrant | None = None
    ) -> None:
        self.faults.append(self.fault_of(row.number, column, sentence, entrant))

    def fault_of(self, row: int, column: str, sentence: str, entrant: Entrant | None) -> FileFault:
        """A fault at its column as the file heads it, with the name of the unit."""
        at = self.header.measures.get(column, self.header.places.get(column))
        head = column if at is None else echoed(self.heads[at])
        unit = entrant.unit.full_name(language()) if entrant else ""
        return FileFault(row, head, sentence, unit)


def _read(row: SheetRow, at: int, field: Field, *, is_of_program: bool) -> float | None:
    """A cell as a number, in any language: a mark is the decimal mark, none parts thousands. None
    for what is none. "62%" is 62 where per cent is asked for, and 0.62 of a share.
    """
    cell, hundredth = row.cells[at], 1.0
    if field.unit in ("percent", "share") and cell.endswith("%"):
        cell, hundredth = cell[:-1].strip(), 100.0 if field.unit == "share" else 1.0
    if is_of_program or at in row.numbers:
        return float(cell) + 0.0 if _OF_PROGRAM.fullmatch(cell) else None  # no minus zero
    known = _NUMBER.fullmatch(cell)
    return float(cell.replace(",", ".")) / hundredth + 0.0 if known else None


def _no_number(cell: str) -> str:
    text = _(
        "“%(typed)s” is no number. Write digits without a mark between thousands, such as 1480 or "
        "%(example)s."
    )
    return text % {"typed": echoed(cell), "example": number(4.25, 2)}


def _alike(names: Sequence[str]) -> str:
    return _("Alike: %(names)s.") % {"names": ", ".join(names)}


def _by_name(entrants: Sequence[Entrant]) -> Mapping[str, Entrant]:
    """Units by id, code and whole name; a code or name that several have names none."""
    found: dict[str, Entrant | None] = {}
    for one in entrants:
        for name in (one.unit.code, one.unit.full_name("vi"), one.unit.full_name("en")):
            key = fold(name)
            known = found.get(key, one)
            found[key] = one if known is one else None
    found |= {fold(one.unit.uid): one for one in entrants}
    return {name: one for name, one in found.items() if one is not None and name}
