"""What the template of a result card is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chiso_web.assessment.public import points_own
from chiso_web.look.formats import language, number
from chiso_web.portal.losses import classed, sentences
from chiso_web.portal.losses.contents import contents, extras
from chiso_web.portal.losses.context import result_values
from chiso_web.portal.losses.criteria import lines
from chiso_web.portal.losses.result import Leaf, Result
from chiso_web.portal.official.decided import Official, official_of
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import index_name, level_name, outcome_name
from chiso_web.portal.synthetic import mark_of

LOSSES = 5
Own = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A content: the most points, the unit's own score, the appraised one, what was lost."""

    name: str
    most: str
    own: str
    points: str
    lost: str
    percent: str


def card_facts(result: Result, address: str) -> Mapping[str, object]:
    """Everything on the card."""
    outcome = result.outcome
    official = official_of(outcome.evaluation)
    own = points_own(official.made, result.unit) if official else {}
    got, most = result.applied
    return {
        "title": result.unit.full_name(language()),
        "subtitle": f"{index_name(outcome)} {outcome.period}",
        "mark": mark_of(outcome.evaluation),
        "outcome_name": outcome_name(outcome),
        "outcome_address": address_of(outcome),
        "unit_address": address_of(outcome, result.unit.uid),
        "facts": result_values(result),
        "level": level_name(outcome),
        "rows": _rows(result, official, own),
        "sums": (number(most), _own(got, result.leaves, own), number(got)),
        "sum_lost": number(most - got),
        "extras": extras(result),
        "total": number(result.at().points),
        "losses": lines(result, result.lost)[:LOSSES],
        "held": [classed.held_text(result, one) for one in classed.held_down(result)],
        "rescaled": sentences.rescaled_text(result),
        "official": official,
        "edition": outcome.edition,
        "quote": sentences.quote(result, address),
        "provinces_of_today": True,
    }


def _rows(result: Result, official: Official | None, own: Own) -> list[CardRow]:
    """A row a content; the unit's own score only where a round has it."""
    return [
        CardRow(
            name=row.name,
            most=row.most,
            own=_own(result.at(node.id).points, result.of_content(node.id), own)
            if official
            else "",
            points=row.points,
            lost=row.lost,
            percent=row.percent,
        )
        for node, row in zip(result.outcome.contents, contents(result).rows, strict=True)
    ]


def _own(points: float | None, leaves: Iterable[Leaf], own: Own) -> str:
    """The points as the unit gave them itself; surveys, and what is compared between units, count
    as they were found.
    """
    if points is None:
        return number(None)
    known = (leaf for leaf in leaves if leaf.node.id in own)
    return number(points + sum(own[leaf.node.id] - (leaf.points or 0.0) for leaf in known))
