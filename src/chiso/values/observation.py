"""One observation, one estimate, one score: the nouns that pass between rooms singly."""

import math
from dataclasses import dataclass

from chiso.errors import CovarianceImpossible, CovarianceUnknown
from chiso.values.missing import Missing
from chiso.wording import Message

AWARDED = ".awarded"
"""What follows a node's id in the name of a score awarded over its rule (DESIGN.md, decision 1)."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one measure for one unit in one period, with its counts or error where it has
    them.

    ``value`` is a number or a ``Missing``; ``se`` is in the unit of ``value``; ``n`` counts
    respondents.
    """

    unit: str
    period: str
    measure: str
    value: float | Missing
    numerator: float | None = None
    denominator: float | None = None
    se: float | None = None
    n: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its standard error (same unit; None: not published) and the respondents behind
    it.
    """

    value: float
    se: float | None = None
    n: int | None = None

    def __add__(self, other: object) -> "Estimate":
        raise CovarianceUnknown

    __radd__ = __sub__ = __add__

    def plus(self, other: "Estimate", *, covariance: float) -> "Estimate":
        """The sum: variances add, and twice the covariance. The error is None where either's is
        unknown.

        Raises CovarianceImpossible if the covariance is larger than the product of the errors.

        >>> Estimate(2.0, se=3.0).plus(Estimate(1.0, se=4.0), covariance=0.0)
        Estimate(value=3.0, se=5.0, n=None)
        """
        total = self.value + other.value
        if self.se is None or other.se is None:
            return Estimate(total)
        most = self.se * other.se
        if abs(covariance) > most * (1 + 1e-9):
            raise CovarianceImpossible(found=covariance, most=most)
        variance = self.se**2 + other.se**2 + 2 * covariance
        return Estimate(total, se=math.sqrt(max(variance, 0.0)))  # a hair below 0 in binary

    def interval(self, factor: float) -> tuple[float, float] | None:
        """Value ± ``factor`` standard errors; None where no error was published: that is not
        certainty.
        """
        if self.se is None:
            return None
        return self.value - factor * self.se, self.value + factor * self.se


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one unit on one node, the range they could have had, why, and by which source."""

    points: float | Missing
    minimum: float
    maximum: float
    reason: Message
    citation: str
