"""Which years may be compared on a node, and the breaks that forbid it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.definition.model import ROOT, Break, Edition, Node
from chiso.evaluation.change import breaks_between
from chiso_web.look.formats import language
from chiso_web.portal.other_years import counterparts
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named

OFFERS = 3


@dataclass(frozen=True, slots=True)
class BreakText:
    """A break in words: whose, since when, why, and where that stands."""

    node: str
    year: str
    reason: str
    place: str


def breaks_crossed(
    before: Evaluation, after: Evaluation, node: str
) -> tuple[tuple[Break, ...], tuple[Break, ...]]:
    """The breaks between two years that forbid comparing a node of the later one, and those below
    it.
    """
    editions = tuple(edition_named(one.edition) for one in (before, after))
    known = [edition for edition in editions if _has(edition, node)]
    binding, below = breaks_between(known, node, first=int(before.period), last=int(after.period))
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


def _distance(pair: tuple[str, str], wanted: tuple[str, str]) -> tuple[int, int]:
    apart = sum(abs(int(one) - int(other)) for one, other in zip(pair, wanted, strict=True))
    return apart, -int(pair[1])


def break_texts(breaks: Sequence[Break]) -> tuple[BreakText, ...]:
    """The breaks as a reader cites them."""
    lang = language()
    return tuple(
        BreakText(
            node="" if one.node == ROOT else one.node,
            year=str(one.from_year),
            reason=one.reason.in_language(lang),
            place=_place(one),
        )
        for one in breaks
    )


def _place(one: Break) -> str:
    title = one.source.title.in_language(language()) if one.source else one.cite.source
    return f"{title}; {one.cite.place.in_language(language())}"
