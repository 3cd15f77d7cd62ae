"""The worked cases beside an edition: observations of one unit, and the scores they must give."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from chiso.definition.model import Edition
from chiso.definition.reading import Cursor, Fields, check_schema, open_yaml
from chiso.errors import ChisoError, EditionInvalid, Fault, FaultsFound, mark
from chiso.evaluation.evaluate import evaluate
from chiso.spelling import nearest
from chiso.tables import is_period
from chiso.values import AWARDED, Missing, MissingKind, Observation, Score, table_of
from chiso.wording import Text

_EXACT = 1e-9
_EXPECTED = ("score", "tolerance", "missing", "min", "max", "class")
_KINDS = tuple(kind.value for kind in MissingKind)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case demands of one node: points within a tolerance, or a kind of missing.

    It may also demand the range that applies (``low``, ``high``) and the class (``named``).
    """

    cursor: Cursor
    node: str
    points: float | None
    tolerance: float
    missing: str
    low: float | None = None
    high: float | None = None
    named: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it was read: what it is about, what was observed, and what must come out.

    ``others`` are of other units, for rules that look at them too.
    """

    cursor: Cursor
    name: Text
    note: Text
    observations: tuple[Observation, ...]
    expected: tuple[Expected, ...]
    others: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case demands of one node, the score and class computed now, and whether it is so."""

    expected: Expected
    score: Score
    named: str = ""

    @property
    def passes(self) -> bool:
        """Whether score, range and class are as demanded."""
        return self.score_passes and not self.wrong_ends and self.class_passes

    @property
    def class_passes(self) -> bool:
        """Whether the class is as demanded, if one is."""
        return self.expected.named in ("", self.named)

    @property
    def wrong_ends(self) -> tuple[tuple[float, float], ...]:
        """The ends of the range that are not as demanded: found, expected."""
        wanted = self.expected
        ends = ((self.score.minimum, wanted.low), (self.score.maximum, wanted.high))
        return tuple(
            (found, end)
            for found, end in ends
            if end is not None and abs(found - end) > max(wanted.tolerance, _EXACT)
        )

    @property
    def score_passes(self) -> bool:
        """Whether the points are within the tolerance, or missing in the way demanded."""
        points, wanted = self.score.points, self.expected
        if isinstance(points, Missing):
            return points.kind.value == wanted.missing
        return wanted.points is not None and abs(points - wanted.points) <= wanted.tolerance


def case_files(edition: Edition) -> tuple[Path, ...]:
    """The case files of an edition, by name."""
    return tuple(sorted((Path(edition.file).parent / "cases").glob("*.yaml")))


def case_faults(edition: Edition, file: Path) -> tuple[Fault, ...]:
    """Everything wrong in one case: what does not read, or every score that is not as expected."""
    try:
        case = read_case(edition, file)
    except EditionInvalid as error:
        return error.faults
    where = case.cursor.where
    try:
        outcomes = case_outcomes(edition, case)
    except FaultsFound as error:
        return tuple(
            Fault(f"{where}: {one.where}", one.sentence, one.facts) for one in error.faults
        )
    except ChisoError as error:
        return (Fault(where, error.sentence, error.facts),)
    for one in outcomes:
        if not one.passes:
            _tell(one)
    return tuple(case.cursor.reading.faults)


def read_case(edition: Edition, file: Path) -> Case:
    """The case in a file. Raises EditionInvalid with all that does not read."""
    cursor = open_yaml(file)
    fields = cursor.fields(
        required=("schema", "name", "unit", "period", "observations", "expect"),
        optional=("note", "others"),
    )
    check_schema(fields)
    observations = tuple(_observations(fields, edition))
    if not observations:
        cursor.fault(mark("found no observations; expected at least one"))
    expected = tuple(_expected(fields, edition))
    others = tuple(_others(fields, edition))
    name, note = _in_both(fields, "name"), _in_both(fields, "note")
    if cursor.reading.faults:
        raise EditionInvalid(what=str(file), faults=cursor.reading.faults)
    return Case(cursor, name, note, observations, expected, others)


def _in_both(fields: Fields, key: str) -> Text:
    return fields.at(key).place() if fields.has(key) else Text("", "")


def case_outcomes(edition: Edition, case: Case) -> tuple[Outcome, ...]:
    """What a case demands, node by node, beside what is computed now.

    Raises ChisoError where its observations are none that the edition can score.
    """
    evaluation = evaluate(edition, table_of((*case.observations, *case.others)))
    unit = case.observations[0].unit
    row = evaluation.row(unit)
    return tuple(
        Outcome(one, evaluation.score(unit, one.node), evaluation.classes(one.node)[row] or "")
        for one in case.expected
    )


