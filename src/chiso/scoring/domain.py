"""Which values a rule can take at all; what lies outside is a fault of the observations, never
scored.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chiso.definition.rules import (
    AnswerShares,
    Appraised,
    Bonus,
    Given,
    Penalty,
    PerCount,
    Ratio,
    Requires,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.errors import Fault, mark
from chiso.scoring.rules import Sheet
from chiso.values import Floats

_WITHIN = mark("found {found}, expected {low} to {high}")
_COUNT = mark("found {found}, expected a count of 0 or more")
_YES_NO = mark("found {found}, expected 1 (yes) or 0 (no)")
_LISTED = mark("found {found}, expected one of {expected}")
_NO_NOTE = mark("the note is missing; points given by a person need one")
_DIVISION = mark("the denominator is 0, and the edition refuses that")
_TOLERANCE = 1e-9


def domain_faults(rule: Rule, sheet: Sheet) -> Iterator[Fault]:
    """A fault for every value that the rule cannot take, named by unit, period and measure."""
    if isinstance(rule, Given | Scale):
        yield from _outside(sheet, rule.measure, low=rule.low, high=rule.high)
    elif isinstance(rule, PerCount | Bonus | Penalty):
        yield from _negative(sheet, rule.measure)
    elif isinstance(rule, AnswerShares | Ratio):
        for measure in rule.measures:
            yield from _negative(sheet, measure)
        if isinstance(rule, Ratio) and rule.zero_denominator == "refuse":
            empty = sheet.column(rule.denominator).values == 0
            yield from _faults(sheet, rule.denominator, empty, _DIVISION)
    elif isinstance(rule, SumOfChecks):
        for measure in rule.measures:
            values = sheet.column(measure).values
            yield from _faults(sheet, measure, _not_among(values, (0.0, 1.0)), _YES_NO)
    elif isinstance(rule, Appraised):
        yield from _appraisal_faults(rule, sheet)
    elif isinstance(rule, Requires):
        yield from domain_faults(rule.then, sheet)


def _outside(sheet: Sheet, measure: str, *, low: float, high: float) -> Iterator[Fault]:
    values = sheet.column(measure).values
    slack = _TOLERANCE * (high - low)
    wrong = (values < low - slack) | (values > high + slack)
    yield from _faults(sheet, measure, wrong, _WITHIN, low=low, high=high)


def _negative(sheet: Sheet, measure: str) -> Iterator[Fault]:
    yield from _faults(sheet, measure, sheet.column(measure).values < 0, _COUNT)


def _not_among(values: Floats, allowed: tuple[float, ...]) -> NDArray[np.bool_]:
    """Which values (missing ones aside) are none of those allowed."""
    wrong = ~np.isnan(values)
    for one in allowed:
        wrong &= values != one
    return wrong


def _appraisal_faults(rule: Appraised, sheet: Sheet) -> Iterator[Fault]:
    values = sheet.column(rule.measure).values
    expected = ", ".join(f"{points:g}" for points in rule.allowed)
    yield from _faults(
        sheet, rule.measure, _not_among(values, rule.allowed), _LISTED, expected=expected
    )
    yield from note_faults(sheet, rule.measure)


def note_faults(sheet: Sheet, measure: str) -> Iterator[Fault]:
    """A fault for every value of the measure that came without its note."""
    given = ~np.isnan(sheet.column(measure).values)
    yield from _faults(sheet, measure, given & ~sheet.table.noted(measure), _NO_NOTE)


def _faults(
    sheet: Sheet, measure: str, wrong: NDArray[np.bool_], sentence: str, **facts: object
) -> Iterator[Fault]:
    if not wrong.any():
        return
    table = sheet.table
    values = sheet.column(measure).values
    for row in np.flatnonzero(wrong).tolist():
        where = table.where(row, measure)
        yield Fault(where, sentence, {"found": float(values[row]), **facts})
