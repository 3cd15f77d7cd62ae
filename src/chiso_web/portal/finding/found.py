"""Something that a search can lead to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Something to go to, with what it is; ``names`` are what it is found by."""

    title: str
    address: str
    note: str
    names: tuple[str, ...]
