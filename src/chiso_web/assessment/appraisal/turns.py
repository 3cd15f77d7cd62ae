"""Links to the pages before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Turn:
    """A page before or after: where it is, and what it is called."""

    name: str
    address: str


def turns_of(
    ones: Sequence[One], place: int, turn: Callable[[One], Turn]
) -> Mapping[str, Turn | None]:
    """The one before and the one after."""
    return {
        "before": turn(ones[place - 1]) if place else None,
        "after": turn(ones[place + 1]) if place + 1 < len(ones) else None,
    }
