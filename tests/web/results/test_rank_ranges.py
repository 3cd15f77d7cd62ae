"""Rank ranges are stored where an error was published, and are those of the library."""

import pytest

from chiso.datasets import papi
from chiso.inference import rank_sets, ranks_taking_part
from chiso_web.results.models import Evaluation
from chiso_web.results.ranks import DRAWS, SEED
from chiso_web.results.selectors import RankRange, rank_range_by_unit
from chiso_web.units.models import Unit

pytestmark = pytest.mark.django_db


def ranges(year: str) -> dict[int, RankRange]:
    return rank_range_by_unit(Evaluation.objects.get(index="papi", period=year))


def test_no_year_without_errors_has_ranges() -> None:
    assert [ranges(year) for year in ("2014", "2018", "2024")] == [{}, {}, {}]


def test_ranges_of_2022_are_among_the_58_provinces_with_an_error() -> None:
    # three provinces of 2022 have a total without an error in PAPI's table of totals, two no total
    found = ranges("2022").values()
    assert {one.among for one in found} == {58}
    assert sorted(one.rank for one in found)[0] == 1
    assert len(found) == 58


def test_stored_ranges_are_those_that_the_library_gives() -> None:
    table = papi.observations(2023, ["papi.total"])
    rows = [table.observation(row, "papi.total") for row in range(len(table.units))]
    points = [one.value for one in rows]
    errors = [one.se for one in rows]
    sets = rank_sets(points, errors, seed=SEED, draws=DRAWS)
    place = table.units.index("46")
    stored = ranges("2023")[Unit.objects.get(code="46", valid_from=None).pk]
    assert stored.rank == ranks_taking_part(points, errors)[place] == 1
    assert (stored.lowest, stored.highest) == (sets[place].lowest, sets[place].highest)


def test_range_of_one_unit_alone_is_never_wider_than_that_of_all_at_once() -> None:
    for one in ranges("2023").values():
        assert one.lowest <= one.own_lowest <= one.rank <= one.own_highest <= one.highest


def test_withheld_province_has_no_range() -> None:
    quang_ninh = Unit.objects.get(code="22", valid_from=None)
    assert quang_ninh.pk not in ranges("2023")


def test_reading_the_ranges_takes_one_query(django_assert_num_queries) -> None:
    evaluation = Evaluation.objects.get(index="papi", period="2023")
    with django_assert_num_queries(1):
        assert len(rank_range_by_unit(evaluation)) == 61
