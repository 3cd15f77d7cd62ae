"""From YAML to rule parameters: one function a kind, each noting every fault it finds."""

from collections.abc import Callable, Mapping

from chiso.definition.reading import Cursor, Fields
from chiso.definition.rules import (
    KINDS,
    AnswerShares,
    Appraised,
    Band,
    Bands,
    Bonus,
    Check,
    Given,
    LateStep,
    Linear,
    LowestOf,
    ObservedRange,
    OnTime,
    Option,
    Penalty,
    PerCount,
    Proportional,
    Ratio,
    Requires,
    Rounding,
    Rule,
    Scale,
    SumOfChecks,
)
from chiso.errors import mark
from chiso.wording import Text

INSIDE_LOWEST = (
    "linear",
    "bands",
    "ratio",
    "proportional",
    "sum_of_checks",
    "on_time",
    "per_count",
)
ZERO_DENOMINATOR = ("zero", "full", "not_applicable", "refuse")
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "given": (("measure", "min", "max", "range_source"), ()),
    "linear": (("measure", "zero_at", "full_at", "points", "capped"), ()),
    "bands": (("measure", "bands"), ()),
    "ratio": (("numerator", "denominator", "zero_denominator", "then"), ("times",)),
    "proportional": (("measure", "target", "points"), ("floor",)),
    "sum_of_checks": (("checks",), ()),
    "on_time": (("measure", "steps"), ()),
    "per_count": (("measure", "points", "each", "floor"), ()),
    "requires": (("line", "then"), ()),
    "lowest_of": (("rules",), ()),
    "bonus": (("measure", "each", "cap"), ()),
    "penalty": (("measure", "each", "cap"), ()),
    "scale": (("measure", "low", "high", "points_low", "points_high"), ("reversed",)),
    "observed_range": (("measure", "points_low", "points_high"), ("units", "reversed")),
    "answer_shares": (("options", "points"), ("rounding",)),
    "appraised": (("measure", "allowed"), ()),
}


def read_rule(cursor: Cursor) -> Rule | None:
    """The rule at a cursor; None, with a fault, if its kind is not known."""
    return _read(cursor, allowed=tuple(KINDS), own_measure=True)


def _read(cursor: Cursor, *, allowed: tuple[str, ...], own_measure: bool) -> Rule | None:
    entries = cursor.entries()
    if not cursor.is_mapping:
        return None
    if "kind" not in entries:
        cursor.fault(mark("the key “{expected}” is missing"), expected="kind")
        return None
    kind = entries["kind"].choice(allowed)
    if kind not in allowed:
        return None
    required, optional = _KEYS[kind]
    if not own_measure:
        required = tuple(key for key in required if key != "measure")
    rule = _READERS[kind](cursor.fields(required=("kind", *required), optional=optional))
    if rule is not None and len(set(rule.measures)) < len(rule.measures):
        cursor.fault(mark("a measure is read twice by one rule; expected each once"))
    return rule


def _must_exceed(fields: Fields, greater: str, lesser: str) -> None:
    high, low = fields.number(greater), fields.number(lesser)
    if fields.has(greater) and fields.has(lesser) and high <= low:
        fields.at(greater).fault(
            mark("{greater} ({found}) must exceed {lesser} ({expected})"),
            greater=greater,
            found=high,
            lesser=lesser,
            expected=low,
        )


def _must_be_positive(fields: Fields, *names: str) -> None:
    for name in names:
        if fields.has(name) and fields.number(name) <= 0:
            fields.at(name).fault(
                mark("{name} ({found}) must be above 0"), name=name, found=fields.number(name)
            )


def _given(fields: Fields) -> Given:
    _must_exceed(fields, "max", "min")
    return Given(
        measure=fields.string("measure"),
        low=fields.number("min"),
        high=fields.number("max"),
        range_source=fields.at("range_source").place()
        if fields.has("range_source")
        else Text("", ""),
    )


def _linear(fields: Fields) -> Linear:
    zero_at, full_at = fields.number("zero_at"), fields.number("full_at")
    if fields.has("zero_at") and fields.has("full_at") and zero_at == full_at:
        fields.at("full_at").fault(
            mark("full_at ({found}) must differ from zero_at ({expected})"),
            found=full_at,
            expected=zero_at,
        )
    _must_be_positive(fields, "points")
    return Linear(
        measure=fields.string("measure"),
        zero_at=zero_at,
        full_at=full_at,
        points=fields.number("points"),
        capped=fields.boolean("capped"),
    )


def _bands(fields: Fields) -> Bands | None:
    items = fields.items("bands")
    ends = [_band_ends(item) for item in items]
    if not items:
        fields.at("bands").fault(mark("no bands; expected at least one"))
        return None
    _check_outer_ends(items, ends)
    for place in range(1, len(ends)):
        _check_joint(items[place], upper=ends[place - 1][1], lower=ends[place][0])
    bands = tuple(_band(item, lower=lower) for item, (lower, _) in zip(items, ends, strict=True))
    if all(band.points is None for band in bands):
        fields.at("bands").fault(mark("every band is unknown; expected points in one at least"))
        return None
    return Bands(measure=fields.string("measure"), bands=bands)


