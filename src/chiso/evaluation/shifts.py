"""How a ranking would change: the same observations under two editions."""

from dataclasses import dataclass

from chiso.evaluation.evaluate import Evaluation
from chiso.evaluation.ranking import Ranked


@dataclass(frozen=True, slots=True)
class RankShift:
    """One unit's place under each edition.

    ``places`` is how far it rises (below 0: falls); None where it has no rank under one of them.
    """

    before: Ranked
    after: Ranked

    @property
    def places(self) -> int | None:
        """How many places the unit rises."""
        if self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank


def rank_shifts(before: Evaluation, after: Evaluation, node: str) -> tuple[RankShift, ...]:
    """Every row's place under both editions, in the order of the later ranking.

    Both evaluations are of the same table. Raises UnknownName where an edition has no such node.
    """
    earlier = {(one.unit, one.period): one for one in before.ranking(node)}
    return tuple(RankShift(earlier[one.unit, one.period], one) for one in after.ranking(node))
