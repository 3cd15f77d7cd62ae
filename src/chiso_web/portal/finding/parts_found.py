"""The parts of indices, their results, editions and pages whose name has what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.definition.editions import edition_list
from chiso.definition.model import ROOT, Edition, Node
from chiso_web.look.formats import language
from chiso_web.portal.addresses import edition_address, league_address, part_address
from chiso_web.portal.finding.criteria_found import criteria, outcomes
from chiso_web.portal.finding.found import Place
from chiso_web.portal.texts.page_titles import page_titles
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named
from chiso_web.units.typed import marked, plain

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Those found of one group: how many, and the first."""

    title: str
    id: str
    count: int
    shown: tuple[Place, ...]


def places_found(
    text: str, published: Sequence[Evaluation], reform: Sequence[Evaluation]
) -> list[Places]:
    """The groups of places that a text is found in; those with nothing are left out. ``published``
    are the results of PAPI, ``reform`` those of other indices.
    """
    lang = language()
    years = tuple((one.period, one.edition) for one in reversed(published))
    groups = (
        (_("Results of reform indices"), "reform", outcomes(tuple(reform), lang)),
        (_("Parts of the index"), "parts", _parts(years, lang)),
        (_("Criteria of reform indices"), "criteria", criteria(tuple(reform), lang)),
        (_("Years and editions"), "editions", _editions(years, lang)),
        (_("Pages"), "pages", _pages(lang)),
    )
    found = [_places(title, id, _found(places, text)) for title, id, places in groups]
    return [group for group in found if group.count]


def _places(title: str, id: str, found: Sequence[Place]) -> Places:
    return Places(title, id, len(found), tuple(found[:SHOWN]))


def _found(places: Iterable[Place], text: str) -> list[Place]:
    """Whole names first, then those that begin so, then those where a word does; marks count where
    they were typed and some title has them.
    """
    typed, with_marks = plain(text), f" {marked(text)}"
    found = sorted(
        (one for one in places if any(f" {typed}" in f" {name}" for name in one.names)),
        key=lambda one: min(_distance(name, typed) for name in one.names),
    )
    if with_marks == f" {typed}":
        return found
    return [one for one in found if with_marks in f" {marked(one.title)}"] or found


def _distance(name: str, typed: str) -> int:
    return 0 if name == typed else 1 if name.startswith(typed) else 2


@lru_cache(maxsize=4)
def _parts(years: tuple[tuple[str, str], ...], lang: str) -> tuple[Place, ...]:
    """Every part once, in the latest year that has it under this name."""
    found: dict[tuple[str, str], Place] = {}
    for year, name in years:
        for place in _parts_of(edition_named(name), year, lang):
            found.setdefault((place.names[0], place.names[1]), place)
    return tuple(found.values())


def _parts_of(edition: Edition, year: str, lang: str) -> Iterator[Place]:
    levels = {level.kind: level.name.in_language(lang) for level in edition.levels}
    for node in edition.nodes:
        if node.id == ROOT:
            continue
        address = part_address(year, node.id)
        note = f"{levels[node.kind]}, PAPI {year}"
        title = f"{node.code} {node.name.in_language(lang)}".strip()
        yield Place(title, address, note, _names(node))
        for measure in node.shown:
            known = edition.measures[measure].name
            indicator = _("indicator of %(part)s, PAPI %(year)s") % {"part": node.id, "year": year}
            names = (plain(known.vi), plain(known.en))
            yield Place(known.in_language(lang), address, indicator, names)


def _names(node: Node) -> tuple[str, ...]:
    return (plain(node.name.vi), plain(node.name.en), *(map(plain, filter(None, (node.code,)))))


@lru_cache(maxsize=4)
def _editions(years: tuple[tuple[str, str], ...], lang: str) -> tuple[Place, ...]:
    leagues = [
        Place(f"PAPI {year}", league_address(year), _("league table"), (plain(f"PAPI {year}"),))
        for year, _name in years
    ]
    editions = [
        Place(
            one.title.in_language(lang),
            edition_address(one.name),
            _("edition %(name)s") % {"name": one.name},
            (plain(one.title.vi), plain(one.title.en), plain(one.name)),
        )
        for one in reversed(edition_list())
    ]
    return (*leagues, *editions)


@lru_cache(maxsize=2)
def _pages(lang: str) -> tuple[Place, ...]:
    return tuple(
        Place(title, address, summary, (plain(title),)) for title, address, summary in page_titles()
    )
