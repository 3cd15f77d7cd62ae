"""Made-up observations for those editions, drawn by a fixed generator; a table of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from chiso.values import Codes, Floats, MissingKind, ObservationTable, table_from_codes

SEED = 2026


@dataclass(frozen=True, kw_only=True)
class Long:
    """Observations in long columns: the place of unit, period and measure, value and reason."""

    units: list[str]
    periods: list[str]
    measures: list[str]
    unit: NDArray[np.intp]
    period: NDArray[np.intp]
    measure: NDArray[np.intp]
    value: Floats
    missing: Codes
    note: list[str] | None = None

    def table(self) -> ObservationTable:
        """The built table."""
        return table_from_codes(
            unit=(self.unit, self.units),
            period=(self.period, self.periods),
            measure=(self.measure, self.measures),
            value=self.value,
            missing=self.missing,
            note=self.note,
        )


def drawn(measures: Sequence[str], *, units: int, periods: int, missing: float = 0.0) -> Long:
    """Every measure of every unit in every period; about that share of the cells is missing."""
    generator = np.random.default_rng(SEED)
    names, rows = sorted(measures), units * periods
    value = np.concatenate([_values(generator, name, rows) for name in names])
    codes = _reasons(generator, len(value), missing)
    place = np.arange(rows)
    return Long(
        units=[f"{number:05}" for number in range(units)],
        periods=[str(2016 + number) for number in range(periods)],
        measures=names,
        unit=np.tile(place % units, len(names)),
        period=np.tile(place // units, len(names)),
        measure=np.repeat(np.arange(len(names)), rows),
        value=np.where(codes > 0, np.nan, value),
        missing=codes,
        note=_notes(names, rows, codes) if missing else None,
    )


def _values(generator: Generator, name: str, rows: int) -> Floats:
    kind = name.partition(".")[0]
    if kind == "given":
        return generator.uniform(0.0, 1.0, rows)
    if kind == "scale":
        return generator.uniform(1.0, 5.0, rows)
    if kind in ("per_count", "bonus", "penalty", "on_time", "ratio", "answer_shares"):
        return generator.poisson(4.0, rows).astype(float)
    if kind == "sum_of_checks":
        return generator.integers(0, 2, rows).astype(float)
    if kind == "appraised":
        return generator.integers(0, 3, rows) / 2.0
    return generator.uniform(0.0, 100.0, rows)


def _reasons(generator: Generator, cells: int, share: float) -> Codes:
    """Mostly not applicable or not reported; one missing cell in a hundred is not published."""
    kinds = np.array(
        [
            MissingKind.NOT_APPLICABLE.code,
            MissingKind.NOT_REPORTED.code,
            MissingKind.NOT_PUBLISHED.code,
        ],
        np.int8,
    )
    drawn_kind = kinds[generator.choice(3, cells, p=[0.495, 0.495, 0.01])]
    return np.where(generator.uniform(size=cells) < share, drawn_kind, 0).astype(np.int8)


def _notes(names: Sequence[str], rows: int, codes: Codes) -> list[str]:
    """A note where it is compulsory: points given by a person, and what does not apply."""
    appraised = np.repeat([name.startswith("appraised") for name in names], rows)
    needed = appraised | (codes == MissingKind.NOT_APPLICABLE.code)
    notes: list[str] = np.where(needed, "see the minutes", "").tolist()
    return notes
