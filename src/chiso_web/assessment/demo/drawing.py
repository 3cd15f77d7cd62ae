"""Figures for forms, drawn as the library draws them, with a fixed seed."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from chiso.definition.model import Edition
from chiso.synthesis import MARK, synthetic
from chiso.values import Missing, MissingKind
from chiso_web.assessment.asked import leaves_reading, takes_not_applicable
from chiso_web.assessment.points import Declared
from chiso_web.results.models import Observation
from chiso_web.units.models import Unit

Form = dict[str, Declared]
"""What a form declares, by measure."""

GROUND = (
    f"{MARK.vi}: không phát sinh trong kỳ / {MARK.en}: did not arise"  # as the library notes it
)
NOTE = MARK.vi
DIGITS = 4
"""What a person would type of a share: 0,4567."""


def forms_drawn(
    edition: Edition, units: Iterable[str], *, period: str, seed: int
) -> Mapping[str, Form]:
    """A complete form of every unit: what is drawn as not reported did not arise, or is 0."""
    names = list(units)
    table = synthetic(edition, names, period=period, generator=np.random.default_rng(seed))
    lenient = _may_not_arise(edition)
    return {
        unit: {
            measure: _complete(measure, table.observation(row, measure).value, lenient)
            for measure in edition.measures_read()
        }
        for row, unit in enumerate(table.units)
        if unit in names
    }


def _may_not_arise(edition: Edition) -> frozenset[str]:
    reading = leaves_reading(edition)
    return frozenset(
        measure for measure, found in reading.items() if all(map(takes_not_applicable, found))
    )


def _complete(measure: str, seen: float | Missing, lenient: frozenset[str]) -> Declared:
    if not isinstance(seen, Missing):
        return Declared(measure, value=round(seen, DIGITS), note=NOTE)
    if measure in lenient:
        return Declared(measure, ground=GROUND, note=NOTE)
    return Declared(measure, value=0.0, note=NOTE)


def forms_observed(units: Sequence[Unit], *, period: str, prefix: str) -> Mapping[int, Form]:
    """What the synthetic results of a period were drawn as, by the unit's key; what was not
    reported stays out.
    """
    rows = Observation.objects.filter(
        period=period, measure__startswith=f"{prefix}.", unit__in=[one.pk for one in units]
    ).exclude(missing=MissingKind.NOT_REPORTED.value)
    found: dict[int, Form] = {}
    for unit, measure, value, note in rows.values_list("unit_id", "measure", "value", "note"):
        ground = note if value is None else ""
        found.setdefault(unit, {})[measure] = Declared(
            measure, value=value, ground=ground, note=note
        )
    return found
