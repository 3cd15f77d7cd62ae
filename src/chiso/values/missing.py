"""Values that are not there, and why: a closed set of kinds."""

from dataclasses import dataclass
from enum import StrEnum


class MissingKind(StrEnum):
    """Why a value is missing; a closed set. ``code`` is its place in the arrays (0 there means
    present).
    """

    NOT_PUBLISHED = "not_published"
    WITHHELD = "withheld"
    TOO_FEW = "too_few"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    NO_KEY = "no_key"
    NOT_CLASSIFIED = "not_classified"

    @property
    def code(self) -> int:
        return _CODES[self]


_CODES = {kind: index + 1 for index, kind in enumerate(MissingKind)}
_KINDS: tuple[MissingKind | None, ...] = (None, *MissingKind)


def missing_kind(code: int) -> MissingKind | None:
    """The kind that ``code`` stands for in an array; None for 0, a value that is there."""
    return _KINDS[code]


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there, and why."""

    kind: MissingKind
    note: str = ""
