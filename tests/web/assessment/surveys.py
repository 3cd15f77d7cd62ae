"""Survey results for tests: a sheet as an office fills it in, and what a survey may have found."""

from chiso_web.assessment.asked import fields_surveyed
from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.surveyed import Surveyed
from chiso_web.look.sheets import ListSheet, SheetRow
from chiso_web.results.selectors import edition_named
from tests.people import LONG_BIEN
from tests.web.assessment.rounds import entrant_of

SOURCE = "Báo cáo số 512/BC-SNV ngày 20/11/2026"
ANSWERS = {
    "hn.survey.service.very_satisfied": 60.0,
    "hn.survey.service.satisfied": 30.0,
    "hn.survey.service.neutral": 6.0,
    "hn.survey.service.unsatisfied": 3.0,
    "hn.survey.service.very_unsatisfied": 1.0,
}


def figures_of(entrant: Entrant, *, count: float = 20.0) -> dict[str, float]:
    """A figure for every measure that a survey answers of a unit; scales have 4,25."""
    fields = fields_surveyed(edition_named(entrant.group.edition))
    return {measure: count if field.unit == "count" else 4.25 for measure, field in fields.items()}


def surveyed(one: Round, unit: str = LONG_BIEN, **told) -> Surveyed:
    """What a survey found of a unit: everything, unless told otherwise."""
    entrant = entrant_of(one, unit)
    figures = told.pop("figures", None)
    return Surveyed(entrant, figures_of(entrant) if figures is None else figures, **told)


def sheet_of(header: list[str], *rows: list[str], numbers: frozenset[int] = frozenset()):
    """A sheet as a file reads."""
    body = [SheetRow(at, tuple(row), numbers) for at, row in enumerate(rows, start=2)]
    return ListSheet("ket-qua.xlsx", "0" * 64, tuple(header), tuple(body))