End = tuple[float, bool] | None
_BAND_KEYS = ("from", "above", "up_to", "below", "points", "unknown")


def _band_ends(item: Cursor) -> tuple[End, End]:
    fields = item.fields(required=(), optional=_BAND_KEYS)
    for pair in (("from", "above"), ("up_to", "below"), ("points", "unknown")):
        if all(fields.has(key) for key in pair):
            item.fault(
                mark("{found} exclude each other; expected one of them"), found=" / ".join(pair)
            )
    if not fields.has("points") and not fields.has("unknown"):
        item.fault(mark("the key “{expected}” is missing"), expected="points")
    lower, upper = _end(fields, "from", "above"), _end(fields, "up_to", "below")
    _check_width(item, lower=lower, upper=upper)
    return lower, upper


def _check_width(item: Cursor, *, lower: End, upper: End) -> None:
    if lower is None or upper is None:
        return
    if lower[0] > upper[0] or (lower[0] == upper[0] and not (lower[1] and upper[1])):
        item.fault(
            mark("the band from {found} to {expected} holds no value"),
            found=lower[0],
            expected=upper[0],
        )


def _end(fields: Fields, inclusive: str, exclusive: str) -> End:
    if fields.has(inclusive):
        return fields.number(inclusive), True
    if fields.has(exclusive):
        return fields.number(exclusive), False
    return None


def _check_outer_ends(items: list[Cursor], ends: list[tuple[End, End]]) -> None:
    if ends[0][0] is not None:
        items[0].fault(
            mark(
                "values below {found} fall in no band; expected the first band to have no lower end"
            ),
            found=ends[0][0][0],
        )
    if ends[-1][1] is not None:
        items[-1].fault(
            mark(
                "values above {found} fall in no band; expected the last band to have no upper end"
            ),
            found=ends[-1][1][0],
        )


def _check_joint(item: Cursor, *, upper: End, lower: End) -> None:
    if upper is None or lower is None:
        item.fault(mark("two bands overlap: an end is missing between them"))
    elif upper[0] > lower[0] or (upper[0] == lower[0] and upper[1] and lower[1]):
        item.fault(
            mark("two bands overlap between {found} and {expected}"),
            found=lower[0],
            expected=upper[0],
        )
    elif upper[0] < lower[0] or not (upper[1] or lower[1]):
        item.fault(
            mark("values between {found} and {expected} fall in no band"),
            found=upper[0],
            expected=lower[0],
        )


def _band(item: Cursor, *, lower: End) -> Band:
    fields = Fields(item, item.entries(), ())
    return Band(
        lower=lower[0] if lower else None,
        includes_lower=lower[1] if lower else False,
        points=fields.number("points") if fields.has("points") else None,
        unknown=fields.at("unknown").place() if fields.has("unknown") else None,
    )


def _ratio(fields: Fields) -> Ratio | None:
    then = (
        _read(fields.at("then"), allowed=("linear", "bands"), own_measure=False)
        if fields.has("then")
        else None
    )
    policy = fields.choice("zero_denominator", ZERO_DENOMINATOR)
    _must_be_positive(fields, "times")
    if not isinstance(then, Linear | Bands):
        return None
    return Ratio(
        numerator=fields.string("numerator"),
        denominator=fields.string("denominator"),
        times=fields.number("times", 1.0),
        zero_denominator=policy,
        then=then,
    )


def _proportional(fields: Fields) -> Proportional:
    _must_be_positive(fields, "target", "points")
    if fields.has("floor"):
        _must_exceed(fields, "target", "floor")
    return Proportional(
        measure=fields.string("measure"),
        target=fields.number("target"),
        floor=fields.number("floor", 0.0),
        points=fields.number("points"),
    )


def _sum_of_checks(fields: Fields) -> SumOfChecks:
    items = [item.fields(required=("measure", "points")) for item in fields.items("checks")]
    if not items:
        fields.at("checks").fault(mark("an empty list; expected at least one entry"))
    for item in items:
        _must_be_positive(item, "points")
    return SumOfChecks(
        checks=tuple(
            Check(measure=item.string("measure"), points=item.number("points")) for item in items
        )
    )


def _on_time(fields: Fields) -> OnTime | None:
    items = [
        item.fields(required=("points",), optional=("up_to",)) for item in fields.items("steps")
    ]
    if not items:
        fields.at("steps").fault(mark("an empty list; expected at least one entry"))
        return None
    steps = tuple(
        LateStep(
            up_to=item.number("up_to") if item.has("up_to") else None, points=item.number("points")
        )
        for item in items
    )
    if steps[-1].up_to is not None or any(step.up_to is None for step in steps[:-1]):
        items[-1].cursor.fault(mark("only the last step, and always the last, has no up_to"))
        return None
    for place in range(1, len(steps)):
        _check_step(items[place], earlier=steps[place - 1], later=steps[place])
    return OnTime(measure=fields.string("measure"), steps=steps)


