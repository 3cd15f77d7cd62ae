"""An edition's sources as pages cite them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.look.formats import language, listed


def source_lines(*editions: Edition) -> list[Mapping[str, str]]:
    """The sources of one or more editions as a reader cites them, each once."""
    found = {
        (source.title, source.publisher): {
            "title": source.title.in_language(language()),
            "publisher": source.publisher,
            "address": source.address,
            "licence": licence_text(source.licence),
            "licence_lang": "" if source.licence in _phrases() else "en",
            "note": source.note.in_language(language()) if source.note else "",
        }
        for edition in editions
        for source in edition.sources.values()
    }
    return list(found.values())


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


def credit(years: Mapping[str, Edition]) -> str:
    """Who published the index in some years: "A, PAPI 2018; B, PAPI 2023 and 2024"."""
    found: dict[str, list[str]] = {}
    for year, edition in years.items():
        found.setdefault(publisher(edition), []).append(year)
    return "; ".join(f"{name}, PAPI {listed(own, _('and'))}" for name, own in found.items())
