"""XML parts of Office files, read as a stream: no entities, no document types, nothing fetched."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

Attributes = dict[str, str]


class Declares(Exception):
    """The part declares a document type."""


def elements_read(
    chunks: Iterable[bytes],
    *,
    started: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell each element with its attributes, names as "namespace name", and the text if asked for.

    Raises:
        Declares: there is a document type or an entity.
        expat.ExpatError: it is no well-formed XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    for piece in chunks:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Declares


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def with_local_names(attributes: Attributes) -> Attributes:
    """The attributes by names without namespace."""
    return {local(name): value for name, value in attributes.items()}
