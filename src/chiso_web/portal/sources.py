"""An edition's sources as pages cite them."""

from collections.abc import Mapping

from chiso.definition.model import Edition
from chiso_web.look.formats import language


def source_lines(edition: Edition) -> list[Mapping[str, str]]:
    """The edition's sources as a reader cites them."""
    return [
        {
            "title": source.title.in_language(language()),
            "publisher": source.publisher,
            "address": source.address,
            "licence": source.licence,
            "note": source.note.in_language(language()) if source.note else "",
        }
        for source in edition.sources.values()
    ]


def publisher(edition: Edition) -> str:
    """Who published the index, as the edition's sources say."""
    return edition.sources[edition.in_force.source].publisher
