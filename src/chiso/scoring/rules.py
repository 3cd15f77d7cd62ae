"""The functions of the rule kinds, on whole columns: one each, of the same names as the parameters
in definition.

Every function takes its rule and a ``Sheet`` and gives ``Points``: one number a row, NaN where a
reason is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chiso.definition.rules import (
    AnswerShares,
    Appraised,
    Band,
    Bands,
    Bonus,
    Given,
    Linear,
    LowestOf,
    ObservedRange,
    OnTime,
    Penalty,
    PerCount,
    Proportional,
    Ratio,
    Requires,
    Rescaled,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.values import Codes, Floats, MissingKind, ObservationTable


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one node, a number a row; ``missing`` holds a code where there is none (None:
    nowhere).
    """

    values: Floats
    missing: Codes | None = None


@dataclass(frozen=True)
class Sheet:
    """What a rule may look at: the observations, and the lines scored before it."""

    table: ObservationTable
    scored: dict[str, Points] = field(default_factory=dict)

    def column(self, measure: str) -> Points:
        """The values of a measure, all rows."""
        values, missing = self.table.column(measure)
        return Points(values, missing)


def first_missing(*columns: Points) -> Codes | None:
    """Row by row the first reason among the columns; None if nothing is missing anywhere."""
    merged: Codes | None = None
    for column in columns:
        if column.missing is None:
            continue
        merged = column.missing if merged is None else np.where(merged > 0, merged, column.missing)
    return merged


def given(rule: Given, sheet: Sheet) -> Points:
    return sheet.column(rule.measure)


