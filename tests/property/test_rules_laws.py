"""The conformance table of the rule kinds, and the one suite that tests every kind against it."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given as when
from hypothesis import settings
from hypothesis import strategies as st

from chiso.definition import rules as r
from chiso.evaluation import evaluate
from chiso.scoring.domain import domain_faults
from chiso.scoring.rules import FUNCTIONS, Points, Sheet, score_rule
from chiso.scoring.words import WORDS, rule_in_words
from chiso.values import Missing, MissingKind, missing_kind
from chiso.wording import Message, say
from chiso.wording.catalogue import _catalogue
from tests.builders_library import edition_of, inner, leaf, sheet, table, text

TOLERANCE = 1e-9  # of the largest number in play: the last digits of binary arithmetic


@dataclass(frozen=True)
class Laws:
    """What a kind promises, besides a reason for every missing input and words in both languages.

    ``bounded``: points lie in minimum…maximum ("capped": where the rule says so). ``direction``:
    where points go as any one input grows ("up", "down"; "parameters": as the rule states; "none":
    no promise).
    """

    bounded: str
    direction: str


LAWS: dict[str, Laws] = {
    "given": Laws("always", "up"),
    "linear": Laws("capped", "parameters"),
    "bands": Laws("always", "none"),
    "ratio": Laws("capped", "parameters"),
    "proportional": Laws("always", "up"),
    "sum_of_checks": Laws("always", "up"),
    "on_time": Laws("always", "down"),
    "per_count": Laws("always", "down"),
    "requires": Laws("capped", "parameters"),
    "bonus": Laws("always", "up"),
    "penalty": Laws("always", "down"),
    "scale": Laws("always", "parameters"),
    "observed_range": Laws("always", "parameters"),
    "answer_shares": Laws("always", "none"),
    "appraised": Laws("always", "up"),
    "lowest_of": Laws("capped", "parameters"),
}


def test_parameters_functions_and_words_are_of_the_same_kinds() -> None:
    assert set(r.KINDS) == set(FUNCTIONS) == set(WORDS) == set(LAWS)


def direction_of(rule: r.Rule, measure: str) -> int:
    """1 where points never fall as the measure grows, -1 where they never rise; 0: no promise."""
    laws = LAWS[rule.kind]
    if laws.direction != "parameters":
        return {"up": 1, "down": -1, "none": 0}[laws.direction]
    if isinstance(rule, r.Linear):
        return 1 if rule.full_at > rule.zero_at else -1
    if isinstance(rule, r.Ratio):
        inside = direction_of(rule.then, measure) if isinstance(rule.then, r.Linear) else 0
        return inside if measure == rule.numerator else 0
    if isinstance(rule, r.Scale | r.ObservedRange):
        return -1 if rule.reversed else 1
    if isinstance(rule, r.LowestOf):
        [inside] = [one for one in rule.rules if measure in one.measures]
        return direction_of(inside, measure)
    assert isinstance(rule, r.Requires)
    return direction_of(rule.then, measure)


def is_bounded(rule: r.Rule) -> bool:
    if LAWS[rule.kind].bounded == "always":
        return True
    if isinstance(rule, r.LowestOf):
        return all(map(is_bounded, rule.rules))
    inside = rule.then if isinstance(rule, r.Ratio | r.Requires) else rule
    if isinstance(inside, r.Linear):
        return inside.capped
    return inside is not rule and is_bounded(inside)


# Rules with any parameters the loader lets through.

ends = st.integers(-400, 400).map(lambda one: one / 4)
positive = st.integers(1, 400).map(lambda one: one / 4)
shares = st.integers(0, 20).map(lambda one: one / 20)
two_ends = st.lists(ends, min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def linears(draw: st.DrawFn, measure: str = "x") -> r.Linear:
    zero_at, full_at = draw(st.lists(ends, min_size=2, max_size=2, unique=True))
    return r.Linear(
        measure=measure,
        zero_at=zero_at,
        full_at=full_at,
        points=draw(positive),
        capped=draw(st.booleans()),
    )


@st.composite
def banded(draw: st.DrawFn, measure: str = "x") -> r.Bands:
    edges = sorted(draw(st.lists(ends, max_size=4, unique=True)))
    made = [r.Band(lower=None, includes_lower=False, points=draw(ends))]
    for edge in edges:
        points = draw(st.none() | ends)
        unknown = text("unknown") if points is None else None
        made.append(
            r.Band(lower=edge, includes_lower=draw(st.booleans()), points=points, unknown=unknown)
        )
    return r.Bands(measure=measure, bands=tuple(made))


@st.composite
def ratios(draw: st.DrawFn) -> r.Ratio:
    return r.Ratio(
        numerator="a",
        denominator="b",
        times=draw(st.sampled_from([1.0, 100.0])),
        zero_denominator=draw(st.sampled_from(["zero", "full", "not_applicable"])),
        then=draw(linears("") | banded("")),
    )


@st.composite
def proportionals(draw: st.DrawFn) -> r.Proportional:
    target = draw(positive)
    floor = draw(st.integers(0, 3)) * target / 4
    return r.Proportional(measure="x", target=target, floor=floor, points=draw(positive))


@st.composite
def steps(draw: st.DrawFn) -> r.OnTime:
    points = sorted(draw(st.lists(ends, min_size=1, max_size=4)), reverse=True)
    days = sorted(draw(st.sets(st.integers(-5, 60), min_size=len(points), max_size=len(points))))
    last = len(points) - 1
    return r.OnTime(
        measure="x",
        steps=tuple(
            r.LateStep(up_to=None if place == last else float(days[place]), points=one)
            for place, one in enumerate(points)
        ),
    )


@st.composite
def rescaled(draw: st.DrawFn, kind: type[r.Scale] | type[r.ObservedRange]) -> r.Rule:
    points_low, points_high = draw(two_ends)
    common = {
        "measure": "x",
        "reversed": draw(st.booleans()),
        "points_low": points_low,
        "points_high": points_high,
    }
    if kind is r.ObservedRange:
        return r.ObservedRange(units=draw(st.sampled_from([(), ("u0", "u1")])), **common)
    low, high = draw(two_ends)
    return r.Scale(low=low, high=high, **common)


def answer_shares(weights: list[float], points: float, decimals: int | None) -> r.AnswerShares:
    options = [r.Option(measure=f"o{place}", share=one) for place, one in enumerate(weights)]
    rounding = None if decimals is None else r.Rounding(decimals=decimals, source=text("mode"))
    return r.AnswerShares(options=tuple(options), points=points, rounding=rounding)


def checks(points: list[float]) -> r.SumOfChecks:
    made = [r.Check(measure=f"c{place}", points=one) for place, one in enumerate(points)]
    return r.SumOfChecks(checks=tuple(made))


def lowest(*rules: r.Rule) -> r.LowestOf:
    return r.LowestOf(rules=rules)


some_given = two_ends.map(
    lambda pair: r.Given(measure="x", low=pair[0], high=pair[1], range_source=text("range"))
)
bonuses = st.builds(r.Bonus, measure=st.just("x"), each=positive, cap=positive)
penalties = st.builds(r.Penalty, measure=st.just("x"), each=positive, cap=positive)
RULES: dict[str, st.SearchStrategy[r.Rule]] = {
    "given": some_given,
    "linear": linears(),
    "bands": banded(),
    "ratio": ratios(),
    "proportional": proportionals(),
    "sum_of_checks": st.builds(checks, st.lists(positive, min_size=1, max_size=4)),
    "on_time": steps(),
    "per_count": st.builds(
        lambda pair, each: r.PerCount(measure="x", points=pair[1], each=each, floor=pair[0]),
        two_ends,
        positive,
    ),
    "requires": st.builds(
        r.Requires, line=st.just("line"), then=linears() | penalties | some_given | ratios()
    ),
    "bonus": bonuses,
    "penalty": penalties,
    "scale": rescaled(r.Scale),
    "observed_range": rescaled(r.ObservedRange),
    "answer_shares": st.builds(
        answer_shares,
        st.lists(shares, min_size=1, max_size=4),
        positive,
        st.none() | st.integers(0, 2),
    ),
    "appraised": st.lists(ends, min_size=1, max_size=4).map(
        lambda allowed: r.Appraised(measure="x", allowed=tuple(allowed))
    ),
    "lowest_of": st.builds(lowest, linears() | steps() | proportionals(), banded("y"), ratios()),
}


def values_for(rule: r.Rule, measure: str) -> st.SearchStrategy[float]:
    """Every value that the rule can take (what lies outside is a fault, see scoring.domain)."""
    if isinstance(rule, r.Requires):
        return values_for(rule.then, measure)
    if isinstance(rule, r.LowestOf):
        [inside] = [one for one in rule.rules if measure in one.measures]
        return values_for(inside, measure)
    if isinstance(rule, r.Given | r.Scale):
        part = st.integers(0, 16).map(lambda one: one / 16)
        return part.map(lambda one: rule.low + one * (rule.high - rule.low))
    if isinstance(rule, r.SumOfChecks):
        return st.sampled_from([0.0, 1.0])
    if isinstance(rule, r.Appraised):
        return st.sampled_from(rule.allowed)
    if isinstance(rule, r.PerCount | r.Bonus | r.Penalty | r.AnswerShares | r.Ratio):
        return st.integers(0, 40).map(float)
    return ends | st.floats(-1e6, 1e6)


@st.composite
def scenes(draw: st.DrawFn, kind: str, rows: int = 4) -> tuple[r.Rule, Sheet]:
    """A rule of the kind and a sheet of values that it can take."""
    rule = draw(RULES[kind])
    columns = {
        measure: [(draw(values_for(rule, measure)), "a note") for _ in range(rows)]
        for measure in rule.measures
    }
    line = np.array([draw(st.sampled_from([0.0, 0.5])) for _ in range(rows)])
    return rule, sheet(columns, scored={"line": Points(line)})


each_kind = pytest.mark.parametrize("kind", sorted(LAWS))


@each_kind
@settings(max_examples=60, deadline=None)
@when(data=st.data())
def test_points_stay_between_minimum_and_maximum(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind))
    points = score_rule(rule, seen).values
    points = points[~np.isnan(points)]
    if is_bounded(rule):
        slack = TOLERANCE * max(1.0, abs(rule.minimum), abs(rule.maximum))
        assert math.isfinite(rule.minimum)
        assert math.isfinite(rule.maximum)
        assert (points >= rule.minimum - slack).all()
        assert (points <= rule.maximum + slack).all()
    else:
        assert math.isinf(rule.maximum) or math.isinf(rule.minimum)


@each_kind
@settings(max_examples=60, deadline=None)
@when(data=st.data())
def test_points_follow_the_direction_of_the_table(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind, rows=1))
    measure = data.draw(st.sampled_from(rule.measures))
    values = sorted(data.draw(st.lists(values_for(rule, measure), min_size=3, max_size=5)))
    columns = {
        one: values if one == measure else [seen.column(one).values[0]] * len(values)
        for one in rule.measures
    }
    line = Points(np.full(len(values), seen.scored["line"].values[0]))
    points = score_rule(rule, sheet(columns, scored={"line": line})).values
    rises = np.diff(points) * direction_of(rule, measure)
    assert not (rises < -TOLERANCE * max(1.0, np.nanmax(np.abs(points), initial=0.0))).any()


@each_kind
@settings(max_examples=40, deadline=None)
@when(data=st.data())
def test_a_missing_input_gives_its_reason_and_never_a_number(
    kind: str, data: st.DataObject
) -> None:
    rule, seen = data.draw(scenes(kind, rows=1))
    absent = data.draw(st.sampled_from(rule.measures))
    reason = data.draw(st.sampled_from(MissingKind))
    columns = {
        one: [Missing(reason) if one == absent else seen.column(one).values[0]]
        for one in rule.measures
    }
    points = score_rule(rule, sheet(columns, scored=seen.scored))
    if kind == "requires" and not seen.scored["line"].values[0] > 0:
        assert points.values[0] == 0.0  # nothing hangs on what the unscored line would have led to
        return
    assert np.isnan(points.values[0])
    assert points.missing is not None
    assert missing_kind(int(points.missing[0])) is reason


@each_kind
@settings(max_examples=40, deadline=None)
@when(data=st.data())
def test_no_points_are_missing_without_a_reason(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind))
    points = score_rule(rule, seen)
    reasons = np.zeros(len(points.values)) if points.missing is None else points.missing
    assert ((reasons > 0) == np.isnan(points.values)).all()
    assert not np.isinf(points.values).any()


@each_kind
@settings(max_examples=40, deadline=None)
@when(data=st.data())
def test_no_points_are_a_negative_zero(kind: str, data: st.DataObject) -> None:
    """ "-0.0" in a score file reads as a mistake."""
    rule, seen = data.draw(scenes(kind))
    points = score_rule(rule, seen).values
    if kind in ("given", "appraised"):  # taken as they stand
        return
    assert not (np.signbit(points) & (points == 0)).any()


@each_kind
@settings(max_examples=30, deadline=None)
@when(data=st.data())
def test_values_that_a_rule_can_take_are_no_faults(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind))
    assert list(domain_faults(rule, seen)) == []


def messages_in(fact: object) -> Iterator[Message]:
    if isinstance(fact, Message):
        yield fact
        for inside in fact.facts.values():
            yield from messages_in(inside)
    elif isinstance(fact, list | tuple):
        for inside in fact:
            yield from messages_in(inside)


Namer = Callable[[str], object]


@each_kind
@settings(max_examples=25, deadline=None)
@when(data=st.data())
def test_the_rule_explains_itself_in_both_languages(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind))
    message = rule_in_words(rule, name_of=text, sheet=seen, period="2024")
    vi, en = say(message, "vi"), say(message, "en")
    assert vi != en
    assert not set("{}") & set(vi + en)
    for part in messages_in(message):
        assert _is_translated(part.text), part.text


def _is_translated(sentence: str) -> bool:
    wordless = not any(map(str.isalpha, re.sub(r"{\w+}", "", sentence)))
    return wordless or _catalogue("vi").gettext(sentence) != sentence


@each_kind
@settings(max_examples=8, deadline=None)
@when(data=st.data())
def test_the_explanation_names_its_citation(kind: str, data: st.DataObject) -> None:
    rule, seen = data.draw(scenes(kind))
    columns = {
        one: [(value, "ground") for value in seen.column(one).values] for one in rule.measures
    }
    edition = edition_of(leaf("line"), leaf("a", rule), root=inner("total", "sum"))
    explained = evaluate(edition, table(columns | {"m.line": [1.0] * 4})).explain("u0", "a")
    assert explained.score.citation in edition.sources
    assert [one.measure for one in explained.inputs] == list(rule.measures)
