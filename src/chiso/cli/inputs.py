"""The observations that a command was given, held against the edition that will read them."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from chiso.cli.options import Language
from chiso.cli.output import note
from chiso.cli.progress import working
from chiso.errors import Fault, MissingRefused, ObservationsInvalid, Place, mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.values import ObservationTable

_NAMED_AT_MOST = 5
_MEASURE = mark("measure {measure}")
_UNKNOWN = mark("unknown measure “{found}”. Nearest: {nearest}")
_NOT_READ = mark("Note: measures of the file that {edition} does not read ({count}): {names}")
_NOT_GIVEN = mark("Note: measures that {edition} reads and the file lacks ({count}): {names}")
_OUTSIDE = mark("Note: {edition} is in force from {since} to {until}; the file also has {periods}.")
_OPEN = mark("further notice")
_END_UNKNOWN = mark("Note: the last day of force of {edition} is not known. {note}")
_HALVES = {"H1": (1, 6), "H2": (7, 12)}


def read_observations(file: str, edition: "Edition", lang: Language) -> "ObservationTable":
    """The observations of a file, or of standard input for "-", known to fit the edition.

    Raises ObservationsInvalid with every fault of the file, of its measures and of its values under
    the edition. What is known but not used is noted on standard error.
    """
    from chiso import tables

    with working(say(Message(mark("Reading {file}"), {"file": file}), lang)):
        source = sys.stdin.buffer if file == "-" else file
        table = tables.read(source, check=lambda found: _faults(found, edition))
    for message in _remarks(table, edition):
        note(message, lang)
    return table


def _faults(table: "ObservationTable", edition: "Edition") -> Iterable[Fault]:
    """What the edition cannot take: measures in no catalogue, and values out of range."""
    from chiso.evaluation import evaluate

    yield from _unknown(table, edition)
    try:
        evaluate(edition, table)
    except ObservationsInvalid as error:
        yield from error.faults
    except MissingRefused:  # told when it is scored: rows that do not read yet may fill the gap
        return


def _unknown(table: "ObservationTable", edition: "Edition") -> Iterable[Fault]:
    from chiso.spelling import nearest
    from chiso.values import AWARDED

    known = {*edition.measures, *edition.measures_read()}
    known |= {node.id + AWARDED for node in edition.leaves}
    for measure in table.measures:
        if measure not in known:
            where = Place(_MEASURE, {"measure": measure, "column": "measure"})
            near = ", ".join(nearest(measure, known)) or "–"
            yield Fault(where, _UNKNOWN, {"found": measure, "nearest": near})


def _remarks(table: "ObservationTable", edition: "Edition") -> Iterator[Message]:
    from chiso.values import AWARDED

    read = edition.measures_read()
    spare = [name for name in table.measures if name not in read and not name.endswith(AWARDED)]
    lacking = [name for name in read if not table.has(name)]
    for template, names in ((_NOT_READ, spare), (_NOT_GIVEN, lacking)):
        if names:
            facts = {"count": len(names), "edition": edition.name, "names": _some(names)}
            yield Message(template, facts)
    outside = [one for one in dict.fromkeys(table.periods) if not covers(edition, one)]
    if outside:
        since, until = edition.in_force.since, edition.in_force.until
        facts = {"edition": edition.name, "since": since, "until": until or Message(_OPEN)}
        yield Message(_OUTSIDE, facts | {"periods": _some(outside)})
    if not edition.in_force.until_known:
        yield Message(_END_UNKNOWN, {"edition": edition.name, "note": edition.in_force.note})


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED_AT_MOST]) + (", …" if len(names) > _NAMED_AT_MOST else "")


def covers(edition: "Edition", period: str) -> bool:
    """Whether the edition is in force on any day of the period."""
    first, last = _months(period)
    year = int(period[:4])
    until = edition.in_force.until or date.max
    after = date(year + last // 12, last % 12 + 1, 1)
    return edition.in_force.since < after and date(year, first, 1) <= until


def _months(period: str) -> tuple[int, int]:
    """The first and last month of a period."""
    part = period[5:]
    if part.startswith("M"):
        return int(part[1:]), int(part[1:])
    if part.startswith("Q"):
        return 3 * int(part[1:]) - 2, 3 * int(part[1:])
    return _HALVES.get(part, (1, 12))
