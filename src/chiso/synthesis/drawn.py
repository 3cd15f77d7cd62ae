"""What was drawn for one measure, and what a draw may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chiso.definition.model import Measure
from chiso.values import Floats


@dataclass(frozen=True, slots=True)
class Drawn:
    """One measure, a number a unit; ``tied`` are measures that it must agree with.

    The other layers are those of an ``ObservationTable``; None: it has none.
    """

    values: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None
    se: Floats | None = None
    n: Floats | None = None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What the inputs of one rule are drawn with.

    ``ease`` says by unit how near to full points its work stands: 0 about none, 1 about all, and
    beyond either; ``size`` is 1 for a middling unit; ``respondents`` were asked in each; ``drawn``
    are the measures that stand already; ``surveyed`` marks the survey part.
    """

    generator: np.random.Generator
    measures: Mapping[str, Measure]
    size: Floats
    respondents: NDArray[np.int64]
    ease: Floats
    surveyed: bool = False
    drawn: Mapping[str, Drawn] = field(default_factory=dict)

    def unit(self, measure: str) -> str:
        """The unit that the catalogue gives a measure; blank where it has none."""
        return self.measures[measure].unit if measure in self.measures else ""

    @property
    def chance(self) -> Floats:
        """How likely the unit does one thing as it should: 0…1, rising with its ease."""
        return np.asarray(1 / (1 + np.exp(-4.5 * (self.ease - 0.25))), float)

    def events(self, times: float = 1.0) -> Floats:
        """How often something went wrong: few where the work is good."""
        return self.generator.poisson(times * 1.6 * np.exp(-2.6 * self.ease)).astype(float)
