"""How an inner node is made of its children, in words."""

from chiso.definition.model import Combination, Node
from chiso.errors import mark
from chiso.wording import Message

_PLAIN = {
    Combination.SUM: mark("the sum of its parts"),
    Combination.WEIGHTED_SUM: mark("the sum of its parts, each times its weight"),
    Combination.WEIGHTED_MEAN: mark("the mean of its parts, weighted"),
}
_OFFSET = {
    Combination.SUM: mark("{offset} to start with, plus the sum of its parts"),
    Combination.WEIGHTED_SUM: mark("{offset} to start with, plus its parts, each times its weight"),
    Combination.WEIGHTED_MEAN: mark("{offset} to start with, plus the weighted mean of its parts"),
}


def combination_in_words(node: Node) -> Message:
    """The sentence for an inner node; its offset is named where it has one."""
    combine = node.combine or Combination.SUM
    if node.rescale_to is not None:
        facts = {"whole": Message(_PLAIN[combine]), "points": node.rescale_to}
        return Message(
            mark("{whole}; the most points that apply are set to {points}, the rest in proportion"),
            facts,
        )
    if node.offset:
        return Message(_OFFSET[combine], {"offset": node.offset})
    return Message(_PLAIN[combine])
