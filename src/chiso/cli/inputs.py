"""The observations that a command was given, held against the edition that will read them."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from chiso.cli.options import Language
from chiso.cli.output import note
from chiso.cli.progress import working
from chiso.errors import Fault, ObservationsInvalid, mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.values import ObservationTable

_AWARDED = ".awarded"
_NAMED_AT_MOST = 5
_UNKNOWN = mark("unknown measure “{found}”. Nearest: {nearest}")
_NOT_READ = mark("Note: {count} measures of the file are not read by {edition}: {names}")
_NOT_GIVEN = mark("Note: {count} measures that {edition} reads are not in the file: {names}")
_OUTSIDE = mark("Note: {edition} is in force from {since} to {until}; the file also has {periods}.")
_OPEN = mark("further notice")
_HALVES = {"H1": (1, 6), "H2": (7, 12)}


def read_observations(file: str, edition: "Edition", lang: Language) -> "ObservationTable":
    """The observations of a file, or of standard input for "-", known to fit the edition.

    Raises ObservationsInvalid where a measure is in no catalogue. What is known but not used is
    noted on standard error.
    """
    from chiso import tables

    with working(say(Message(mark("Reading {file}"), {"file": file}), lang)):
        table = tables.read(sys.stdin.buffer if file == "-" else file)
    _refuse_unknown(table, edition, "stdin" if file == "-" else file)
    for message in _remarks(table, edition):
        note(message, lang)
    return table


def _refuse_unknown(table: "ObservationTable", edition: "Edition", file: str) -> None:
    from chiso.spelling import nearest

    known = {*edition.measures, *edition.measures_read()}
    known |= {node.id + _AWARDED for node in edition.leaves}
    unknown = [measure for measure in table.measures if measure not in known]
    if unknown:
        offers = {measure: ", ".join(nearest(measure, known)) or "–" for measure in unknown}
        faults = [
            Fault(file, _UNKNOWN, {"found": measure, "nearest": offer})
            for measure, offer in offers.items()
        ]
        raise ObservationsInvalid(what=file, faults=faults)


def _remarks(table: "ObservationTable", edition: "Edition") -> Iterator[Message]:
    read = edition.measures_read()
    spare = [name for name in table.measures if name not in read and not name.endswith(_AWARDED)]
    lacking = [name for name in read if not table.has(name)]
    for template, names in ((_NOT_READ, spare), (_NOT_GIVEN, lacking)):
        if names:
            facts = {"count": len(names), "edition": edition.name, "names": _some(names)}
            yield Message(template, facts)
    outside = [one for one in dict.fromkeys(table.periods) if not _covered(edition, one)]
    if outside:
        since, until = edition.in_force.since, edition.in_force.until
        facts = {"edition": edition.name, "since": since, "until": until or Message(_OPEN)}
        yield Message(_OUTSIDE, facts | {"periods": _some(outside)})


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED_AT_MOST]) + (", …" if len(names) > _NAMED_AT_MOST else "")


def _covered(edition: "Edition", period: str) -> bool:
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
