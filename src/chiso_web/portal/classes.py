"""An edition's classes as pages show them: their names, and their steps of colour."""

from dataclasses import dataclass

from chiso.definition.model import Edition
from chiso_web.look.formats import language


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """The units of one class: how many, from its lowest to its highest total."""

    id: str
    name: str
    tone: str
    count: int
    lowest: float
    highest: float


def class_names(edition: Edition) -> dict[str, str]:
    """The names of the classes by their ids, the lowest first."""
    classes = edition.classes.classes if edition.classes else ()
    return {one.id: one.name.in_language(language()) for one in classes}


def tone_of(edition: Edition, class_id: str) -> str:
    """The colour step of a class, "c1" (lowest) upwards; empty for none."""
    ids = [one.id for one in edition.classes.classes] if edition.classes else []
    return f"c{ids.index(class_id) + 1}" if class_id in ids else ""
