"""Which periods of an index may be compared on a node, and the breaks that forbid it."""

from collections.abc import Iterable, Sequence

from chiso.definition.model import Break, Edition, Node
from chiso.errors import UnknownName
from chiso.evaluation.change import breaks_between
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named

OFFERS = 3


def breaks_crossed(
    before: Evaluation, after: Evaluation, node: str
) -> tuple[tuple[Break, ...], tuple[Break, ...]]:
    """The breaks between two years that forbid comparing a node of the later one, and those below
    it.
    """
    editions = tuple(edition_named(one.edition) for one in (before, after))
    known = [edition for edition in editions if _has(edition, node)]
    binding, below = breaks_between(known, node, first=_year(before), last=_year(after))
    return tuple(binding), tuple(below)


def _has(edition: Edition, node: str) -> bool:
    return any(one.id == node for one in edition.nodes)


def pairs_near(
    published: Sequence[Evaluation], node: Node, *, earlier: str, later: str
) -> list[tuple[str, str]]:
    """The pairs of years (earlier, later) on which the node may be compared, nearest first."""
    ids = counterparts(published, node)
    there = [one for one in published if one.period in ids]
    pairs = [
        (before.period, after.period)
        for place, after in enumerate(there)
        for before in there[:place]
        if not breaks_crossed(before, after, ids[after.period])[0]
    ]
    return sorted(pairs, key=lambda pair: _distance(pair, (earlier, later)))[:OFFERS]


def _year(evaluation: Evaluation) -> int:
    """The year that a period lies in: 2026 of 2026-Q1."""
    return int(evaluation.period[:4])


def _distance(pair: tuple[str, str], wanted: tuple[str, str]) -> tuple[int, int]:
    apart = sum(abs(int(one) - int(other)) for one, other in zip(pair, wanted, strict=True))
    return apart, -int(pair[1])


def counterparts(published: Iterable[Evaluation], node: Node) -> dict[str, str]:
    """The ids that a node goes by in the years whose edition has it."""
    found = {one.period: counterpart(node, edition_named(one.edition)) for one in published}
    return {year: own for year, own in found.items() if own}


def counterpart(node: Node, other: Edition) -> str:
    """The id that a node has in another edition; a leaf without a code is the one that reads the
    same measure, for its place changes from year to year. Empty if there is none.
    """
    if node.rule and not node.code:
        return next((leaf.id for leaf in other.leaves if _reads_the_same(leaf, node)), "")
    try:
        return other.node(node.id).id
    except UnknownName:
        return ""


def _reads_the_same(leaf: Node, node: Node) -> bool:
    if leaf.rule is None or node.rule is None or leaf.code:
        return False
    return leaf.rule.measures == node.rule.measures
