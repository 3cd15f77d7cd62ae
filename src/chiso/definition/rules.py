"""The parameters of each rule kind, validated where they are read; the functions of the same kinds
are in scoring.

Points are in the node's own unit; ``minimum`` and ``maximum`` are the theoretical range of a rule's
points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from chiso.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The base of all rules: what they read, and the ends of their points."""

    kind: ClassVar[str]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures read, each once."""
        raise NotImplementedError

    @property
    def lines(self) -> tuple[str, ...]:
        """The nodes that must have scored."""
        return ()

    @property
    def minimum(self) -> float:
        return 0.0

    @property
    def maximum(self) -> float:
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMeasure(Rule):
    """A rule that reads one measure."""

    measure: str

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(OneMeasure):
    """A published score taken as it stands; ``low`` and ``high`` are its range, ``range_source``
    says whence.
    """

    kind: ClassVar[str] = "given"
    low: float
    high: float
    range_source: Text

    @property
    def minimum(self) -> float:
        return self.low

    @property
    def maximum(self) -> float:
        return self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear(OneMeasure):
    """Zero at ``zero_at``, ``points`` at ``full_at``, straight between; ``capped`` holds it inside
    0…points.
    """

    kind: ClassVar[str] = "linear"
    zero_at: float
    full_at: float
    points: float
    capped: bool

    @property
    def minimum(self) -> float:
        return 0.0 if self.capped else -float("inf")

    @property
    def maximum(self) -> float:
        return self.points if self.capped else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of values: its lower end (None: none), whether that end belongs to it, and points or
    why unknown.
    """

    lower: float | None
    includes_lower: bool
    points: float | None
    unknown: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(OneMeasure):
    """Points by the band a value falls in; ``bands`` go upwards without gap or overlap and cover
    every number.
    """

    kind: ClassVar[str] = "bands"
    bands: tuple[Band, ...]

    @property
    def minimum(self) -> float:
        return min(band.points for band in self.bands if band.points is not None)

    @property
    def maximum(self) -> float:
        return max(band.points for band in self.bands if band.points is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Rule):
    """``numerator`` over ``denominator``, times ``times``, into ``then`` (linear or bands).

    ``zero_denominator``: "zero", "full", "not_applicable" (Missing) or "refuse" (a fault).
    """

    kind: ClassVar[str] = "ratio"
    numerator: str
    denominator: str
    times: float
    zero_denominator: str
    then: Linear | Bands

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.numerator, self.denominator)

    @property
    def without_denominator(self) -> float | None:
        """The points where there is nothing to divide by; None where there are none then."""
        if self.zero_denominator == "zero":
            return 0.0
        if self.zero_denominator == "full":
            return self.then.points if isinstance(self.then, Linear) else self.then.maximum
        return None

    @property
    def minimum(self) -> float:
        return min(self._ends)

    @property
    def maximum(self) -> float:
        return max(self._ends)

    @property
    def _ends(self) -> tuple[float, ...]:
        stated = self.without_denominator
        inside = (self.then.minimum, self.then.maximum)
        return inside if stated is None else (*inside, stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional(OneMeasure):
    """Points in proportion to the value: full at ``target`` and above, zero below ``floor``."""

    kind: ClassVar[str] = "proportional"
    target: float
    floor: float
    points: float

    @property
    def maximum(self) -> float:
        return self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One yes-or-no measure (1 or 0) and the points a yes gives."""

    measure: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfChecks(Rule):
    """The points of all checks that hold."""

    kind: ClassVar[str] = "sum_of_checks"
    checks: tuple[Check, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(check.measure for check in self.checks)

    @property
    def maximum(self) -> float:
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStep:
    """Points for at most ``up_to`` days late (None: any later)."""

    up_to: float | None
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTime(OneMeasure):
    """Points by days late: the first step whose ``up_to`` is not exceeded; points never rise with
    lateness.
    """

    kind: ClassVar[str] = "on_time"
    steps: tuple[LateStep, ...]

    @property
    def minimum(self) -> float:
        return self.steps[-1].points

    @property
    def maximum(self) -> float:
        return self.steps[0].points


@dataclass(frozen=True, slots=True, kw_only=True)
class PerCount(OneMeasure):
    """``points`` less ``each`` for every event, never below ``floor``."""

    kind: ClassVar[str] = "per_count"
    points: float
    each: float
    floor: float

    @property
    def minimum(self) -> float:
        return self.floor

    @property
    def maximum(self) -> float:
        return self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires(Rule):
    """The points of ``then``, but zero unless the node ``line`` scored more than zero."""

    kind: ClassVar[str] = "requires"
    line: str
    then: Rule

    @property
    def measures(self) -> tuple[str, ...]:
        return self.then.measures

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.line, *self.then.lines)

    @property
    def minimum(self) -> float:
        return min(0.0, self.then.minimum)

    @property
    def maximum(self) -> float:
        return max(0.0, self.then.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowestOf(Rule):
    """The lowest points that any of the rules gives: full where every one is fulfilled."""

    kind: ClassVar[str] = "lowest_of"
    rules: tuple[Rule, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(measure for rule in self.rules for measure in rule.measures)

    @property
    def minimum(self) -> float:
        return min(rule.minimum for rule in self.rules)

    @property
    def maximum(self) -> float:
        return min(rule.maximum for rule in self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus(OneMeasure):
    """``each`` points an event, at most ``cap`` together."""

    kind: ClassVar[str] = "bonus"
    each: float
    cap: float

    @property
    def maximum(self) -> float:
        return self.cap


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(OneMeasure):
    """Minus ``each`` points an event, at most minus ``cap`` together."""

    kind: ClassVar[str] = "penalty"
    each: float
    cap: float

    @property
    def minimum(self) -> float:
        return -self.cap

    @property
    def maximum(self) -> float:
        return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescaled(OneMeasure):
    """Sets a value between two ends to ``points_low``…``points_high``; may be reversed."""

    reversed: bool
    points_low: float
    points_high: float

    @property
    def minimum(self) -> float:
        return self.points_low

    @property
    def maximum(self) -> float:
        return self.points_high


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Rescaled):
    """A mean rescaled from its theoretical ends ``low``…``high``."""

    kind: ClassVar[str] = "scale"
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedRange(Rescaled):
    """A value rescaled between that period's lowest and highest among ``units`` (empty: all units
    given).
    """

    kind: ClassVar[str] = "observed_range"
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """The count or share of one answer, and how much of the points it earns (1 = all)."""

    measure: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """How the cited text itself rounds: to so many decimals, a half upwards; ``source`` says
    whence.
    """

    decimals: int
    source: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShares(Rule):
    """``points`` × the mean of the options' shares, weighted by how many gave each answer."""

    kind: ClassVar[str] = "answer_shares"
    options: tuple[Option, ...]
    points: float
    rounding: Rounding | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(option.measure for option in self.options)

    @property
    def minimum(self) -> float:
        return self.points * min(option.share for option in self.options)

    @property
    def maximum(self) -> float:
        return self.points * max(option.share for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised(OneMeasure):
    """Points given by a person from a list of allowed ones; the note is compulsory."""

    kind: ClassVar[str] = "appraised"
    allowed: tuple[float, ...]

    @property
    def minimum(self) -> float:
        return min(self.allowed)

    @property
    def maximum(self) -> float:
        return max(self.allowed)


KINDS: Mapping[str, type[Rule]] = {
    rule.kind: rule
    for rule in (
        Given,
        Linear,
        Bands,
        Ratio,
        Proportional,
        SumOfChecks,
        OnTime,
        PerCount,
        Requires,
        Bonus,
        Penalty,
        Scale,
        ObservedRange,
        AnswerShares,
        Appraised,
        LowestOf,
    )
}
