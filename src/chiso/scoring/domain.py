"""Which values a rule can take at all; what lies outside is a fault of the observations, never
scored.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chiso.definition.rules import (
    Appraised,
    Given,
    LowestOf,
    Ratio,
    Requires,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.errors import Fault, Place, mark
from chiso.scoring.rules import Sheet
from chiso.values import Floats

_WITHIN = mark("found {found}, expected {low} to {high}")
_COUNT = mark("found {found}, expected a count from 0 to 2^53")
_YES_NO = mark("found {found}, expected 1 (yes) or 0 (no)")
_LISTED = mark("found {found}, expected one of {expected}")
_NO_NOTE = mark("the note is missing; points given by a person need one")
_DIVISION = mark("the denominator is 0, and the edition refuses that")
_TOLERANCE = 1e-9
_EXACT = 2.0**53
Marks = NDArray[np.bool_]
Found = Iterator[tuple[int, Fault]]


def domain_faults(rule: Rule, sheet: Sheet, *, awarded: Marks | None = None) -> Iterator[Fault]:
    """A fault for every value that the rule cannot take, named by unit, period and measure.

    In the rows of ``awarded`` the rule is not asked, so that nothing there is a fault.
    """
    if rule.kind in _CHECKS:
        for row, fault in _CHECKS[rule.kind](rule, sheet):
            if awarded is None or not awarded[row]:
                yield fault


def allowed_points(rule: Rule) -> tuple[float, ...]:
    """The points that a person may give under the rule; empty if any within its range."""
    if isinstance(rule, Requires):
        return allowed_points(rule.then)
    return rule.allowed if isinstance(rule, Appraised) else ()


def _outside(rule: Given | Scale, sheet: Sheet) -> Found:
    slack = _TOLERANCE * (rule.high - rule.low)
    lowest, highest = sheet.table.extremes(rule.measure)
    if rule.low - slack <= lowest and highest <= rule.high + slack:
        return
    values = sheet.column(rule.measure).values
    wrong = (values < rule.low - slack) | (values > rule.high + slack)
    yield from _faults(sheet, rule.measure, wrong, _WITHIN, low=rule.low, high=rule.high)


def _negative(rule: Rule, sheet: Sheet) -> Found:
    for measure in rule.measures:
        lowest, highest = sheet.table.extremes(measure)
        if lowest < 0 or highest > _EXACT:
            values = sheet.column(measure).values
            yield from _faults(sheet, measure, (values < 0) | (values > _EXACT), _COUNT)


def _ratio_faults(rule: Ratio, sheet: Sheet) -> Found:
    yield from _negative(rule, sheet)
    if rule.zero_denominator == "refuse":
        empty = sheet.column(rule.denominator).values == 0
        yield from _faults(sheet, rule.denominator, empty, _DIVISION)


def _check_faults(rule: SumOfChecks, sheet: Sheet) -> Found:
    for measure in rule.measures:
        values = sheet.column(measure).values
        yield from _faults(sheet, measure, _not_among(values, (0.0, 1.0)), _YES_NO)


def _faults_inside(rule: Requires, sheet: Sheet) -> Found:
    if rule.then.kind in _CHECKS:
        yield from _CHECKS[rule.then.kind](rule.then, sheet)


def _faults_of_all(rule: LowestOf, sheet: Sheet) -> Found:
    for one in rule.rules:
        if one.kind in _CHECKS:
            yield from _CHECKS[one.kind](one, sheet)


def _not_among(values: Floats, allowed: tuple[float, ...]) -> Marks:
    """Which values (missing ones aside) are none of those allowed."""
    wrong = ~np.isnan(values)
    for one in allowed:
        wrong &= values != one
    return wrong


def _appraisal_faults(rule: Appraised, sheet: Sheet) -> Found:
    values = sheet.column(rule.measure).values
    expected = ", ".join(f"{points:g}" for points in rule.allowed)
    yield from _faults(
        sheet, rule.measure, _not_among(values, rule.allowed), _LISTED, expected=expected
    )
    yield from _without_note(sheet, rule.measure)


def note_faults(sheet: Sheet, measure: str) -> Iterator[Fault]:
    """A fault for every value of the measure that came without its note."""
    for _, fault in _without_note(sheet, measure):
        yield fault


def points_faults(sheet: Sheet, measure: str, *, allowed: tuple[float, ...]) -> Iterator[Fault]:
    """A fault for every value of the measure that is none of the points allowed."""
    wrong = _not_among(sheet.column(measure).values, allowed)
    expected = ", ".join(f"{points:g}" for points in allowed)
    for _, fault in _faults(sheet, measure, wrong, _LISTED, expected=expected):
        yield fault


def _without_note(sheet: Sheet, measure: str) -> Found:
    given = ~np.isnan(sheet.column(measure).values)
    for row, fault in _faults(sheet, measure, given & ~sheet.table.noted(measure), _NO_NOTE):
        where = sheet.table.where(row, measure)
        place = Place(where.sentence, {**where.facts, "column": "note"})
        yield row, Fault(place, fault.sentence, fault.facts)


def _faults(sheet: Sheet, measure: str, wrong: Marks, sentence: str, **facts: object) -> Found:
    if not wrong.any():
        return
    table = sheet.table
    values = sheet.column(measure).values
    for row in np.flatnonzero(wrong).tolist():
        where = table.where(row, measure)
        yield row, Fault(where, sentence, {"found": float(values[row]), **facts})


_CHECKS: Mapping[str, Callable[[Any, Sheet], Found]] = {
    "given": _outside,
    "scale": _outside,
    "per_count": _negative,
    "bonus": _negative,
    "penalty": _negative,
    "answer_shares": _negative,
    "ratio": _ratio_faults,
    "sum_of_checks": _check_faults,
    "appraised": _appraisal_faults,
    "requires": _faults_inside,
    "lowest_of": _faults_of_all,
}
