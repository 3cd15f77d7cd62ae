"""Series on the units of another day. Expected numbers are worked by hand in the comments."""

import io
from datetime import date

import numpy as np
import pytest

from chiso import territory
from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.errors import KeyInvalid, ObservationsInvalid
from chiso.evaluation import Basis, Restated, evaluate, restate
from chiso.values import Missing, MissingKind, Observation, ObservationTable, table_of
from chiso.wording import say

AFTER = date(2025, 7, 1)
NEW_TUYEN_QUANG = "08@2025-07-01"  # of Hà Giang (02) and Tuyên Quang (08)
HA_GIANG, TUYEN_QUANG = 854679, 784811  # people, census of 2019


def one(
    unit: str,
    value: float | Missing,
    *,
    over: tuple[float, float] | None = None,
    measure: str = "m",
    **more,
) -> Observation:
    above, below = over or (None, None)
    return Observation(unit, "2023", measure, value, numerator=above, denominator=below, **more)


def restated(*observations: Observation, **options) -> Restated:
    return restate(table_of(observations), AFTER, **options)


def found(result: Restated, unit: str = NEW_TUYEN_QUANG, measure: str = "m"):
    return result.value(unit, "2023", measure)


def test_counts_are_summed() -> None:
    value = found(restated(one("02", 3), one("08", 4), counts=["m"]))
    assert (value.value, value.basis, value.approximate) == (7.0, Basis.SUM, False)
    assert (value.lowest, value.highest) == (None, None)


def test_shares_are_recomputed_from_their_counts() -> None:
    """(1 + 3) / (2 + 4) = 2/3; the mean of 0.5 and 0.75 would be 0.625."""
    result = restated(one("02", 0.5, over=(1, 2)), one("08", 0.75, over=(3, 4)))
    value = found(result)
    assert (value.value, value.basis, value.approximate) == (4 / 6, Basis.SHARE, False)
    row = result.table.observation(0, "m")
    assert (row.numerator, row.denominator) == (4, 6)


def test_percentages_stay_percentages() -> None:
    value = found(restated(one("02", 50.0, over=(1, 2)), one("08", 75.0, over=(3, 4))))
    assert value.value == pytest.approx(400 / 6)


def test_value_that_is_not_its_share_is_refused() -> None:
    with pytest.raises(ObservationsInvalid, match=r"gives 0\.75"):
        restated(
            one("02", 0.5, over=(1, 2)), one("08", 0.1, over=(3, 4)), one("01", 0.5, over=(2, 4))
        )


def test_part_where_nothing_arose_adds_nothing_to_a_share() -> None:
    nothing = Missing(MissingKind.NOT_APPLICABLE, "không phát sinh")
    assert (
        found(restated(one("02", 0.5, over=(1, 2)), one("08", nothing, over=(0, 0)))).value == 0.5
    )
    both = restated(one("02", nothing, over=(0, 0)), one("08", nothing, over=(0, 0)))
    assert found(both).value.kind is MissingKind.NOT_APPLICABLE


def test_scores_are_averaged_by_population_and_marked() -> None:
    value = found(restated(one("02", 40.0), one("08", 44.0), weights=territory.census_2019()))
    by_hand = (40 * HA_GIANG + 44 * TUYEN_QUANG) / (HA_GIANG + TUYEN_QUANG)
    assert value.value == pytest.approx(by_hand, abs=1e-12)
    assert (value.basis, value.approximate) == (Basis.WEIGHTED, True)
    assert (value.lowest, value.highest) == (40.0, 44.0)
    assert value.weights[0] == HA_GIANG / (HA_GIANG + TUYEN_QUANG)


def test_without_weights_they_are_equal_and_said_to_be() -> None:
    result = restated(one("02", 40.0), one("08", 44.0))
    value = found(result)
    assert (value.value, value.basis, value.approximate) == (42.0, Basis.EQUAL, True)
    assert (value.lowest, value.highest) == (40.0, 44.0)
    words = say(result.in_words(value, territory.shipped(), "vi"), "vi")
    assert words.startswith("Gần đúng: không có tệp trọng số nên Tỉnh Hà Giang (50,0%)")