def _observations(fields: Fields, edition: Edition) -> Iterator[Observation]:
    unit, period = fields.string("unit"), fields.string("period")
    if period and not is_period(period):
        fields.at("period").fault(
            mark(
                "found “{found}”; expected a period from 1900 to 2199, such as 2018, 2018-H1, "
                "2018-Q3 or 2018-M05"
            ),
            found=period,
        )
    entries = fields.at("observations").entries() if fields.has("observations") else {}
    yield from _of_unit(entries, edition, unit=unit, period=period)


def _others(fields: Fields, edition: Edition) -> Iterator[Observation]:
    """What was observed of other units in the same period, unit by unit."""
    entries = fields.at("others").entries() if fields.has("others") else {}
    for unit, cursor in entries.items():
        observed = cursor.entries()
        yield from _of_unit(observed, edition, unit=unit, period=fields.string("period"))


def _of_unit(
    entries: dict[str, Cursor], edition: Edition, *, unit: str, period: str
) -> Iterator[Observation]:
    known = {*edition.measures, *(node.id + AWARDED for node in edition.nodes)}
    for measure, cursor in entries.items():
        if measure not in known:
            _unknown(cursor, mark("unknown measure “{found}”. Nearest: {nearest}"), measure, known)
        value, note = _value(cursor)
        yield Observation(unit, period, measure, value, note=note)


def _value(cursor: Cursor) -> tuple[float | Missing, str]:
    """A plain number, or {value: …, note: …}, or {missing: …, note: …}."""
    if cursor.is_scalar:
        return cursor.number(), ""
    fields = cursor.fields(required=(), optional=("value", "missing", "note"))
    note = fields.string("note")
    if fields.has("value") == fields.has("missing"):
        cursor.fault(mark("expected either a value or a missing kind"))
    if fields.has("value"):
        return fields.number("value"), note
    kind = fields.choice("missing", _KINDS)
    return Missing(MissingKind(kind) if kind in _KINDS else MissingKind.NOT_REPORTED, note), note


def _expected(fields: Fields, edition: Edition) -> Iterator[Expected]:
    entries = fields.at("expect").entries() if fields.has("expect") else {}
    known = [node.id for node in edition.nodes]
    for node, cursor in entries.items():
        if node not in known:
            _unknown(cursor, mark("unknown node “{found}”. Nearest: {nearest}"), node, known)
        one = cursor.fields(required=(), optional=_EXPECTED)
        if one.has("score") == one.has("missing") or one.has("score") != one.has("tolerance"):
            cursor.fault(mark("expected either a score with its tolerance, or a missing kind"))
        yield Expected(
            cursor=cursor,
            node=node,
            points=one.number("score") if one.has("score") else None,
            tolerance=one.number("tolerance"),
            missing=one.choice("missing", _KINDS),
            low=one.number("min") if one.has("min") else None,
            high=one.number("max") if one.has("max") else None,
            named=_class(one, edition),
        )


def _class(one: Fields, edition: Edition) -> str:
    """The class demanded; one that the edition has not is a fault."""
    name = one.word("class")
    known = [item.id for item in edition.classes.named] if edition.classes else []
    if name and name not in known:
        _unknown(one.at("class"), mark("unknown class “{found}”. Nearest: {nearest}"), name, known)
    return name


def _unknown(cursor: Cursor, sentence: str, found: str, known: Collection[str]) -> None:
    cursor.fault(sentence, found=found, nearest=", ".join(nearest(found, known)) or "–")


def _tell(outcome: Outcome) -> None:
    """Note what is not as expected, where the case demands it."""
    one, score = outcome.expected, outcome.score.points
    if not outcome.score_passes:
        found = score.kind.value if isinstance(score, Missing) else repr(score)
        wanted = one.missing if one.points is None else f"{one.points!r} ± {one.tolerance!r}"
        facts = {"node": one.node, "found": found, "expected": wanted}
        one.cursor.fault(mark("node {node} scored {found}; expected {expected}"), **facts)
    for end, expected in outcome.wrong_ends:
        facts = {"node": one.node, "found": repr(end), "expected": repr(expected)}
        one.cursor.fault(
            mark("the range of node {node} ends at {found}; expected {expected}"), **facts
        )
    if not outcome.class_passes:
        facts = {"node": one.node, "found": outcome.named or "–", "expected": one.named}
        one.cursor.fault(mark("the class of node {node} is {found}; expected {expected}"), **facts)
