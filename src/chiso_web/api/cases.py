"""Worked cases of an edition, computed anew by the process that answers."""

from functools import lru_cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.evaluation.cases import Case, Outcome, case_files, case_outcomes, read_case
from chiso.values import Missing, Observation
from chiso_web.api.asked import EditionName, ListAsked
from chiso_web.api.edition_facts import Plain, said
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.naming import edition_named
from chiso_web.api.reading import columns_of, reads

router = Router(tags=["editions"])


class GivenBody(BaseModel):
    """A value that a case starts from, or why there is none."""

    measure: str
    value: float | None
    missing: str


class DemandedBody(BaseModel):
    """What a case demands of one node, and what is computed now."""

    node: str
    points: float | None = Field(description="Null where a kind of missing is demanded.")
    tolerance: float = Field(description="How far from the points is still as demanded.")
    missing: str = Field(description="The kind of missing demanded; empty where points are.")
    class_: str = Field(alias="class", description="Empty where none is demanded.")
    computed: float | None
    computed_missing: str
    computed_class: str
    passes: bool


class CaseItem(BaseModel):
    """One case: about whom, from what, and what must come out."""

    case: str
    name: str
    note: str
    unit: str
    period: str
    observations: list[GivenBody]
    demanded: list[DemandedBody]
    passes: bool = Field(description="Every node came out as demanded.")


class CaseList(BaseModel):
    """A page of cases."""

    edition: str
    edition_sha256: str
    illustrative: bool
    items: list[CaseItem]
    next: str | None


Worked = tuple[str, Case, tuple[Outcome, ...]]


@reads(router, "/editions/{name}/cases", response=CaseList, formats=LISTED)
def cases(
    request: HttpRequest, name: Path[EditionName], asked: Query[ListAsked]
) -> HttpResponseBase:
    """Worked cases of an edition.

    What each starts from, what it demands of every node that it looks at, and what the edition
    gives now.
    """
    found = edition_named(name)
    listing = Listing(
        name=f"{found.name}-cases",
        columns=columns_of(CaseItem),
        version=found.sha256,
        rows=in_memory([_row(one) for one in _worked(found.name)]),
        beside={
            "edition": found.name,
            "edition_sha256": found.sha256,
            "illustrative": found.illustrative,
        },
    )
    return listing_response(request, listing, asked)


@lru_cache(maxsize=64)
def _worked(name: str) -> tuple[Worked, ...]:
    """The cases beside an edition, each computed once a process."""
    edition = edition_named(name)
    read = [(file.stem, read_case(edition, file)) for file in case_files(edition)]
    return tuple((stem, case, tuple(case_outcomes(edition, case))) for stem, case in read)


def _row(worked: Worked) -> Row:
    stem, case, outcomes = worked
    first = case.observations[0]
    return (
        stem,
        said(case.name),
        said(case.note),
        first.unit,
        first.period,
        [_given(one) for one in case.observations],
        [_demanded(one) for one in outcomes],
        all(one.passes for one in outcomes),
    )


def _given(one: Observation) -> Plain:
    absent = one.value if isinstance(one.value, Missing) else None
    return {
        "measure": one.measure,
        "value": None if absent else one.value,
        "missing": absent.kind.value if absent else "",
    }


def _demanded(one: Outcome) -> Plain:
    wanted, points = one.expected, one.score.points
    absent = points if isinstance(points, Missing) else None
    return {
        "node": wanted.node,
        "points": wanted.points,
        "tolerance": wanted.tolerance,
        "missing": wanted.missing,
        "class": wanted.named,
        "computed": None if absent else points,
        "computed_missing": absent.kind.value if absent else "",
        "computed_class": one.named,
        "passes": one.passes,
    }
