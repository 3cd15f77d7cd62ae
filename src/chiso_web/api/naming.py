"""What a name in an address or a filter means; where it means nothing, the nearest that do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate

from chiso.definition import editions
from chiso.definition.model import Edition, Measure
from chiso.errors import ChisoError, UnitAmbiguous, UnknownName
from chiso.spelling import fold, nearest
from chiso_web.api.asked import LONGEST
from chiso_web.api.marked import version_of
from chiso_web.api.problems import AMBIGUOUS, Problem, problem_of
from chiso_web.look.formats import echoed, language
from chiso_web.results.models import Evaluation
from chiso_web.results.pages import evaluation_list_all
from chiso_web.units.finding import index
from chiso_web.units.models import Unit
from chiso_web.units.pages import evaluated_units, units_version
from chiso_web.units.selectors import unit_get, unit_list_coded, unit_list_of

# checked before the library sees it, which would take anything else for a path
EDITION = re.compile(r"[a-z0-9-]+@[0-9]{4}(-[0-9]{2}-[0-9]{2})?")
OFFERS = 4


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A published evaluation with its edition and its units by key."""

    evaluation: Evaluation
    edition: Edition
    units: Mapping[int, Unit]


def unknown(what: str, name: str, known: Iterable[str]) -> Problem:
    """That there is nothing of a name, in the library's words; ``known`` are all there are."""
    names = list(known)
    near = nearest(name[:LONGEST], names) or names[:OFFERS]
    return problem_of(UnknownName(what=what, name=echoed(name), nearest=near))


def evaluation_named(index: str, period: str) -> Evaluation:
    """The published evaluation of an index in a period. Raises Problem with the nearest."""
    published = evaluation_list_all()
    of_index = {one.period: one for one in published if one.index == index}
    if not of_index:
        raise unknown("index", index, dict.fromkeys(one.index for one in published))
    if period not in of_index:
        raise unknown("period", period, reversed(of_index))
    return of_index[period]


def evaluated_named(index: str, period: str) -> Evaluated:
    """The same with its edition and units, in two queries once the process has read the units."""
    evaluation = evaluation_named(index, period)
    units = _units(evaluation.pk, f"{version_of(evaluation)} {units_version()}")
    return Evaluated(evaluation, _edition(evaluation.edition), units)


@lru_cache(maxsize=32)
def _units(evaluation: int, version: str) -> Mapping[int, Unit]:
    """The units of an evaluation (its key) by key, as of a ``version`` of it and of all units."""
    return {unit.pk: unit for unit in evaluated_units(evaluation)}


@lru_cache(maxsize=64)
def _edition(name: str) -> Edition:
    return editions.edition(name)


def edition_named(name: str) -> Edition:
    """The edition of a full name, of a year (ID@YYYY) or of a day in force. Raises Problem."""
    if EDITION.fullmatch(name) is None:
        names = _of_index(name) or nearest(name[:LONGEST], editions.edition_names())
        near = names or editions.edition_names()
        raise problem_of(UnknownName(what="edition", name=echoed(name), nearest=near[-OFFERS:]))
    try:
        return _edition(name)
    except UnknownName as error:
        raise problem_of(error) from error
    except ChisoError as error:
        raise problem_of(error, nearest=_of_index(name)[-OFFERS:]) from error


def _of_index(name: str) -> list[str]:
    """The editions of the index that a name begins with."""
    index = name.partition("@")[0]
    return [one for one in editions.edition_names() if one.partition("@")[0] == index]


def node_named(edition: Edition, node: str) -> str:
    """The id of a node of the edition. Raises Problem with the nearest ids, by id or name."""
    if node in {one.id for one in edition.nodes}:
        return node
    names = {fold(one.name.in_language(language())): one.id for one in edition.nodes}
    ids = [one.id for one in edition.nodes]
    close = [*nearest(node[:LONGEST], ids), *(names[fold(one)] for one in nearest(node, names))]
    near = list(dict.fromkeys(close))[:OFFERS] or ids[:OFFERS]
    raise problem_of(UnknownName(what="node", name=echoed(node), nearest=near))


def units_named(found: Evaluated) -> Mapping[int, tuple[str, str, str]]:
    """Id, code and name of the units of an evaluation, by key."""
    lang = language()
    return {key: (one.uid, code_of(one), one.name(lang)) for key, one in found.units.items()}


def unit_of(found: Evaluated, name: str) -> Unit:
    """The unit of an evaluation that an id or a bare code means: in it, so at its period.

    Raises Problem with the candidates, else with the nearest ids.
    """
    meant = _meant(found.units.values(), name)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise _ambiguous(name, meant)
    by_name = {_called(unit): unit.uid for unit in found.units.values()}
    near = [*nearest(name[:LONGEST], by_name), *nearest(name[:LONGEST], by_name.values())]
    ids = [by_name.get(one, one) for one in near] or list(by_name.values())
    raise problem_of(UnknownName(what="unit", name=echoed(name), nearest=_few(ids)))


def _called(unit: Unit) -> str:
    return unit.full_name(language())


def _few(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))[:OFFERS]


def _meant(units: Iterable[Unit], name: str) -> list[Unit]:
    known = list(units)
    whole = [unit for unit in known if unit.uid == name]
    return whole or [unit for unit in known if code_of(unit) == name]


def code_of(unit: Unit) -> str:
    """The code of a unit, with that of its office: 01, 004.noi-vu."""
    return f"{unit.code}.{unit.office}" if unit.office else unit.code


def _ambiguous(name: str, units: Iterable[Unit]) -> Problem:
    ids = [unit.uid for unit in units]
    error = UnitAmbiguous(name=echoed(name), candidates=ids)
    return problem_of(error, AMBIGUOUS, nearest=ids)


def unit_named(name: str, on: date | None = None) -> Unit:
    """The unit of an id; a bare code means the unit that has it on a day, today if None.

    Raises Problem with the candidates, or the nearest.
    """
    readable = len(name) <= LONGEST and name.isprintable()  # a database refuses the rest
    unit = unit_get(name) if readable else None
    if unit is not None:
        return unit
    coded = unit_list_coded(name.partition("@")[0]) if readable else []
    if "@" not in name:
        existing = [one for one in coded if one.exists_on(on or localdate())]
        meant = existing or coded
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise _ambiguous(name, meant)
    near = _few(one.uid for one in coded or _alike(echoed(name)))
    raise problem_of(UnknownName(what="unit", name=echoed(name), nearest=near))


def _alike(name: str) -> list[Unit]:
    """The units called so, else those with the nearest name."""
    known = index()
    found = [*known.find(name).every]
    for near in () if found else known.nearest(name):
        found += known.find(near).whole
    return unit_list_of(one.id for one in found[:OFFERS])


@lru_cache(maxsize=1)
def measure_list() -> Mapping[str, Measure]:
    """Every measure of the shipped editions, by id."""
    return {
        measure.id: measure
        for edition in editions.edition_list()
        for measure in edition.measures.values()
    }


def measure_named(name: str) -> Measure:
    """The measure of an id. Raises Problem with the nearest."""
    known = measure_list()
    if name not in known:
        raise unknown("measure", name, known)
    return known[name]