def linear(rule: Linear, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return Points(linear_points(rule, column.values), column.missing)


def linear_points(rule: Linear, values: Floats) -> Floats:
    """Points of plain values on the rule's straight line."""
    rising = rule.full_at > rule.zero_at
    points = np.subtract(values, rule.zero_at) if rising else np.subtract(rule.zero_at, values)
    # Divided first: at full_at the quotient is exactly 1, so that the points are exactly full.
    np.divide(points, abs(rule.full_at - rule.zero_at), out=points)
    if rule.capped:
        np.clip(points, 0.0, 1.0, out=points)
    return np.multiply(points, rule.points, out=points)


def bands(rule: Bands, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return _banded(rule, column)


def _banded(rule: Bands, column: Points) -> Points:
    place = band_places(rule.bands, column.values)
    points = np.array([np.nan if band.points is None else band.points for band in rule.bands])
    values = points[place]
    unknown = np.array([band.points is None for band in rule.bands])
    missing = column.missing
    if unknown.any():
        unclassed = np.where(unknown[place], MissingKind.NOT_CLASSIFIED.code, 0).astype(np.int8)
        missing = unclassed if missing is None else np.where(missing > 0, missing, unclassed)
    if missing is not None:
        values = np.where(missing > 0, np.nan, values)
    return Points(values, missing)


def band_places(bands: tuple[Band, ...], values: Floats) -> NDArray[np.intp]:
    """For each value the place of its band, honouring which ends belong to which band."""
    edges = np.array([band.lower for band in bands[1:]], float)
    place = np.zeros(len(values), np.intp)
    for band, edge in zip(bands[1:], edges, strict=True):
        place += values >= edge if band.includes_lower else values > edge
    return place


def ratio(rule: Ratio, sheet: Sheet) -> Points:
    above, below = sheet.column(rule.numerator), sheet.column(rule.denominator)
    empty = below.values == 0
    divisor = np.where(empty, np.nan, below.values)
    quotient = Points(above.values * rule.times / divisor, first_missing(above, below))
    points = _into(rule.then, quotient)
    if not empty.any():
        return points
    return _without_denominator(rule, points, empty=empty, lacking=quotient.missing)


def _into(rule: Linear | Bands, quotient: Points) -> Points:
    if isinstance(rule, Linear):
        return Points(linear_points(rule, quotient.values), quotient.missing)
    return _banded(rule, quotient)


def _without_denominator(
    rule: Ratio, points: Points, *, empty: NDArray[np.bool_], lacking: Codes | None
) -> Points:
    """The stated policy where the denominator is zero; a missing numerator stays missing."""
    if lacking is not None:
        empty = empty & (lacking == 0)
    stated = rule.without_denominator
    reason = MissingKind.NOT_APPLICABLE.code if stated is None else 0
    before = np.zeros(len(empty), np.int8) if points.missing is None else points.missing
    missing = np.where(empty, np.int8(reason), before)
    return Points(
        np.where(empty, np.nan if stated is None else stated, points.values),
        missing if missing.any() else None,
    )


def proportional(rule: Proportional, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    part = np.clip(column.values / rule.target, 0.0, 1.0) + 0.0  # never −0.0
    return Points(np.where(column.values < rule.floor, 0.0, rule.points * part), column.missing)


def sum_of_checks(rule: SumOfChecks, sheet: Sheet) -> Points:
    columns = [sheet.column(check.measure) for check in rule.checks]
    total = np.zeros(len(sheet.table))
    for check, column in zip(rule.checks, columns, strict=True):
        total += check.points * column.values
    return Points(total, first_missing(*columns))


def on_time(rule: OnTime, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    place = np.zeros(len(column.values), np.intp)
    for days in np.array([step.up_to for step in rule.steps[:-1]], float):
        place += column.values > days
    points = np.array([step.points for step in rule.steps])
    return _masked(points[place], column.missing)


def _masked(values: Floats, missing: Codes | None) -> Points:
    return Points(values if missing is None else np.where(missing > 0, np.nan, values), missing)


def per_count(rule: PerCount, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return Points(np.maximum(rule.points - rule.each * column.values, rule.floor), column.missing)


def requires(rule: Requires, sheet: Sheet) -> Points:
    points = score_rule(rule.then, sheet)
    line = sheet.scored[rule.line]
    scored = line.values > 0
    missing = first_missing(line, _only(points, scored))
    return _masked(np.where(scored, points.values, 0.0), missing)


def _only(points: Points, rows: NDArray[np.bool_]) -> Points:
    """The points with reasons in these rows only: elsewhere nothing hangs on them."""
    if points.missing is None:
        return points
    return Points(points.values, points.missing * rows)


def lowest_of(rule: LowestOf, sheet: Sheet) -> Points:
    columns = [score_rule(one, sheet) for one in rule.rules]
    lowest: Floats = np.minimum.reduce([column.values for column in columns])
    inputs = [sheet.column(measure) for measure in rule.measures]
    return _masked(lowest, first_missing(*inputs, *columns))


def bonus(rule: Bonus, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return Points(np.minimum(rule.each * column.values, rule.cap), column.missing)


def penalty(rule: Penalty, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return Points(0.0 - np.minimum(rule.each * column.values, rule.cap), column.missing)


def scale(rule: Scale, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    return Points(_rescaled(rule, column.values, rule.low, rule.high), column.missing)


def _rescaled(rule: Rescaled, values: Floats, low: float, high: float) -> Floats:
    """From low…high to the rule's points, reversed where it says so, held inside them."""
    part = (high - values) / (high - low) if rule.reversed else (values - low) / (high - low)
    return rule.points_low + (rule.points_high - rule.points_low) * np.clip(part, 0.0, 1.0)


def observed_range(rule: ObservedRange, sheet: Sheet) -> Points:
    column = sheet.column(rule.measure)
    values = np.full(len(sheet.table), np.nan)
    missing = np.zeros(len(values), np.int8) if column.missing is None else column.missing.copy()
    for period, here in sheet.table.spans.items():
        ends = observed_ends(rule, sheet, period)
        if ends is None:
            missing[here][missing[here] == 0] = MissingKind.NOT_CLASSIFIED.code
        else:
            values[here] = _rescaled(rule, column.values[here], *ends)
    return Points(values, missing if missing.any() else None)


def observed_ends(rule: ObservedRange, sheet: Sheet, period: str) -> tuple[float, float] | None:
    """The lowest and highest value of the period among the rule's units; None if they do not
    differ.
    """
    here = sheet.table.spans[period]
    seen = sheet.column(rule.measure).values[here]
    if rule.units:
        named = set(rule.units)
        seen = seen[[unit in named for unit in sheet.table.units[here]]]
    low, high = np.fmin.reduce(seen, initial=np.inf), np.fmax.reduce(seen, initial=-np.inf)
    return (float(low), float(high)) if low < high else None


def answer_shares(rule: AnswerShares, sheet: Sheet) -> Points:
    columns = [sheet.column(option.measure) for option in rule.options]
    earned, answered = np.zeros(len(sheet.table)), np.zeros(len(sheet.table))
    for option, column in zip(rule.options, columns, strict=True):
        earned += option.share * column.values
        answered += column.values
    nobody = np.where(answered == 0, MissingKind.NOT_APPLICABLE.code, 0).astype(np.int8)
    missing = first_missing(*columns, Points(answered, nobody if nobody.any() else None))
    points = rule.points * earned / np.where(answered == 0, np.nan, answered)
    return Points(points if rule.rounding is None else _rounded(rule, points), missing)


def _rounded(rule: AnswerShares, points: Floats) -> Floats:
    """The points at the decimals that the text states, a half upwards, held inside the rule's ends.

    Binary 1.15 lies a little below 1.15: what is within 1e-9 of a half counts as the half.
    """
    step = 10.0 ** (rule.rounding.decimals if rule.rounding else 0)
    rounded = np.floor(points * step + 0.5 + 1e-9) / step
    return np.clip(rounded, rule.minimum, rule.maximum)


def appraised(rule: Appraised, sheet: Sheet) -> Points:
    return sheet.column(rule.measure)


FUNCTIONS: Mapping[str, Callable[[Any, Sheet], Points]] = {
    "given": given,
    "linear": linear,
    "bands": bands,
    "ratio": ratio,
    "proportional": proportional,
    "sum_of_checks": sum_of_checks,
    "on_time": on_time,
    "per_count": per_count,
    "requires": requires,
    "bonus": bonus,
    "penalty": penalty,
    "scale": scale,
    "observed_range": observed_range,
    "answer_shares": answer_shares,
    "appraised": appraised,
    "lowest_of": lowest_of,
}


def score_rule(rule: Rule, sheet: Sheet) -> Points:
    """The points of any rule on every row of the sheet, by the function of its kind."""
    return FUNCTIONS[rule.kind](rule, sheet)