def test_note_carries_the_mark_and_the_weights() -> None:
    result = restated(one("02", 40.0), one("08", 44.0), weights=territory.census_2019())
    note = result.table.observation(0, "m").note
    assert note.startswith("approximate: average of 02@unknown 854679, 08@unknown 784811")
    assert "2019" in note


def test_missing_part_makes_the_whole_missing() -> None:
    withheld = Missing(MissingKind.NOT_PUBLISHED)
    result = restated(one("02", withheld), one("08", 44.0))
    value = found(result)
    assert value.value.kind is MissingKind.NOT_PUBLISHED
    assert (value.lacking, value.lowest, value.approximate) == (("02@unknown",), None, False)
    words = say(result.in_words(value, territory.shipped(), "vi"), "vi")
    assert words == "Không có giá trị vì thiếu số liệu của Tỉnh Hà Giang"


def test_part_that_is_not_in_the_series_makes_the_whole_missing() -> None:
    value = found(restated(one("08", 44.0)))
    assert value.value.kind is MissingKind.NOT_REPORTED
    assert value.lacking == ("02@unknown",)


def test_unchanged_province_keeps_everything() -> None:
    observation = one("01", 45.5, se=0.3, n=1100, note="x", source="PAPI")
    result = restated(observation)
    row = result.table.observation(0, "m")
    assert (row.value, row.se, row.n, row.note, row.source) == (45.5, 0.3, 1100, "x", "PAPI")
    assert found(result, "01@unknown").basis is Basis.UNCHANGED


def test_province_that_became_a_city_keeps_its_value() -> None:
    value = found(restated(one("46", 45.0)), "46@2025-01-01")
    assert (value.value, value.approximate) == (45.0, False)


def test_merged_score_has_no_standard_error_but_all_respondents() -> None:
    result = restated(one("02", 40.0, se=0.3, n=200), one("08", 44.0, se=0.4, n=300))
    row = result.table.observation(0, "m")
    assert (row.se, row.n) == (None, 500)


def test_medians_are_withheld_where_units_merged() -> None:
    median = "papi.6.2.01"
    result = restated(*(one(unit, 1.0, measure=median) for unit in ("01", "02", "08")))
    assert found(result, measure=median).value.kind is MissingKind.WITHHELD
    assert found(result, "01@unknown", median).value == 1.0


def test_divided_wards_without_a_key_have_counts_between_bounds() -> None:
    """New Phúc Lợi takes parts of six communes and no whole one: between nothing and all."""
    parts = territory.mapping(date(2025, 6, 30), AFTER).by_new["00136@2025-07-01"]
    rows = [Observation(row.old, "2025-H1", "m", 10.0) for row in parts if "@" in row.old]
    value = restate(table_of(rows), AFTER, counts=["m"]).value("00136@2025-07-01", "2025-H1", "m")
    assert value.value.kind is MissingKind.NO_KEY
    assert (value.lowest, value.highest) == (0.0, 60.0)


def test_divided_share_without_a_key_has_the_bounds_of_what_may_have_come() -> None:
    """Back to 2018: of Phúc Lợi's 3 of 10, any part may be Sài Đồng's: between 0 and 1."""
    table = table_of([Observation("00136", "2025-H1", "m", 0.3, numerator=3, denominator=10)])
    value = restate(table, date(2018, 12, 31)).value("00136@unknown", "2025-H1", "m")
    assert value.value.kind is MissingKind.NO_KEY
    assert (value.lowest, value.highest) == (0.0, 1.0)


def test_key_divides_counts_and_marks_them() -> None:
    """Sài Đồng's 17,909 people and Phúc Lợi's 33,840: 33,840 + 13,092 = 46,932."""
    people = {"00142": 17909.0, "00136": 33840.0, "00151": 16922.0}
    rows = [Observation(unit, "2023", "m", value) for unit, value in people.items()]
    result = restate(table_of(rows), date(2025, 6, 30), key=territory.SAI_DONG_2024, counts=["m"])
    value = result.value("00136@unknown", "2023", "m")
    assert value.value == pytest.approx(46932)
    assert value.approximate
    assert (value.lowest, value.highest) == (33840.0, 33840.0 + 17909.0)
    assert result.value("00151@unknown", "2023", "m").value == pytest.approx(21739)


