"""The worked cases of an edition, computed anew by this process, in readable form."""

from dataclasses import dataclass
from pathlib import Path

from chiso.datasets import papi
from chiso.definition.model import Edition
from chiso.evaluation.cases import Expected, Outcome, case_files, case_outcomes, read_case
from chiso.values import Missing, MissingKind, Observation
from chiso_web.look.formats import language, short
from chiso_web.look.rules.measured import missing_text
from chiso_web.portal.editions.rules import unit_text
from chiso_web.portal.editions.words import node_title


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a case starts from."""

    measure: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a case demands of one part, and what was computed now."""

    title: str
    expected: str
    tolerance: str
    computed: str
    passes: bool


@dataclass(frozen=True, slots=True)
class Worked:
    """One case: about whom, from what, what must come out, and whether it does."""

    id: str
    title: str
    name: str
    note: str
    name_in_english: bool
    note_in_english: bool
    given: tuple[Given, ...]
    results: tuple[Result, ...]

    @property
    def passes(self) -> bool:
        """Whether every part came out as demanded."""
        return all(one.passes for one in self.results)


def worked_cases(edition: Edition) -> tuple[Worked, ...]:
    """All cases beside an edition, in the page's language."""
    return tuple(_worked(edition, file) for file in case_files(edition))


def _worked(edition: Edition, file: Path) -> Worked:
    case = read_case(edition, file)
    lang, first = language(), case.observations[0]
    return Worked(
        id=file.stem,
        title=f"{_unit_name(first.unit)} {first.period}",
        name=case.name.in_language(lang),
        note=case.note.in_language(lang),
        name_in_english=lang != "en" and case.name.vi == case.name.en,
        note_in_english=lang != "en" and case.note.vi == case.note.en,
        given=tuple(_given(edition, one) for one in case.observations),
        results=tuple(_result(edition, one) for one in case_outcomes(edition, case)),
    )


def _unit_name(code: str) -> str:
    """A province's name; the code where it is none of PAPI's."""
    names = (one.name.in_language(language()) for one in papi.provinces() if one.code == code)
    return next(names, code)


def _given(edition: Edition, one: Observation) -> Given:
    known = edition.measures.get(one.measure)
    name = known.name.in_language(language()) if known else one.measure
    return Given(one.measure, name, _value(one.value, known.unit if known else "points"))


def _value(value: float | Missing, unit: str) -> str:
    """A value with all its digits: a case is checked by hand."""
    if isinstance(value, Missing):
        return missing_text(value)
    return f"{short(value, 10)} {unit_text(unit)}" if unit == "thousand_dong" else short(value, 10)


def _result(edition: Edition, one: Outcome) -> Result:
    wanted, points = one.expected, one.score.points
    return Result(
        title=node_title(edition.node(wanted.node)),
        expected=_with_class(_expected(wanted), edition, wanted.named),
        tolerance="" if wanted.points is None else f"±{short(wanted.tolerance, 10)}",
        computed=_with_class(_computed(points), edition, one.named if wanted.named else ""),
        passes=one.passes,
    )


def _expected(wanted: Expected) -> str:
    if wanted.points is None:
        return missing_text(Missing(MissingKind(wanted.missing)))
    return short(wanted.points, 10)


def _computed(points: float | Missing) -> str:
    if isinstance(points, Missing):
        return missing_text(Missing(points.kind))
    return short(points, 7)


def _with_class(text: str, edition: Edition, name: str) -> str:
    """A result, with the class where the case demands one."""
    known = edition.classes.named if edition.classes and name else ()
    return "; ".join([text, *(one.name.in_language(language()) for one in known if one.id == name)])
