"""The days of an answer, a sentence each; of a long time the first and the last."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.calendar import Line, LineKind
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.portal.deadline.answer import Answer

HEAD, TAIL = 60, 30
TONES = {
    LineKind.RECEIVED: "rec",
    LineKind.COUNTED: "cnt",
    LineKind.OFF: "we",
    LineKind.PAUSE: "pau",
    LineKind.NOT_COUNTED: "wk",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: its tone and its sentence."""

    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DaysTold:
    """The lines shown, and how many lie between the two parts."""

    head: list[Told]
    between: int
    tail: list[Told]


def days_told(answer: Answer) -> DaysTold:
    """Every day in a sentence; of more than fits a page the first and the last of them."""
    lines = answer.explanation.lines
    if len(lines) <= HEAD + TAIL:
        return DaysTold(_told(lines), 0, [])
    return DaysTold(_told(lines[:HEAD]), len(lines) - HEAD - TAIL, _told(lines[-TAIL:]))


def _told(lines: Sequence[Line]) -> list[Told]:
    return [Told(_tone(line), say(line.sentence, language())) for line in lines]


def _tone(line: Line) -> str:
    if line.entry is None:
        return TONES[line.kind]
    if line.kind is LineKind.OFF:
        return "hol"
    return "mu" if line.kind is LineKind.COUNTED and line.entry.kind.is_worked else TONES[line.kind]
