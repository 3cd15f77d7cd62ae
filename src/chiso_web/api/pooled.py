"""A result in the shapes in which others pool figures: DHIS2 data values and SDMX-CSV."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.values import MissingKind
from chiso_web.api.asked import Asked, IndexName, JsonAsked, PeriodName, Word
from chiso_web.api.filtering import Filters
from chiso_web.api.formats import JSON, MEDIA_TYPES, format_of, media_type_of
from chiso_web.api.listing import csv_pieces, stream_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named
from chiso_web.api.reading import reads
from chiso_web.api.written import written
from chiso_web.results.models import Evaluation
from chiso_web.results.pages import Rows, scores_after

router = Router(tags=["pooling"])
SDMX = "application/vnd.sdmx.data+csv; version=2.0.0"
STRUCTURE = ("dataflow", "CHISO:INDEX_SCORES(1.0.0)", "I")
HEAD = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "NODE", "TIME_PERIOD"),
    *("OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "COMMENT"),
)
POINTS = "POINTS"
NO_CODE = re.compile(r"[^A-Za-z0-9_@$-]")  # what an SDMX id may not have
PERIOD = re.compile(r"([0-9]{4})-([HQM])([0-9]{1,2})")
NORMAL, IMPUTED, EXPERIMENTAL = "A", "I", "G"
STATUS: Mapping[str, str] = {  # codes of CL_OBS_STATUS 2.2
    MissingKind.NOT_APPLICABLE: "M",  # the figure cannot exist
    MissingKind.NOT_REPORTED: "L",  # it exists and was not collected
    MissingKind.WITHHELD: "Q",  # suppressed
    MissingKind.TOO_FEW: "Q",
    MissingKind.NOT_PUBLISHED: "O",  # missing, no more is said
    MissingKind.NO_KEY: "O",
    MissingKind.NOT_CLASSIFIED: "O",
}


class DataValue(BaseModel):
    """One value as DHIS2 takes it."""

    dataElement: str = Field(description="The index and the node: papi.4.1.")
    period: str
    orgUnit: str = Field(description="The unit's id.")
    value: str = Field(description="Points in full, as text.")
    comment: str = Field(description="What synthetic figures say of themselves; else empty.")


class DataValues(BaseModel):
    """A set of values as DHIS2 takes it."""

    dataSet: str
    period: str = Field(description="As DHIS2 writes it: 2023, 2026S1, 2026Q1, 202605.")
    synthetic: bool
    mark: str
    left_out: int = Field(description="Scores without points, for which DHIS2 has no value.")
    dataValues: list[DataValue]


class ValuesAsked(JsonAsked):
    """Which scores."""

    unit: Word = Field("", description="A unit's id, or its code.")
    node: Word = Field("", description="A node's id: 4.1, total.")
    kind: Word = Field("", description="A level of the tree: dimension, criterion.")


class SdmxAsked(Asked):
    """Which scores."""

    format: Literal["csv"] | None = Field(None, description="Goes before the Accept header.")
    unit: Word = Field("", description="A unit's id, or its code.")
    node: Word = Field("", description="A node's id: 4.1, total.")
    kind: Word = Field("", description="A level of the tree: dimension, criterion.")


@reads(router, "/results/{index}/{period}/data-values", response=DataValues)
def data_values(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[ValuesAsked],
) -> HttpResponseBase:
    """Scores as DHIS2 data values.

    For `POST /api/dataValueSets?dataElementIdScheme=CODE&orgUnitIdScheme=CODE&dataSetIdScheme=CODE`
    of a DHIS2 whose codes are the ids used here. Scores without points have no value there: they
    are left out, and counted in `left_out`.
    """
    format_of(request, asked.format, (JSON,))
    found = evaluated_named(index, period)
    stored = _scores(found, asked.filters("unit", "node", "kind"))
    return stream_response(
        request,
        _data_values(found, stored),
        media_type=MEDIA_TYPES[JSON],
        name=f"{file_name(found.evaluation, 'data-values')}.json",
        version=version_of(found.evaluation),
    )


@reads(router, "/results/{index}/{period}/sdmx.csv", response=None, formats=(SDMX, "csv"))
def sdmx(
    request: HttpRequest, index: Path[IndexName], period: Path[PeriodName], asked: Query[SdmxAsked]
) -> HttpResponseBase:
    """Scores as SDMX-CSV 2.0.

    Dimensions REF_AREA, INDICATOR, NODE and TIME_PERIOD; a dot in an id is an underline here, for
    SDMX ids have none. OBS_STATUS: A normal, I put in by the edition's policy, G synthetic, and M,
    L, Q or O where points are missing (NaN).
    """
    made = (SDMX, MEDIA_TYPES["csv"])
    media_type = MEDIA_TYPES["csv"] if asked.format else media_type_of(request, made)
    found = evaluated_named(index, period)
    rows = _sdmx_rows(found, _scores(found, asked.filters("unit", "node", "kind")))
    return stream_response(
        request,
        csv_pieces(HEAD, rows),
        media_type=media_type,
        name=f"{file_name(found.evaluation, 'sdmx')}.csv",
        version=version_of(found.evaluation),
    )


def _scores(found: Evaluated, given: Mapping[str, str]) -> Rows:
    """The scores, not read yet. Raises Problem with the filters that mean nothing."""
    return scores_after(found.evaluation, 0, where=Filters(found).read(given))


def _data_values(found: Evaluated, stored: Rows) -> Iterator[str]:
    evaluation, mark = found.evaluation, mark_of(found.evaluation)
    period = dhis2_period(evaluation.period)
    head = {
        "dataSet": evaluation.index,
        "period": period,
        "synthetic": evaluation.synthetic,
        "mark": mark,
        "left_out": sum(1 for one in stored if one[5] is None),
    }
    yield f'{written(head)[:-1]},"dataValues":['
    parted = ""
    for _key, unit, node, _code, _kind, points, *_rest in stored:
        if points is not None:
            value = {
                "dataElement": f"{evaluation.index}.{node}",
                "period": period,
                "orgUnit": found.units[unit].uid,
                "value": repr(points),
                "comment": mark,
            }
            yield parted + written(value)
            parted = ","
    yield "]}"


def _sdmx_rows(found: Evaluated, stored: Rows) -> Iterator[tuple[object, ...]]:
    evaluation, mark = found.evaluation, mark_of(found.evaluation)
    period = sdmx_period(evaluation.period)
    for _key, unit, node, _code, _kind, points, _low, _high, missing, *_rest in stored:
        yield (
            *STRUCTURE,
            sdmx_id(found.units[unit].uid),
            sdmx_id(evaluation.index),
            sdmx_id(node),
            period,
            "NaN" if points is None else points,
            _status(evaluation, missing, there=points is not None),
            POINTS,
            mark,
        )


def _status(evaluation: Evaluation, missing: str, *, there: bool) -> str:
    if not there:
        return STATUS[missing]
    if evaluation.synthetic:
        return EXPERIMENTAL
    return IMPUTED if missing else NORMAL


def sdmx_id(name: str) -> str:
    """An id with what SDMX allows in one.

    >>> sdmx_id("004.noi-vu@unknown")
    '004_noi-vu@unknown'
    """
    return NO_CODE.sub("_", name)


def sdmx_period(period: str) -> str:
    """A period as SDMX writes it.

    >>> [sdmx_period(one) for one in ("2023", "2026-H1", "2026-Q1", "2026-M05")]
    ['2023', '2026-S1', '2026-Q1', '2026-05']
    """
    return PERIOD.sub(lambda found: _part(found, parted="-"), period)


def dhis2_period(period: str) -> str:
    """A period as DHIS2 writes it.

    >>> [dhis2_period(one) for one in ("2023", "2026-H1", "2026-Q1", "2026-M05")]
    ['2023', '2026S1', '2026Q1', '202605']
    """
    return PERIOD.sub(lambda found: _part(found, parted=""), period)


def _part(found: re.Match[str], *, parted: str) -> str:
    year, kind, number = found.groups()
    letter = {"H": "S", "Q": "Q", "M": ""}[kind]
    return f"{year}{parted}{letter}{number}"
