"""The order of a queue: what needs a look first; pages of it; and which row comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from chiso_web.assessment.appraisal.rows import Row

PAGE = 100  # rows that a slow computer draws at once without a wait


@dataclass(frozen=True, slots=True)
class Ordered:
    """The rows of a queue in their order, with what tells each from the others: the unit where the
    queue is of a criterion, the criterion where it is of a unit.
    """

    rows: Sequence[Row]
    keys: Sequence[str]

    def place(self, key: str) -> int | None:
        """The place of a row, from 0; None where there is none."""
        return self.keys.index(key) if key in self.keys else None

    def row(self, key: str) -> Row | None:
        """The row of a key."""
        place = self.place(key)
        return None if place is None else self.rows[place]

    def next_open(self, after: str) -> str:
        """The key of the undecided row that follows, beginning anew at the end; empty if none."""
        start = self.place(after)
        first = 0 if start is None else start + 1
        for place in chain(range(first, len(self.rows)), range(first)):
            if self.rows[place].is_open:
                return self.keys[place]
        return ""

    def page_of(self, key: str) -> int:
        """The page that a row is on, from 1."""
        return (self.place(key) or 0) // PAGE + 1

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-len(self.rows) // PAGE))

    @property
    def decided(self) -> int:
        """How many rows are decided for good."""
        return sum(not one.is_open and not one.is_returned for one in self.rows)

    @property
    def rest(self) -> list[Row]:
        """The undecided rows in which nothing is to be looked at, as many as are accepted at once:
        more would take longer than people wait.
        """
        return self._clean[:PAGE]

    @property
    def has_more(self) -> bool:
        """Whether there are more than are accepted at once."""
        return len(self._clean) > PAGE

    @property
    def _clean(self) -> list[Row]:
        return [one for one in self.rows if one.is_open and not one.needs_look]


def by_unit_of(rows: Sequence[Row]) -> Ordered:
    """The queue of a criterion."""
    ordered = sorted(rows, key=lambda one: not one.needs_look)
    return Ordered(ordered, [one.entrant.unit.uid for one in ordered])


def by_leaf_of(rows: Sequence[Row]) -> Ordered:
    """The queue of a unit."""
    ordered = sorted(rows, key=lambda one: not one.needs_look)
    return Ordered(ordered, [one.leaf.id for one in ordered])
