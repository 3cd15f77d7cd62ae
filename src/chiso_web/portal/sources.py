"""An edition's sources as pages cite them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.look.formats import language


def source_lines(edition: Edition) -> list[Mapping[str, str]]:
    """The edition's sources as a reader cites them."""
    return [
        {
            "title": source.title.in_language(language()),
            "publisher": source.publisher,
            "address": source.address,
            "licence": licence_text(source.licence),
            "licence_lang": "" if source.licence in _phrases() else "en",
            "note": source.note.in_language(language()) if source.note else "",
        }
        for source in edition.sources.values()
    ]


def licence_text(licence: str) -> str:
    """What a source says of its licence; its name, or other words, as they are."""
    return _phrases().get(licence, licence)


def _phrases() -> Mapping[str, str]:
    """The phrases by which editions say that they found no licence, in the page's language."""
    return {
        "none found": _("none found"),
        'none found; the reports carry the words "all rights reserved"': _(
            "none found; the reports carry the words “all rights reserved”"
        ),
    }


def publisher(edition: Edition) -> str:
    """Who published the index, as the edition's sources say."""
    return edition.sources[edition.in_force.source].publisher
