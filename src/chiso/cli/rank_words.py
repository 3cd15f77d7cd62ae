"""Ranks for reading: the mark of a smaller base, and what to mind."""

from typing import TYPE_CHECKING

from chiso.cli.options import Language
from chiso.errors import mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.evaluation.ranking import Ranked

_GROUPED = mark("Ranks are kept within each group.")
_REDUCED = mark("* Scored on a smaller base: parts are left out; compare with care.")


def rank_cell(one: "Ranked") -> str:
    """The rank, with a star where the unit stands on a smaller base; blank without points."""
    return "" if one.rank is None else f"{one.rank}{'*' if one.reduced else ''}"


def rank_remarks(*, grouped: bool, reduced: bool, lang: Language) -> list[str]:
    """How to read ranks that are kept apart, and the star."""
    said = ((_GROUPED, grouped), (_REDUCED, reduced))
    return [say(Message(sentence), lang) for sentence, holds in said if holds]
