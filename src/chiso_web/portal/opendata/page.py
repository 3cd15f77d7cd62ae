"""What the page of open data shows: each year with what is held of it, and its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

import chiso
from chiso.definition.model import ROOT
from chiso.synthesis import MARK
from chiso_web.look.formats import language
from chiso_web.portal.addresses import FORMATS, edition_address, league_address
from chiso_web.portal.opendata.columns import PAPI_TABLES, UNIT_TABLES
from chiso_web.portal.opendata.outcome_columns import OUTCOME_TABLES
from chiso_web.portal.outcome.missing import address_of
from chiso_web.portal.outcome.naming import outcome_name
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.papi import INDEX
from chiso_web.portal.synthetic import file_name, mark_of
from chiso_web.results.models import Evaluation
from chiso_web.results.records import Counted, counted_by_period, scored_by_evaluation

FORMAT_NAMES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
FILED = ("observations", "scores")
Files = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of PAPI: what is held, and where its files are."""

    year: str
    address: str
    edition: str
    edition_address: str
    counted: Counted
    provinces: int
    observations: Files
    scores: Files
    package: str


@dataclass(frozen=True, slots=True)
class Held:
    """One result of a reform index: what is held, and where its package is."""

    name: str
    address: str
    edition: str
    edition_address: str
    units: int
    criteria: int
    measures: int
    mark: str
    package: str
    file: str


def data_facts(
    request: HttpRequest, published: Sequence[Evaluation], reform: Sequence[Evaluation]
) -> dict[str, object]:
    """The context of the page."""
    here = request.build_absolute_uri(reverse("portal:data"))
    return {
        "title": _("Open data: every figure as a file"),
        "years": _years(published),
        "first": published[0].period if published else "",
        "last": published[-1].period if published else "",
        "all_package": _file("papi.zip"),
        "units_package": _file("units.zip"),
        "index": _file("index.json"),
        "columns": columns_html(language()),
        "reform": [_reform(one) for one in reform],
        "reform_mark": next((mark_of(one) for one in reform if one.synthetic), ""),
        "quote": quote(published, here),
    }


@lru_cache(maxsize=2)
def columns_html(lang: str) -> str:
    """What every column means, made once a process and language."""
    facts = {"tables": PAPI_TABLES, "outcome_tables": OUTCOME_TABLES, "unit_tables": UNIT_TABLES}
    return render_to_string("portal/data_tables.html", facts)


@lru_cache(maxsize=4)
def _held(published: tuple[Evaluation, ...]) -> tuple[dict[str, Counted], dict[int, int]]:
    """What is counted once: a year published anew is another row."""
    return counted_by_period(INDEX), scored_by_evaluation(INDEX, ROOT)


def _years(published: Sequence[Evaluation]) -> list[Year]:
    """The latest first."""
    counted, scored = _held(tuple(published))
    return [
        _year(one, counted[one.period], scored.get(one.pk, 0))
        for one in reversed(published)
        if one.period in counted
    ]


def _year(evaluation: Evaluation, counted: Counted, provinces: int) -> Year:
    year = evaluation.period
    return Year(
        year=year,
        address=league_address(year),
        edition=evaluation.edition,
        edition_address=edition_address(evaluation.edition),
        counted=counted,
        provinces=provinces,
        observations=_files(year, "observations"),
        scores=_files(year, "scores"),
        package=_file(f"papi-{year}.zip"),
    )


def _reform(evaluation: Evaluation) -> Held:
    outcome = outcome_of(evaluation)
    return Held(
        name=outcome_name(outcome),
        address=address_of(outcome),
        edition=evaluation.edition,
        edition_address=edition_address(evaluation.edition),
        units=len(outcome.units),
        criteria=len(outcome.edition.leaves),
        measures=len(outcome.edition.measures_read()),
        mark=mark_of(evaluation),
        package=_file(_package_name(evaluation)),
        file=f"{file_name(evaluation)}.zip",
    )


def _package_name(evaluation: Evaluation) -> str:
    return f"{evaluation.index}-{evaluation.period}.zip"


def _files(year: str, table: str) -> Files:
    return tuple((FORMAT_NAMES[kind], _file(f"papi-{year}/{table}.{kind}")) for kind in FORMATS)


def _file(name: str) -> str:
    return f"{reverse('portal:data')}/{name}"


def quote(published: Sequence[Evaluation], address: str) -> str:
    """How to cite the files."""
    if not published:
        return ""
    return _(
        "CECODES, VFF-CRT (to 2022), RTA and UNDP, PAPI %(first)s–%(last)s, papi.org.vn; files of "
        "Chiso %(version)s, %(address)s."
    ) % {
        "first": published[0].period,
        "last": published[-1].period,
        "version": chiso.__version__,
        "address": address,
    }


def packages(
    published: Sequence[Evaluation], reform: Sequence[Evaluation]
) -> list[dict[str, object]]:
    """The packages for machines to find."""
    unlicensed = 'none found; the PAPI reports carry the words "all rights reserved"'
    years = [(f"papi-{one.period}", f"papi-{one.period}.zip") for one in published]
    found: list[dict[str, object]] = [
        {"name": name, "path": _file(path), "licence": unlicensed}
        for name, path in (*years, ("papi", "papi.zip"))
    ]
    found.append({"name": "vietnam-units", "path": _file("units.zip"), "licence": "see SOURCES.md"})
    return [*found, *map(_listed, reform)]


def _listed(evaluation: Evaluation) -> dict[str, object]:
    return {
        "name": file_name(evaluation),
        "path": _file(_package_name(evaluation)),
        "synthetic": evaluation.synthetic,
        "title": MARK.en if evaluation.synthetic else "",
    }