def test_score_of_a_divided_unit_has_no_bounds() -> None:
    table = table_of([Observation("08", "2025", "m", 4.0)])
    value = restate(table, date(2025, 6, 30)).value("02@unknown", "2025", "m")
    assert value.value.kind is MissingKind.NO_KEY
    assert (value.lowest, value.highest) == (None, None)


def test_weights_that_lack_a_unit_are_refused() -> None:
    weights = io.StringIO("unit,weight,source\n02,5,x\n")
    with pytest.raises(KeyInvalid, match="lack 08@unknown"):
        restated(one("02", 40.0), one("08", 44.0), weights=weights)


@pytest.mark.parametrize("row", ["02,0,x", "02,-1,x", "02,abc,x", "02,1,", ",1,x"])
def test_faulty_weights_are_refused(row: str) -> None:
    with pytest.raises(KeyInvalid):
        restated(one("01", 1.0), weights=io.StringIO(f"unit,weight,source\n{row}\n"))


def test_every_unit_without_a_place_is_told_at_once() -> None:
    rows = [one("02", 1.0), one("00145x", 1.0), one("004", 1.0)]
    with pytest.raises(ObservationsInvalid) as caught:
        restated(*rows)
    assert len(caught.value.faults) == 2  # no such unit; a district, which nothing followed


def test_one_unit_named_in_two_ways_is_refused() -> None:
    with pytest.raises(ObservationsInvalid, match="another row"):
        restated(one("02", 1.0), one("02@unknown", 1.0))


def all_years() -> ObservationTable:
    return table_of([row for year in papi.YEARS for row in papi.observations(year).observations()])


def test_papi_of_fourteen_years_stands_on_34_provinces() -> None:
    table, census = all_years(), territory.census_2019()
    result = restate(table, AFTER, weights=census)
    assert len(result.table) == 34 * 14
    assert result.table.measures == table.measures


def test_total_of_averaged_dimensions_is_the_averaged_total() -> None:
    """The average is linear: PAPI's total is the sum of its dimensions also on 34 provinces."""
    result = restate(all_years(), AFTER, weights=territory.census_2019()).table
    rows = np.array([period == "2023" for period in result.periods])
    parts = sum(result.values[rows, result.place(f"papi.{place}")] for place in range(1, 9))
    totals = result.values[rows, result.place("papi.total")]
    assert np.nanmax(np.abs(parts - totals)) < 5e-6  # nine figures rounded to six decimals


def test_withheld_provinces_of_2023_take_their_new_provinces_with_them() -> None:
    """Quảng Ninh stands alone, Bình Dương went to Hồ Chí Minh City."""
    table = restate(all_years(), AFTER, weights=territory.census_2019()).table
    place = table.place("papi.total")
    missing = {
        unit
        for row, (unit, period) in enumerate(zip(table.units, table.periods, strict=True))
        if period == "2023" and table.missing[row, place]
    }
    assert missing == {"22@unknown", "79@2025-07-01"}


def test_evaluations_are_restated_by_their_nodes() -> None:
    evaluations = []
    for year in (2022, 2023):
        definition = edition(f"papi@{year}")
        evaluations.append(evaluate(definition, papi.observations(year)))
    result = restate(evaluations, AFTER, weights=territory.census_2019())
    nodes = {node.id for one in evaluations for node in one.edition.nodes}
    assert set(result.table.measures) == nodes
    value = result.value(NEW_TUYEN_QUANG, "2023", "6.2")
    scores = [evaluations[1].score(unit, "6.2").points for unit in ("02", "08")]
    by_hand = (scores[0] * HA_GIANG + scores[1] * TUYEN_QUANG) / (HA_GIANG + TUYEN_QUANG)
    assert value.value == pytest.approx(by_hand, abs=1e-12)
