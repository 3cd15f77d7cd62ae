"""What two indices award one unit in one period stands apart, though their leaves share codes."""

import pytest

from chiso.definition.model import ROOT
from chiso.values import Observation as Observed
from chiso_web.results.models import Evaluation, Score
from chiso_web.results.selectors import observation_table
from chiso_web.results.services import observations_put
from chiso_web.units.models import Unit
from tests.people import LONG_BIEN

pytestmark = pytest.mark.django_db
PERIOD = "2031"
LEAF = "1.2.awarded"


@pytest.fixture
def ward() -> Unit:
    return Unit.objects.get(uid=LONG_BIEN)


def published(ward: Unit, index: str) -> Evaluation:
    """A result of an index that has the unit."""
    facts = {"edition": f"{index}@2026", "rule_set_version": "1", "package_version": "0"}
    made = Evaluation.objects.create(index=index, period=PERIOD, keyed_by=Evaluation.UID, **facts)
    score = {"node": ROOT, "place": 0, "kind": "total", "rank_group": "ward"}
    Score.objects.create(evaluation=made, unit=ward, points=1.0, **score)
    return made


def put(ward: Unit, index: str, points: float | None) -> None:
    """Store what an index awards the unit; None: nothing, only a figure that it observed."""
    told = (LEAF, points, "Biên bản số 7") if points is not None else (f"{index}.a", 1.0, "")
    measure, value, note = told
    seen = Observed(ward.uid, PERIOD, measure, value, note=note)
    observations_put([seen], index=index, period=PERIOD, units={ward.uid: ward})


def awarded(one: Evaluation) -> list[object]:
    """What of the award an index reads."""
    table = observation_table(one, [LEAF])
    return [seen.value for seen in table.observations()]


def test_award_of_one_index_is_none_of_another(ward: Unit) -> None:
    first, second = published(ward, "first"), published(ward, "second")
    put(ward, "first", 0.5)
    put(ward, "second", None)
    assert awarded(first) == [0.5]
    assert awarded(second) == []


def test_awards_on_one_code_stand_side_by_side(ward: Unit) -> None:
    first, second = published(ward, "first"), published(ward, "second")
    put(ward, "first", 0.5)
    put(ward, "second", 0.25)
    assert (awarded(first), awarded(second)) == ([0.5], [0.25])


def test_award_that_a_correction_takes_back_is_gone(ward: Unit) -> None:
    first = published(ward, "first")
    put(ward, "first", 0.5)
    put(ward, "first", None)
    assert awarded(first) == []
