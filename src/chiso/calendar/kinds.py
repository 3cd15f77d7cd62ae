"""The words for a kind of day, ours and those of decisions in Vietnamese."""

from chiso.calendar.model import DayKind
from chiso.errors import mark
from chiso.spelling import nearest, nfc

IN_VIETNAMESE = {
    "nghỉ lễ": DayKind.HOLIDAY,
    "nghỉ bù": DayKind.COMPENSATORY_OFF,
    "nghỉ hoán đổi": DayKind.SWAPPED_OFF,
    "làm bù": DayKind.MAKEUP_WORKING,
}

_KIND = mark("found the kind “{found}”; expected one of {expected}")
_KIND_NEAR = mark("found the kind “{found}”; expected one of {expected}; nearest: {nearest}")


def kind_of(word: str) -> DayKind | None:
    """The kind of day that a word names, or None."""
    if word in set(DayKind):
        return DayKind(word)
    return IN_VIETNAMESE.get(" ".join(nfc(word).casefold().split()))


def unknown_kind(word: str) -> tuple[str, dict[str, object]]:
    """The fault of a word that names no kind: its sentence, and its facts."""
    known = [*DayKind, *IN_VIETNAMESE]
    facts: dict[str, object] = {"found": word, "expected": ", ".join(known)}
    near = nearest(word, known)
    return (_KIND_NEAR, facts | {"nearest": ", ".join(near)}) if near else (_KIND, facts)
