"""Synthetic observations of units: every measure that an edition reads or shows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from chiso.definition.model import Edition
from chiso.synthesis.amounts import RESPONDENTS, WHOLES, amount
from chiso.synthesis.drawing import inputs, shown
from chiso.synthesis.drawn import Bench, Drawn
from chiso.synthesis.gaps import gaps
from chiso.synthesis.marking import note_of, source_of
from chiso.synthesis.quality import MIDDLE, ease_by_leaf
from chiso.values import Codes, Floats, MissingKind, ObservationTable
from chiso.values.periods import period_key
from chiso.wording import Text

_LAYERS = ("numerator", "denominator", "se", "n")


def synthetic(
    edition: Edition, units: Iterable[str], *, period: str, generator: np.random.Generator
) -> ObservationTable:
    """Synthetic observations of the units in a period, for every measure of the edition.

    Plausible, never real: every cell's note and source say so, the source with the seed. Counts
    are whole, a numerator never exceeds its denominator, every value is one that its rule can take.
    The order of ``units`` does not matter, nor does naming one twice; the same units and a
    generator of the same seed give the same table. See docs/method/synthetic.md.

    Args:
        edition: what the observations are for.
        units: ids of units; none gives an empty table.
        period: a year, or a half-year, quarter or month of it.
        generator: fresh, for its seed is what the source tells.

    Raises:
        PeriodInvalid: the text is no period.
    """
    names = sorted(set(units))
    source = source_of(edition.name, generator)
    drawn = draw(edition, generator, rows=len(names))
    missing = gaps(edition, drawn, generator, rows=len(names))
    return table_of_drawn(drawn, missing, units=names, period=period, source=source)


def draw(
    edition: Edition,
    generator: np.random.Generator,
    *,
    rows: int,
    standing: Mapping[str, Drawn] | None = None,
) -> dict[str, Drawn]:
    """Every measure drawn for so many units; those ``standing`` are kept and agreed with."""
    ease = ease_by_leaf(edition, rows, generator)
    size = generator.lognormal(0, 0.45, rows)
    asked = np.rint(np.clip(RESPONDENTS * size**0.4, 60, 400)).astype(np.int64)
    bench = Bench(
        generator=generator,
        measures=edition.measures,
        size=size,
        respondents=asked,
        ease=np.full(rows, MIDDLE),
    )
    drawn = {**_wholes(edition, bench), **(standing or {})}
    for node in edition.nodes:
        here = replace(bench, ease=ease.get(node.id, bench.ease), surveyed=node.part == "survey")
        if node.rule is not None:
            drawn = {**drawn, **inputs(node.rule, replace(here, drawn=drawn))}
        for measure in node.shown:
            drawn = {measure: shown(measure, replace(here, drawn=drawn)), **drawn}
    return drawn


def _wholes(edition: Edition, bench: Bench) -> dict[str, Drawn]:
    """What several shares are shares of, drawn first so that they agree."""
    shared = set(WHOLES.values())
    return {
        measure: Drawn(amount(measure, bench, at_least=1))
        for measure in edition.measures_read()
        if measure in shared
    }


def table_of_drawn(
    drawn: Mapping[str, Drawn],
    missing: Mapping[str, Codes],
    *,
    units: list[str],
    period: str,
    source: str,
    grounds: Mapping[str, Text] | None = None,
) -> ObservationTable:
    """The table of what was drawn, each cell with its mark; ``grounds`` are said in notes."""
    period_key(period)
    measures = tuple(sorted(drawn))
    none = np.zeros(len(units), np.int8)
    codes = _stacked([missing.get(name, none) for name in measures], len(units)).astype(np.int8)
    return ObservationTable(
        units=tuple(units),
        periods=(period,) * len(units),
        measures=measures,
        values=_blanked(_stacked([drawn[name].values for name in measures], len(units)), codes),
        missing=np.asfortranarray(codes),
        notes=_notes(codes, [(grounds or {}).get(name) for name in measures]),
        sources=dict.fromkeys(np.ndindex(codes.shape), source),
        **{layer: _layer(layer, drawn, codes, measures=measures) for layer in _LAYERS},
    )


def _stacked(columns: list[Floats] | list[Codes], rows: int) -> Floats:
    return np.array(columns, float).reshape(len(columns), rows).T


def _blanked(values: Floats, codes: Codes) -> Floats:
    return np.asfortranarray(np.where(codes > 0, np.nan, values))


def _layer(
    layer: str, drawn: Mapping[str, Drawn], codes: Codes, *, measures: tuple[str, ...]
) -> Floats | None:
    """One layer of all measures, NaN where there is none; None where no measure has it."""
    found = [getattr(drawn[name], layer) for name in measures]
    if all(one is None for one in found):
        return None
    blank = np.full(len(codes), np.nan)
    return _blanked(_stacked([blank if one is None else one for one in found], len(codes)), codes)


def _notes(codes: Codes, grounds: list[Text | None]) -> dict[tuple[int, int], str]:
    """The note of every cell: the mark, why a value is missing, how one came about."""
    kinds = [MissingKind.NOT_APPLICABLE, MissingKind.NOT_REPORTED]
    lacking = {kind.code: note_of(kind) for kind in kinds}
    there = [note_of(ground=ground) for ground in grounds]
    return {
        (row, place): lacking[code] if code else there[place]
        for row, line in enumerate(codes.tolist())
        for place, code in enumerate(line)
    }
