"""PAPI's units and notes in words; other indices show their codes and notes as they are."""

from typing import TYPE_CHECKING

from chiso.errors import UnknownName

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.values import ObservationTable
    from chiso.wording import Text

_OF_PAPI = ("papi", "papi-weighted")


def unit_names(edition: "Edition") -> "dict[str, Text]":
    """Names by unit code; empty for an index whose units Chiso does not know."""
    if edition.id not in _OF_PAPI:
        return {}
    from chiso.datasets import papi

    return {province.code: province.name for province in papi.provinces()}


def note_in_words(note: str, edition: "Edition", lang: str) -> str:
    """An observation's note as a sentence, where it is one of the data set's own short ones."""
    if edition.id not in _OF_PAPI:
        return note
    from chiso.datasets import papi

    known = papi.NOTES.get(note)
    return note if known is None else known.in_language(lang)


def source_in_words(source: str, edition: "Edition", lang: str) -> str:
    """An observation's source in the reader's language, where it is one of the data set's own."""
    if edition.id not in _OF_PAPI:
        return source
    from chiso.datasets import papi

    return papi.source_text(source).in_language(lang)


def unit_code(asked: str, edition: "Edition", table: "ObservationTable") -> str:
    """The code of a unit named by its code or, without regard to marks and case, by its name.

    Raises UnknownName with the nearest codes or names.
    """
    from chiso.spelling import fold, nearest

    if asked in table.units:
        return asked
    codes = {fold(name.vi): code for code, name in unit_names(edition).items()}
    if fold(asked) in codes:
        return codes[fold(asked)]
    names = unit_names(edition)
    near = [f"{names[codes[one]].en} ({codes[one]})" for one in nearest(asked, codes)]
    offered = nearest(asked, dict.fromkeys(table.units)) or near
    raise UnknownName(what="unit", name=asked, nearest=offered)
