"""Which provinces a reader put side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chiso_web.look.formats import echoed
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_called, units_nearest

LEAST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was typed and names no province, with the nearest that do."""

    typed: str
    nearest: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The provinces in the order given, and what was left out of them."""

    units: tuple[Unit, ...]
    repeated: tuple[Unit, ...]
    unknown: tuple[Unknown, ...]
    beyond: tuple[Unit, ...]

    @property
    def is_enough(self) -> bool:
        return len(self.units) >= LEAST


def chosen_read(
    typed: Sequence[str],
    units: Sequence[Unit],
    *,
    called: Callable[[Sequence[Unit], str], Unit | None] = unit_called,
) -> Chosen:
    """The units that an address names, by code or name as ``called`` finds them; the first six
    count.
    """
    found: list[Unit] = []
    repeated: list[Unit] = []
    unknown: list[Unknown] = []
    for text in typed[: 4 * MOST]:
        if not echoed(text):
            continue
        unit = called(units, text)
        if unit is None:
            unknown.append(Unknown(echoed(text), tuple(units_nearest(units, echoed(text))[:3])))
        elif unit in found:
            repeated.append(unit)
        else:
            found.append(unit)
    return Chosen(
        units=tuple(found[:MOST]),
        repeated=tuple(dict.fromkeys(repeated)),
        unknown=tuple(unknown[:MOST]),
        beyond=tuple(found[MOST:]),
    )