def _check_step(fields: Fields, *, earlier: LateStep, later: LateStep) -> None:
    if earlier.up_to is not None and later.up_to is not None and later.up_to <= earlier.up_to:
        fields.at("up_to").fault(
            mark("up_to ({found}) must exceed that of the step before ({expected})"),
            found=later.up_to,
            expected=earlier.up_to,
        )
    if later.points > earlier.points:
        fields.at("points").fault(
            mark("points rise with lateness: {found} after {expected}"),
            found=later.points,
            expected=earlier.points,
        )


def _per_count(fields: Fields) -> PerCount:
    _must_be_positive(fields, "points", "each")
    _must_exceed(fields, "points", "floor")
    return PerCount(
        measure=fields.string("measure"),
        points=fields.number("points"),
        each=fields.number("each"),
        floor=fields.number("floor"),
    )


def _requires(fields: Fields) -> Requires | None:
    then = read_rule(fields.at("then")) if fields.has("then") else None
    return Requires(line=fields.string("line"), then=then) if then else None


def _lowest_of(fields: Fields) -> LowestOf | None:
    items = fields.items("rules")
    rules = [_read(item, allowed=INSIDE_LOWEST, own_measure=True) for item in items]
    if len(items) < 2:
        fields.at("rules").fault(mark("expected two rules or more, of which the lowest counts"))
        return None
    whole = tuple(rule for rule in rules if rule is not None)
    return LowestOf(rules=whole) if len(whole) == len(items) else None


def _bonus(fields: Fields) -> Bonus:
    _must_be_positive(fields, "each", "cap")
    return Bonus(
        measure=fields.string("measure"), each=fields.number("each"), cap=fields.number("cap")
    )


def _penalty(fields: Fields) -> Penalty:
    _must_be_positive(fields, "each", "cap")
    return Penalty(
        measure=fields.string("measure"), each=fields.number("each"), cap=fields.number("cap")
    )


def _scale(fields: Fields) -> Scale:
    _must_exceed(fields, "high", "low")
    _must_exceed(fields, "points_high", "points_low")
    return Scale(
        measure=fields.string("measure"),
        low=fields.number("low"),
        high=fields.number("high"),
        reversed=fields.boolean("reversed"),
        points_low=fields.number("points_low"),
        points_high=fields.number("points_high"),
    )


def _observed_range(fields: Fields) -> ObservedRange:
    _must_exceed(fields, "points_high", "points_low")
    return ObservedRange(
        measure=fields.string("measure"),
        units=tuple(item.string() for item in fields.items("units")),
        reversed=fields.boolean("reversed"),
        points_low=fields.number("points_low"),
        points_high=fields.number("points_high"),
    )


def _answer_shares(fields: Fields) -> AnswerShares | None:
    items = [item.fields(required=("measure", "share")) for item in fields.items("options")]
    _must_be_positive(fields, "points")
    if not items:
        fields.at("options").fault(mark("an empty list; expected at least one entry"))
        return None
    for item in items:
        if not 0 <= item.number("share") <= 1:
            item.at("share").fault(
                mark("found {found}, expected a share from 0 to 1"), found=item.number("share")
            )
    options = tuple(
        Option(measure=item.string("measure"), share=item.number("share")) for item in items
    )
    return AnswerShares(
        options=options,
        points=fields.number("points"),
        rounding=_rounding(fields.at("rounding")) if fields.has("rounding") else None,
    )


def _rounding(cursor: Cursor) -> Rounding | None:
    fields = cursor.fields(required=("decimals", "mode", "source"))
    fields.choice("mode", ("half_up",))
    decimals = fields.at("decimals").whole() if fields.has("decimals") else None
    if decimals is None or not fields.has("source"):
        return None
    if not 0 <= decimals <= 6:
        fields.at("decimals").fault(mark("found {found}, expected 0 to 6 decimals"), found=decimals)
    return Rounding(decimals=decimals, source=fields.at("source").place())


def _appraised(fields: Fields) -> Appraised | None:
    allowed = tuple(item.number() for item in fields.items("allowed"))
    if not allowed:
        fields.at("allowed").fault(mark("an empty list; expected at least one entry"))
        return None
    return Appraised(measure=fields.string("measure"), allowed=allowed)


_READERS: Mapping[str, Callable[[Fields], Rule | None]] = {
    "given": _given,
    "linear": _linear,
    "bands": _bands,
    "ratio": _ratio,
    "proportional": _proportional,
    "sum_of_checks": _sum_of_checks,
    "on_time": _on_time,
    "per_count": _per_count,
    "requires": _requires,
    "lowest_of": _lowest_of,
    "bonus": _bonus,
    "penalty": _penalty,
    "scale": _scale,
    "observed_range": _observed_range,
    "answer_shares": _answer_shares,
    "appraised": _appraised,
}
