"""The criteria of a unit as lines: those with a loss, and those without for want of a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.values import Missing
from chiso_web.look.formats import number
from chiso_web.look.spread_strip import LossBar, loss_bar
from chiso_web.portal.explained_node import title_of
from chiso_web.portal.losses.observed import absent_text, observed_text
from chiso_web.portal.losses.result import Leaf, Result
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.synthetic import ground_text

SHOWN = 10  # lines that stand open


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion that lost points, also in points of the index."""

    name: str
    address: str
    observed: str
    points: str
    most: str
    lost: str
    in_index: str
    bar: LossBar


@dataclass(frozen=True, slots=True)
class Content:
    """The losses of one content: how much together, and line by line."""

    name: str
    lost: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spared:
    """A criterion that cost nothing since there was no case: its most points, and the ground."""

    name: str
    address: str
    most: str
    ground: str


def lines(result: Result, leaves: Iterable[Leaf]) -> tuple[Line, ...]:
    """A line a criterion, its bar on the scale of the largest loss of all."""
    full = max((leaf.lost for leaf in result.lost), default=0.0)
    return tuple(_line(result, leaf, full=full) for leaf in leaves)


def _line(result: Result, leaf: Leaf, *, full: float) -> Line:
    return Line(
        name=title_of(leaf.item),
        address=_address(result, leaf),
        observed=observed_text(result.edition, leaf.item),
        points=number(leaf.points),
        most=number(leaf.most),
        lost=number(leaf.lost),
        in_index=number(leaf.lost_in_index),
        bar=loss_bar(leaf.lost, leaf.most, full=full),
    )


def by_content(result: Result) -> tuple[Content, ...]:
    """The losses content by content, in the edition's order."""
    return tuple(
        Content(
            name=title_of(result.items[node.id]),
            lost=number(sum(leaf.lost for leaf in found)),
            lines=lines(result, found),
        )
        for node in result.outcome.contents
        if (found := [leaf for leaf in result.lost if leaf.content == node.id])
    )


def spared(result: Result, leaves: Sequence[Leaf]) -> tuple[Spared, ...]:
    """Criteria without a case, each with its ground."""
    return tuple(
        Spared(
            name=title_of(leaf.item),
            address=_address(result, leaf),
            most=number(leaf.most),
            ground=ground_of(leaf),
        )
        for leaf in leaves
    )


def ground_of(leaf: Leaf) -> str:
    """The ground that the observations' notes give; else the kind of absence."""
    gone = [one for one in leaf.item.inputs if isinstance(one.value, Missing)]
    notes = (ground_text(one.note) for one in gone)
    found = list(dict.fromkeys(note for note in notes if note))
    if found:
        return "; ".join(found)
    kinds = (absent_text(one.value) for one in gone if isinstance(one.value, Missing))
    return next(kinds, _("nothing to divide by: full points by the rule"))


def _address(result: Result, leaf: Leaf) -> str:
    return address_of(result.outcome, result.unit.uid, leaf.node.id)
