"""Citations as they stand in an edition's files, and names that must stand elsewhere in them."""

from collections.abc import Mapping

from chiso.definition.check import unknown_name
from chiso.definition.model import Citation, Source
from chiso.definition.reading import Cursor, Fields
from chiso.wording import Text


def read_citation(cursor: Cursor) -> Citation:
    """The citation at a cursor."""
    fields = cursor.fields(required=("source", "place"))
    place = fields.at("place").place() if fields.has("place") else Text("", "")
    return Citation(fields.word("source"), place)


def cited(fields: Fields, sources: Mapping[str, Source]) -> Citation:
    """The entry ``cite``; a source that is not listed is a fault."""
    if not fields.has("cite"):
        return Citation("", Text("", ""))
    cite = read_citation(fields.at("cite"))
    check_known(fields.at("cite"), "source", cite.source, sources)
    return cite


def check_known(cursor: Cursor, what: str, name: str, known: Mapping[str, object]) -> None:
    """A fault where a name that was read is none of those known."""
    if name and name not in known:
        cursor.reading.faults.append(unknown_name(cursor.where, what, name, known))
