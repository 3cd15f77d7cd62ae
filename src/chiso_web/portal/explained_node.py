"""What one node of an explanation says of itself: names, points, parts, range, rule in words."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Node
from chiso.definition.rules import Given
from chiso.evaluation import Explanation
from chiso.values import Missing
from chiso.wording import say
from chiso_web.look.formats import language, number, short

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the sum."""

    points: str
    name: str


def full_of(item: Explanation) -> float | None:
    """The upper end of a node's bar: its printed scale, or the most points it can have; None where
    there is no such end.
    """
    full = item.node.scale[1] if item.node.scale else item.score.maximum
    return full if math.isfinite(full) and full > 0 else None


def node_title(node: Node) -> str:
    """A node's code and name."""
    return f"{node.code} {node.name.in_language(language())}".strip()


def called(node: Node) -> str:
    """A node's printed code, else its name."""
    return node.code or node.name.in_language(language())


def title_of(item: Explanation) -> str:
    """The same of an explained node."""
    return node_title(item.node)


def points_of(item: Explanation) -> float | None:
    """A node's own points; None where missing."""
    return None if isinstance(item.score.points, Missing) else item.score.points


def is_given(item: Explanation) -> bool:
    """Whether a published score was taken as it stands."""
    return item.node.rule is not None and item.node.rule.kind == "given" and item.weight == 1


def counted(item: Explanation) -> tuple[Explanation, ...]:
    """The children that the node is made of; those left out for this unit are not."""
    return tuple(child for child in item.children if not child.left_out)


def parts(item: Explanation) -> tuple[Part, ...]:
    """The terms that add up to the node's points; none if some are missing."""
    children = counted(item)
    if not children or points_of(item) is None:
        return ()
    start = [Part(number(item.offset, DIGITS), _("Points to start with"))] if item.offset else []
    return (
        *start,
        *(Part(number(child.contribution, DIGITS), title_of(child)) for child in children),
    )


def reduced_text(item: Explanation) -> str:
    """What is said of a node that stands on a smaller base; empty for any other."""
    if not item.reduced or points_of(item) is None:
        return ""
    ends = (item.score.minimum, item.score.maximum)
    if not all(map(math.isfinite, ends)):
        return _("Some parts do not count for this unit, so its points stand on a smaller base.")
    low, high = (short(end, 4) for end in ends)
    return _(
        "Some parts do not count for this unit, so its points stand on a smaller base: "
        "%(low)s–%(high)s."
    ) % {"low": low, "high": high}


def range_read(item: Explanation) -> tuple[float, float] | None:
    """The range of the value that a leaf takes as it stands; None for any other rule."""
    rule = item.node.rule
    return (rule.low, rule.high) if isinstance(rule, Given) else None


def rule_text(item: Explanation) -> str:
    """The rule as a sentence of its own."""
    text = say(item.rule, language())
    return text[:1].upper() + text[1:]


def part_rule(item: Explanation) -> str:
    """What is done with a part's value, in few words."""
    if item.left_out:
        return left_out_text()
    if points_of(item) is None:
        return ""
    if is_given(item):
        return _("as published")
    weight = _("× %(weight)s points") % {"weight": short(item.weight)}
    if item.node.rule is None or item.node.rule.kind == "given":
        return weight if item.weight != 1 or item.node.rule else ""
    text = say(item.rule, language())
    return f"{text}; {weight}" if item.weight != 1 else text


def left_out_text() -> str:
    """What is said of a part that its node does without."""
    return _("not counted (left out of the base)")


def rounding(item: Explanation) -> float:
    """What the printed parts miss of the printed sum; 0 if nothing, or if some are missing."""
    points, shares = points_of(item), [child.contribution for child in counted(item)]
    if points is None or not shares:
        return 0.0
    printed = [round(item.offset, DIGITS), *(round(share or 0, DIGITS) for share in shares)]
    return round(round(points, DIGITS) - sum(printed), DIGITS)
