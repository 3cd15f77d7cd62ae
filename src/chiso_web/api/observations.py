"""The observations that a published result stands on."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.datasets.papi import NOTES, source_text
from chiso_web.api.asked import IndexName, ListAsked, Missing, PeriodName, Word
from chiso_web.api.filtering import missing_filter
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, RowsAfter, from_query, listing_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named, unit_of, units_named, unknown
from chiso_web.api.problems import Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.api.scores import Marked
from chiso_web.look.formats import language
from chiso_web.results.awards import name_read
from chiso_web.results.evaluated import measures_of
from chiso_web.results.pages import observation_page, observations_after

router = Router(tags=["results"])


class ObservationItem(BaseModel):
    """One value of one measure for one unit, or the reason why it is missing."""

    unit: str
    unit_code: str
    unit_name: str
    period: str
    measure: str
    value: float | None = Field(description="In the measure's unit, in full; null where missing.")
    missing: str = Field(description="Why it is missing; empty where it is not.")
    numerator: float | None
    denominator: float | None
    se: float | None = Field(description="Standard error; null: not published, which is not 0.")
    n: int | None = Field(description="Respondents.")
    note: str
    source: str
    synthetic: bool
    mark: str


class ObservationList(Marked):
    """A page of observations."""

    items: list[ObservationItem]


class ObservationsAsked(ListAsked):
    """Which observations."""

    unit: Word = Field("", description="A unit's id, or its code.")
    measure: Word = Field("", description="A measure's id.")
    missing: Missing = None


@reads(router, "/results/{index}/{period}/observations", response=ObservationList, formats=LISTED)
def observations(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[ObservationsAsked],
) -> HttpResponseBase:
    """Observations that a result stands on.

    Those that its edition reads or shows, of its units, with the publisher's own figures beside
    them. The points follow from them alone.
    """
    found = evaluated_named(index, period)
    evaluation = found.evaluation
    listing = Listing(
        name=file_name(evaluation, "observations"),
        columns=columns_of(ObservationItem),
        version=version_of(evaluation),
        rows=_rows(found, asked),
        beside={"synthetic": evaluation.synthetic, "mark": mark_of(evaluation)},
    )
    return listing_response(request, listing, asked)


def _rows(found: Evaluated, asked: ObservationsAsked) -> RowsAfter:
    """The observations. Raises Problem with all filters that mean nothing."""
    measures, units, wrong = measures_of(found.edition), list(found.units), []
    if asked.measure and asked.measure not in measures:
        problem = unknown("measure", asked.measure, measures)
        wrong.append(wrong_name("measure", problem))
    try:
        units = [unit_of(found, asked.unit).pk] if asked.unit else units
    except Problem as problem:
        wrong.append(wrong_name("unit", problem))
    names_wrong(wrong)
    every = partial(
        observations_after,
        found.evaluation,
        measures=[asked.measure] if asked.measure else measures,
        units=units,
        where=missing_filter(asked.missing),
    )
    page = partial(observation_page, found.evaluation, measures=tuple(measures))
    unfiltered = not (asked.measure or asked.unit or asked.missing)
    return from_query(every, _row(found), page=page if unfiltered else None)


def _row(found: Evaluated) -> Callable[[tuple[Any, ...]], Row]:
    units, evaluation = units_named(found), found.evaluation
    said = words(language())
    tail = (evaluation.synthetic, mark_of(evaluation))

    def row(stored: tuple[Any, ...]) -> Row:
        _key, unit, measure, *numbers, note, source = stored
        return (
            *units[unit],
            evaluation.period,
            name_read(measure),
            *numbers,
            *said(note, source),
            *tail,
        )

    return row


def words(lang: str) -> Callable[[str, str], tuple[str, str]]:
    """What puts an observation's note and source into words, each of which stands many times."""

    @lru_cache(maxsize=1_000)
    def said(note: str, source: str) -> tuple[str, str]:
        told = NOTES[note].in_language(lang) if note in NOTES else note
        return told, source_text(source).in_language(lang)

    return said
