"""A worked example of a rule, with figures that are made up: computed, never written by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from chiso.definition.model import Edition, Node
from chiso.synthesis import synthetic
from chiso.values import Missing
from chiso_web.assessment.asked import fields_of, leaves_asked
from chiso_web.assessment.points import ONE, Declared, Found, form_points
from chiso_web.assessment.scale import ScaleShown, scale_of, seen_in
from chiso_web.assessment.shown import shown_values
from chiso_web.look.formats import short
from chiso_web.look.rules.worked import worked
from chiso_web.results.selectors import edition_named

TRIES = 40
WHOLE, PARTIAL = 1, 2
PERIOD = "2000"  # no real year: nothing in it is anybody's


@dataclass(frozen=True, slots=True)
class Example:
    """Figures, the points they give, how, and the scale with the step that holds."""

    figures: str
    points: str
    arithmetic: str
    scale: ScaleShown


def example_of(edition: Edition, leaf: Node) -> Example | None:
    """An example in which a leaf has some of its points, where there is one; None where nothing
    comes out, as for a rule that depends on what others declare.
    """
    declared = _drawn(edition.name, leaf.id)
    if declared is None or leaf.rule is None:
        return None
    found = form_points(edition, declared, period=PERIOD)
    seen = seen_in(declared, found)
    return Example(
        figures=shown_values(edition, leaf.id, declared),
        points=short(found[leaf.id].points or 0.0, 4),
        arithmetic=worked(leaf.rule, seen),
        scale=scale_of(edition, leaf, seen),
    )


@lru_cache(maxsize=1024)
def _drawn(name: str, node: str) -> Mapping[str, Declared] | None:
    """Figures of a form that give a leaf points between its least and most, if any draw does."""
    edition = edition_named(name)
    best: tuple[int, Mapping[str, Declared] | None] = (0, None)
    for seed in range(TRIES):
        declared, found = _draw(name, seed)
        worth = _worth(edition, found[node], declared)
        if worth > best[0]:
            best = worth, declared
        if worth == PARTIAL:
            break
    return best[1]


@lru_cache(maxsize=128)
def _draw(name: str, seed: int) -> tuple[Mapping[str, Declared], Mapping[str, Found]]:
    """A form that is drawn at random, and its points."""
    edition = edition_named(name)
    table = synthetic(edition, [ONE], period=PERIOD, generator=np.random.default_rng(seed))
    asked = dict.fromkeys(
        field.measure for leaf in leaves_asked(edition) for field in fields_of(edition, leaf)
    )
    seen = {measure: table.observation(0, measure).value for measure in asked}
    declared = {
        measure: Declared(measure, value=value, note=measure)
        for measure, value in seen.items()
        if not isinstance(value, Missing)
    }
    return declared, form_points(edition, declared, period=PERIOD)


def _worth(edition: Edition, one: Found, declared: Mapping[str, Declared]) -> int:
    """How much a draw teaches: points in between more than none or all, and those more than no
    points at all.
    """
    rule = one.leaf.rule
    whole = all(field.measure in declared for field in fields_of(edition, one.leaf))
    if rule is None or one.points is None or one.faults or not whole:
        return 0
    return PARTIAL if rule.minimum < one.points < rule.maximum else WHOLE
