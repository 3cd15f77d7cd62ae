"""What a form asks for: the leaves that a unit scores itself, and the fields of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.definition.model import Edition, Node
from chiso.definition.rules import Rule
from chiso.scoring.domain import allowed_points
from chiso.values import MissingKind
from chiso_web.look.rules.amounts import ratio_of, ratio_unit
from chiso_web.look.rules.measured import unit_of
from chiso_web.results.contents import is_extra_leaf

SURVEY = "survey"
WHOLE_UNITS = frozenset({"count", "days"})
YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Field:
    """One measure that a leaf asks for: its unit, and the numbers to choose from, if it has such.

    ``within`` is the measure that it cannot exceed: the denominator of its share.
    """

    measure: str
    unit: str
    choices: tuple[float, ...] = ()
    within: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers are right."""
        return self.unit in WHOLE_UNITS

    @property
    def is_yes_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return self.unit == YES_NO


def is_asked(leaf: Node) -> bool:
    """Whether a unit scores a leaf itself: a survey is not for it to answer."""
    return leaf.rule is not None and leaf.part != SURVEY


def leaves_asked(edition: Edition) -> tuple[Node, ...]:
    """The leaves that a unit scores itself, in tree order."""
    return tuple(leaf for leaf in edition.leaves if is_asked(leaf))


def leaves_surveyed(edition: Edition) -> tuple[Node, ...]:
    """The leaves that a survey scores, in tree order."""
    return tuple(leaf for leaf in edition.leaves if leaf.rule and leaf.part == SURVEY)


def fields_surveyed(edition: Edition) -> Mapping[str, Field]:
    """The measures that only a survey answers, in tree order."""
    asked = {measure for leaf in leaves_asked(edition) for measure in _measures(leaf)}
    return {
        field.measure: field
        for leaf in leaves_surveyed(edition)
        for field in fields_of(edition, leaf)
        if field.measure not in asked
    }


def _measures(leaf: Node) -> tuple[str, ...]:
    return tuple(leaf.rule.measures) if leaf.rule else ()


def fields_of(edition: Edition, leaf: Node) -> tuple[Field, ...]:
    """The fields of a leaf, in the order in which its rule reads them."""
    if leaf.rule is None:
        return ()
    choices, within = allowed_points(leaf.rule), _whole_of(leaf.rule)
    return tuple(
        Field(measure, unit_of(edition, measure), choices, "" if measure == within else within)
        for measure in dict.fromkeys(leaf.rule.measures)
    )


def _whole_of(rule: Rule) -> str:
    """The measure that a share in per cent is a share of; empty for other rules."""
    ratio = ratio_of(rule)
    return ratio.denominator if ratio and ratio_unit(ratio) == "percent" else ""


def leaves_reading(edition: Edition) -> Mapping[str, tuple[Node, ...]]:
    """The leaves asked that read each measure."""
    found: dict[str, tuple[Node, ...]] = {}
    for leaf in leaves_asked(edition):
        for measure in _measures(leaf):
            found[measure] = (*found.get(measure, ()), leaf)
    return found


def field_get(edition: Edition, measure: str) -> Field | None:
    """The field of a measure; None where no leaf asks for it."""
    for leaf in leaves_reading(edition).get(measure, ()):
        for one in fields_of(edition, leaf):
            if one.measure == measure:
                return one
    return None


def takes_not_applicable(leaf: Node) -> bool:
    """Whether the edition says what follows where a leaf did not arise; of a bonus or a penalty
    0 is declared, so that nobody is given full points for what they did not do.
    """
    return MissingKind.NOT_APPLICABLE in leaf.missing and not is_extra_leaf(leaf)
