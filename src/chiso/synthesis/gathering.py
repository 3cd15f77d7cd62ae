"""Synthetic observations of a unit above, that agree with those of the units below it."""

from collections.abc import Mapping, Sequence

import numpy as np

from chiso.definition.model import Edition
from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.evaluation import Evaluation
from chiso.synthesis.drawn import Drawn
from chiso.synthesis.marking import source_of
from chiso.synthesis.observing import draw, table_of_drawn
from chiso.values import Floats, ObservationTable
from chiso.wording import Text

MEAN_OF: Mapping[str, str] = {
    "lb.wards.mean": "long-bien-wards",
    "lb.departments.mean": "long-bien-departments",
}
"""Measures that are the mean total of all units under another index."""
UNITS_BELOW = ("lb.units.all",)
_NO_ROWS = mark("found no rows of {period}")
_ADDED = Text(vi="cộng từ các đơn vị trực thuộc", en="added up from the units below")
_COUNTED = Text(vi="đếm các đơn vị trực thuộc", en="the units below, counted")
_MEAN = Text(vi="Chiso tính từ kết quả giả lập", en="computed by Chiso from synthetic results")


def gathered(
    edition: Edition,
    unit: str,
    *,
    parts: Sequence[Evaluation],
    period: str,
    generator: np.random.Generator,
) -> ObservationTable:
    """Synthetic observations of one unit that agree with its parts, which are evaluated already.

    Counts are the sums of those that the parts observed; shares, per cents and mean ratings with
    numerator and denominator are recomputed from the sums, never averaged. Mean totals are those of
    the evaluations. What no part observes in counts (points, days, checks) is drawn for the unit
    itself. A part's missing cell adds nothing. No cell of the unit is missing.

    Raises:
        ObservationsInvalid: a part has no rows of the period.
        PeriodInvalid: the text is no period.
    """
    source = source_of(edition.name, generator)
    rows = [_rows(part, period) for part in parts]
    added = {
        measure: sum_of
        for measure in edition.measures_read()
        if (sum_of := _added(measure, edition, parts, rows=rows)) is not None
    }
    means = _means(edition, parts, rows)
    counted = {
        measure: Drawn(np.array([float(sum(one.stop - one.start for one in rows))]))
        for measure in edition.measures_read()
        if measure in UNITS_BELOW and parts
    }
    standing = {**added, **means, **counted}
    drawn = draw(edition, generator, rows=1, standing=standing)
    grounds = {
        **dict.fromkeys(added, _ADDED),
        **dict.fromkeys(means, _MEAN),
        **dict.fromkeys(counted, _COUNTED),
    }
    return table_of_drawn(drawn, {}, units=[unit], period=period, source=source, grounds=grounds)


def _rows(part: Evaluation, period: str) -> slice:
    spans = part.table.spans
    if period not in spans:
        fault = Fault(part.edition.name, _NO_ROWS, {"period": period})
        raise ObservationsInvalid(what="observations", faults=[fault])
    return spans[period]


def _means(
    edition: Edition, parts: Sequence[Evaluation], rows: Sequence[slice]
) -> dict[str, Drawn]:
    """The mean total of the parts' units that have one."""
    found: dict[str, Drawn] = {}
    for measure in edition.measures_read():
        for part, here in zip(parts, rows, strict=True):
            if MEAN_OF.get(measure) == part.edition.id:
                totals = part.points[here, part.edition.place(part.edition.root.id)]
                if not np.isnan(totals).all():
                    found[measure] = Drawn(np.array([float(np.nanmean(totals))]))
    return found


def _added(
    measure: str, edition: Edition, parts: Sequence[Evaluation], *, rows: Sequence[slice]
) -> Drawn | None:
    """The measure over all parts that observed it; None where there is nothing to add up."""
    cells = [_cells(measure, part.table, here) for part, here in zip(parts, rows, strict=True)]
    stacked = np.hstack([np.empty((5, 0)), *(one for one in cells if one is not None)])
    value, above, below, se, n = stacked[:, ~np.isnan(stacked[0])]
    if not len(value):
        return None
    unit = edition.measures[measure].unit if measure in edition.measures else ""
    if unit == "count":
        return Drawn(_sum(value), se=_root(se), n=_total(n))
    if np.isnan(above).any() or not below.sum():
        return None
    times = 100.0 if unit == "percent" else 1.0
    error = _root(se * below)
    return Drawn(
        times * _sum(above) / _sum(below),
        numerator=_sum(above),
        denominator=_sum(below),
        se=None if error is None else error / _sum(below),
        n=_total(n),
    )


def _cells(measure: str, table: ObservationTable, rows: slice) -> Floats | None:
    """Value, numerator, denominator, error and respondents by unit; NaN where there are none."""
    if not table.has(measure):
        return None
    place = table.place(measure)
    blank = np.full(table.values.shape[0], np.nan)
    layers = (table.numerator, table.denominator, table.se, table.n)
    found = [blank if layer is None else layer[:, place] for layer in layers]
    return np.array([table.values[:, place], *found])[:, rows]


def _sum(numbers: Floats) -> Floats:
    return np.array([float(numbers.sum())])


def _total(numbers: Floats) -> Floats | None:
    return None if np.isnan(numbers).any() else _sum(numbers)


def _root(errors: Floats) -> Floats | None:
    """The error of a sum of independent parts."""
    return None if np.isnan(errors).any() else np.array([float(np.sqrt((errors**2).sum()))])
