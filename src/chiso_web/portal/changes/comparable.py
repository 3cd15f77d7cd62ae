"""The breaks that forbid a comparison, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.definition.model import ROOT, Break
from chiso_web.look.formats import language


@dataclass(frozen=True, slots=True)
class BreakText:
    """A break in words: whose, since when, why, and where that stands."""

    node: str
    year: str
    reason: str
    place: str


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
