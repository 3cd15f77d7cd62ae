"""The list of all editions, by index."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _

from chiso.definition.difference import difference
from chiso.definition.editions import edition_list
from chiso.definition.model import Edition
from chiso_web.portal.addresses import edition_address
from chiso_web.portal.editions.changes import headlines
from chiso_web.portal.editions.named import edition_before
from chiso_web.portal.editions.words import certainty_text, force_text, levels_text, years_text
from chiso_web.portal.papi import INDEX


@dataclass(frozen=True, slots=True)
class Listed:
    """One edition as the list shows it."""

    name: str
    address: str
    title: str
    years: str
    force: str
    certainty: str
    levels: str
    changes: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Index:
    """One index with its editions, the latest first."""

    id: str
    title: str
    editions: tuple[Listed, ...]


@lru_cache(maxsize=2)
def indices(lang: str) -> tuple[Index, ...]:
    """All shipped editions by index, PAPI first, in ``lang``, which must be the language in use."""
    groups = groupby(edition_list(), key=lambda one: one.id)
    found = [_index(name, list(editions), lang) for name, editions in groups]
    return tuple(sorted(found, key=lambda index: not index.id.startswith(INDEX)))


def _index(name: str, editions: list[Edition], lang: str) -> Index:
    listed = tuple(_listed(one, lang) for one in reversed(editions))
    return Index(name, index_title(name, editions[-1], lang), listed)


def index_title(name: str, latest: Edition, lang: str) -> str:
    """What people call an index: its short name, else the latest edition's title."""
    known = {"papi": "PAPI", "papi-weighted": _("PAPI, weighted version")}
    return known.get(name, latest.title.in_language(lang))


def _listed(edition: Edition, lang: str) -> Listed:
    return Listed(
        name=edition.name,
        address=edition_address(edition.name),
        title=edition.title.in_language(lang),
        years=years_text(edition),
        force=force_text(edition),
        certainty=certainty_text(edition),
        levels=levels_text(edition),
        changes=_changes(edition),
        illustrative=edition.illustrative,
    )


def _changes(edition: Edition) -> tuple[str, ...]:
    """What changed against the edition before, in a few words."""
    before = edition_before(edition)
    if before is None:
        return (_("the first edition here"),)
    lines: Iterable[str] = (one.text for one in headlines(difference(before, edition)))
    return tuple(lines) or (_("nothing by which scores could change"),)
