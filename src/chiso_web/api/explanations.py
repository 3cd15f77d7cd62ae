"""Where a number comes from: the tree of points down to every observation."""

import math

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.evaluation import Evaluation, Explanation
from chiso.values import Missing, Observation, missing_kind
from chiso.wording import say
from chiso_web.api.asked import IndexName, JsonAsked, NodeName, PeriodName, UnitName
from chiso_web.api.edition_facts import CitationBody, Plain, citation_body, said
from chiso_web.api.formats import JSON, format_of
from chiso_web.api.listing import json_response
from chiso_web.api.marked import mark_of
from chiso_web.api.naming import Evaluated, code_of, evaluated_named, node_named, unit_of
from chiso_web.api.observations import words
from chiso_web.api.reading import reads
from chiso_web.look.formats import language
from chiso_web.results.evaluated import evaluated_get
from chiso_web.units.models import Unit

router = Router(tags=["results"])
DIGITS = 4


class ReadBody(BaseModel):
    """One observation that a node read or shows."""

    measure: str
    name: str
    measure_unit: str
    value: float | None
    missing: str
    numerator: float | None
    denominator: float | None
    se: float | None
    n: int | None
    note: str
    source: str


class NodeBody(BaseModel):
    """One node: its points, the rule in words, what was read, and the same for its children."""

    node: str
    code: str
    kind: str
    level: str
    name: str
    points: float | None
    min: float | None
    max: float | None
    weight: float = Field(description="What the node above multiplies with, rescaling included.")
    contribution: float | None = Field(description="Weight times points.")
    offset: float = Field(description="Added to the contributions of the children.")
    left_out: bool = Field(description="The node above does without it.")
    reduced: bool = Field(description="Something below is left out.")
    missing: str = Field(
        description="Why points or the value behind them are missing; beside points: the "
        "edition's policy put them in."
    )
    reason: str = Field(description="The points, or why there are none, as a sentence.")
    rule: str = Field(description="How the points are made, as a sentence.")
    note: str
    citation: CitationBody | None
    inputs: list[ReadBody] = Field(description="The observations that the rule read.")
    shown: list[ReadBody] = Field(description="Observations shown with it that never count.")
    children: list["NodeBody"]


class ExplanationBody(BaseModel):
    """One unit's points on a node, and where they come from."""

    index: str
    period: str
    unit: str
    unit_code: str
    unit_name: str
    edition: str
    edition_sha256: str
    rule_set_version: str
    package_version: str
    synthetic: bool
    mark: str
    explanation: NodeBody


@reads(router, "/results/{index}/{period}/explanations/{unit}", response=ExplanationBody)
def explanation_whole(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    unit: Path[UnitName],
    asked: Query[JsonAsked],
) -> HttpResponseBase:
    """Where a unit's result comes from.

    The whole tree. A node's points are its offset plus the contributions of its children that are
    not left out.
    """
    format_of(request, asked.format, (JSON,))
    found = evaluated_named(index, period)
    return json_response(_body(found, unit_of(found, unit), found.edition.root.id))


@reads(router, "/results/{index}/{period}/explanations/{unit}/{node}", response=ExplanationBody)
def explanation(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    unit: Path[UnitName],
    node: Path[NodeName],
    asked: Query[JsonAsked],
) -> HttpResponseBase:
    """Where a unit's points on one node come from.

    The node and all below it, down to every observation.
    """
    format_of(request, asked.format, (JSON,))
    found = evaluated_named(index, period)
    return json_response(_body(found, unit_of(found, unit), node_named(found.edition, node)))


def _body(found: Evaluated, unit: Unit, node: str) -> Plain:
    evaluation = found.evaluation
    computed = evaluated_get(evaluation)
    explained = computed.explain(getattr(unit, evaluation.keyed_by), node)
    return {
        "index": evaluation.index,
        "period": evaluation.period,
        "unit": unit.uid,
        "unit_code": code_of(unit),
        "unit_name": unit.name(language()),
        "edition": evaluation.edition,
        "edition_sha256": evaluation.edition_sha256,
        "rule_set_version": evaluation.rule_set_version,
        "package_version": evaluation.package_version,
        "synthetic": evaluation.synthetic,
        "mark": mark_of(evaluation),
        "explanation": _node(found, computed, explained),
    }


def _node(found: Evaluated, computed: Evaluation, item: Explanation) -> Plain:
    node, score, lang = item.node, item.score, language()
    absent = score.points if isinstance(score.points, Missing) else None
    return {
        "node": node.id,
        "code": node.code,
        "kind": node.kind,
        "level": said(item.level.name),
        "name": said(node.name),
        "points": None if absent else score.points,
        "min": _finite(score.minimum),
        "max": _finite(score.maximum),
        "weight": item.weight,
        "contribution": item.contribution,
        "offset": item.offset,
        "left_out": item.left_out,
        "reduced": item.reduced,
        "missing": _missing(computed, item),
        "reason": say(score.reason, lang, digits=DIGITS),
        "rule": say(item.rule, lang),
        "note": said(node.note),
        "citation": citation_body(found.edition, node.cite),
        "inputs": [_read(found, one) for one in item.inputs],
        "shown": [_read(found, one) for one in item.shown],
        "children": [_node(found, computed, child) for child in item.children],
    }


def _missing(computed: Evaluation, item: Explanation) -> str:
    """Why points, or the value behind them, are missing; empty where nothing is."""
    row, place = computed.row(item.unit, item.period), computed.edition.place(item.node.id)
    kind = missing_kind(int(computed.missing[row, place]))
    return kind.value if kind else ""


def _finite(end: float) -> float | None:
    return end if math.isfinite(end) else None


def _read(found: Evaluated, one: Observation) -> Plain:
    absent = one.value if isinstance(one.value, Missing) else None
    known = found.edition.measures.get(one.measure)
    note, source = words(language())(one.note, one.source)
    return {
        "measure": one.measure,
        "name": said(known.name) if known else one.measure,
        "measure_unit": known.unit if known else "",
        "value": None if absent else one.value,
        "missing": absent.kind.value if absent else "",
        "numerator": one.numerator,
        "denominator": one.denominator,
        "se": one.se,
        "n": one.n,
        "note": note,
        "source": source,
    }
