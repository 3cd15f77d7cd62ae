"""Days that differ from the week, and years: sealed by their decisions, or a forecast."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chiso.wording import Text


class DayKind(StrEnum):
    """Why a day is off, or worked, against what its weekday says."""

    HOLIDAY = "holiday"
    COMPENSATORY_OFF = "compensatory_off"
    SWAPPED_OFF = "swapped_off"
    MAKEUP_WORKING = "makeup_working"
    LOCAL_OFF = "local_off"
    LOCAL_WORKING = "local_working"

    @property
    def is_worked(self) -> bool:
        """Whether offices work on such a day."""
        return self in (DayKind.MAKEUP_WORKING, DayKind.LOCAL_WORKING)

    @property
    def is_local(self) -> bool:
        """Whether it is an exception of one office."""
        return self in (DayKind.LOCAL_OFF, DayKind.LOCAL_WORKING)


@dataclass(frozen=True, slots=True)
class Day:
    """One day that differs; ``document`` is the decision or law it rests on, blank if not read.

    ``certainty``: ``decision_read``, ``two_sources`` or ``computed`` (see SOURCES.md); ``place`` is
    file and line.
    """

    date: date
    kind: DayKind
    name: Text
    document: str = ""
    certainty: str = ""
    source: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar; ``sealed`` once the decisions on its days have been read."""

    number: int
    sealed: bool
    statutory_days: int
    documents: tuple[str, ...]
    note: Text
