"""What a unit had in the result before a round: a figure, that it did not arise, or nothing."""

import pytest

from chiso.values import MissingKind
from chiso_web.assessment.last_year import LastYear, figures_told, last_year
from chiso_web.results.models import Evaluation, Observation, Score
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from tests.people import BO_DE, LONG_BIEN

pytestmark = pytest.mark.django_db
INDEX, EDITION = "ha-noi-communes", "ha-noi-communes@2026"
RATIO = "3.2"  # dossiers on time of those handled
ON_TIME, HANDLED = "hn.dossiers.on_time", "hn.dossiers.handled"


@pytest.fixture
def ward() -> Unit:
    """Phường Long Biên, of which no result is known."""
    Evaluation.objects.filter(index=INDEX).delete()
    Observation.objects.filter(measure__in=(ON_TIME, HANDLED)).delete()
    return Unit.objects.get(uid=LONG_BIEN)


def published(unit: Unit, period: str, **observed: dict[str, object]) -> None:
    """A result in which a unit has three points on the ratio, out of what is observed."""
    facts = {"edition": EDITION, "edition_sha256": "", "rule_set_version": "1"}
    result = Evaluation.objects.create(index=INDEX, period=period, package_version="0", **facts)
    score = {"node": RATIO, "place": 1, "code": RATIO, "kind": "leaf", "rank_group": "ward"}
    Score.objects.create(evaluation=result, unit=unit, points=3.0, **score)
    for name, seen in observed.items():
        measure = {"on_time": ON_TIME, "handled": HANDLED}[name]
        Observation.objects.create(unit=unit, period=period, measure=measure, **seen)


def before_2026(unit: Unit) -> LastYear:
    leaf = edition_named(EDITION).node(RATIO)
    return last_year([leaf], {unit.pk}, index=INDEX, before="2026")


def told(unit: Unit) -> str:
    found = before_2026(unit)
    return figures_told(found, found.lines[unit.pk, RATIO])


def test_figures_of_last_year_are_told(ward: Unit) -> None:
    published(ward, "2025", on_time={"value": 219.0}, handled={"value": 222.0})
    assert told(ward) == "219/222 = 98,65%"


def test_what_did_not_arise_is_told_so(ward: Unit) -> None:
    absent = {"missing": MissingKind.NOT_APPLICABLE, "note": "Không có hồ sơ"}
    published(ward, "2025", on_time=absent, handled=absent)
    assert told(ward) == "không phát sinh"


@pytest.mark.parametrize(
    "kind", [one for one in MissingKind if one is not MissingKind.NOT_APPLICABLE]
)
def test_what_is_missing_for_another_reason_is_never_told_as_not_arisen(
    ward: Unit, kind: MissingKind
) -> None:
    published(ward, "2025", on_time={"missing": kind}, handled={"value": 222.0})
    assert told(ward) == ""


def test_result_that_has_the_unit_counts_not_a_later_one_without_it(ward: Unit) -> None:
    published(ward, "2024")
    published(Unit.objects.get(uid=BO_DE), "2025")
    assert before_2026(ward).period == "2024"
