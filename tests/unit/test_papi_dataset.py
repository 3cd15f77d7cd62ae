"""The packaged PAPI figures read as observations; expected numbers are PAPI's, as packaged."""

import re
import unicodedata

import pytest

from chiso.datasets import papi
from chiso.errors import UnknownName
from chiso.values import Missing, MissingKind, Observation


def one(year: int, measure: str, unit: str) -> Observation:
    table = papi.observations(year, [measure])
    return table.observation(table.units.index(unit), measure)


def missing_of(observation: Observation) -> MissingKind:
    assert isinstance(observation.value, Missing)
    return observation.value.kind


def test_provinces_stand_in_the_order_of_the_tables() -> None:
    provinces = papi.provinces()
    assert [province.order for province in provinces] == [f"P{place:02d}" for place in range(1, 64)]
    assert (provinces[0].code, provinces[0].name.vi) == ("01", "Hà Nội")
    assert all(unicodedata.is_normalized("NFC", province.name.vi) for province in provinces)


@pytest.mark.parametrize("year", papi.YEARS)
def test_every_year_has_all_provinces_on_all_its_measures(year: int) -> None:
    table = papi.observations(year)
    assert len(table) == 63
    assert set(table.measures) == set(papi.measures_of(year))
    assert not (table.missing == MissingKind.NOT_REPORTED.code).any()


def test_indicator_names_its_table_and_row() -> None:
    """Hà Nội 2023, first row of 4.1, as issue and table print it."""
    found = one(2023, "papi.4.1.01", "01")
    assert found.value == 0.675724
    assert found.source == "PAPI 2023, indicator table, sub-dimension 4.1, row 1"


def test_subdimension_names_the_slot_printed_that_year() -> None:
    """Hà Tĩnh 2015: papi.org.vn prints Poverty Lists as 2.1, 2.89."""
    found = one(2015, "papi.2.2", "42")
    assert found.value == pytest.approx(2.89, abs=0.005)
    assert found.source == "PAPI 2015, table of sub-dimensions, slot 2.1"


def test_total_carries_error_and_respondents() -> None:
    found = one(2022, "papi.total", "01")
    assert (found.value, found.se, found.n) == (43.90493, 0.235162, 1102)


def test_withheld_total_is_missing_but_keeps_its_respondents() -> None:
    found = one(2022, "papi.total", "24")
    assert missing_of(found) is MissingKind.NOT_PUBLISHED
    assert (found.n, found.note) == (192, papi.UNPUBLISHED)


@pytest.mark.parametrize("unit", ["94", "95", "96"])
def test_error_that_was_not_published_is_no_certainty(unit: str) -> None:
    found = one(2022, "papi.total", unit)
    assert isinstance(found.value, float)
    assert found.se is None
    assert found.note == papi.NO_ERROR
    assert papi.interval(2022, unit) is None


def test_weighted_total_exists_in_2019_only() -> None:
    found = one(2019, "papi.total.weighted", "01")
    assert (found.value, found.se) == (43.524197, 0.443018)
    with_it = [year for year in papi.YEARS if "papi.total.weighted" in papi.measures_of(year)]
    assert with_it == [2019]


@pytest.mark.parametrize("measure", ["papi.total", "papi.total.weighted"])
@pytest.mark.parametrize("year", [2019, 2022, 2023])
def test_printed_interval_spans_1_645_standard_errors(year: int, measure: str) -> None:
    """PAPI labels it 95%; 1.645 is the normal quantile of a 90% interval."""
    if measure not in papi.measures_of(year):
        assert papi.interval(year, "01", measure=measure) is None
        return
    table = papi.observations(year, [measure])
    found = [table.observation(row, measure) for row in range(len(table))]
    with_error = [item for item in found if item.se is not None]
    assert len(with_error) == {2019: 63, 2022: 58, 2023: 61}[year]
    for item in with_error:
        ends = papi.interval(year, item.unit, measure=measure)
        assert ends is not None
        assert item.value == pytest.approx((ends[0] + ends[1]) / 2, abs=2e-6)
        assert (ends[1] - ends[0]) / (2 * (item.se or 0)) == pytest.approx(1.645, abs=1e-4)


@pytest.mark.parametrize("year", [2011, 2018, 2020, 2021, 2024])
def test_other_years_have_no_interval(year: int) -> None:
    assert papi.interval(year, "01") is None


def test_blank_inside_a_published_subdimension_is_too_few_since_2022() -> None:
    """4.4.04 asks only those who were asked for a bribe; the tables of 2022–23 state the rule."""
    blanks = [
        item
        for item in papi.records(level="indicator")
        if isinstance(item.value, Missing) and item.value.kind is MissingKind.TOO_FEW
    ]
    assert {item.period for item in blanks} == {"2022"}
    assert {item.measure for item in blanks} == {"papi.4.4.04", "papi.1.2.03", "papi.1.2.04"}


@pytest.mark.parametrize("measure", ["papi.4.4.04", "papi.2.4.08"])
def test_blank_of_2018_is_not_explained(measure: str) -> None:
    kinds = {
        item.value.kind
        for item in papi.records(years=[2018], level="indicator")
        if item.measure == measure and isinstance(item.value, Missing)
    }
    assert kinds == {MissingKind.NOT_PUBLISHED}


def test_zeros_that_may_be_blanks_say_so() -> None:
    """25 zeros of 2.4.07 and 2.4.08 (SOURCES.md); they stay zeros."""
    found = [item for item in papi.records() if item.note == papi.PERHAPS_BLANK]
    assert len(found) == 25
    assert {item.measure for item in found} == {"papi.2.4.07", "papi.2.4.08"}
    assert all(item.value == 0 for item in found)


def test_zeros_read_as_blanks_say_so() -> None:
    found = [item for item in papi.records() if item.note == papi.READ_AS_BLANK]
    assert {(item.unit, item.measure) for item in found} == {
        (unit, f"papi.1.2.{row}") for unit in ("22", "27") for row in ("03", "04")
    }
    assert all(isinstance(item.value, Missing) for item in found)


def test_sums_that_nobody_published_say_so() -> None:
    computed = {
        (item.period, level)
        for level in ("total", "dimension")
        for item in papi.records(level=level)
        if item.note == papi.COMPUTED
    }
    totals = {(str(year), "total") for year in (2017, 2020, 2021, 2024)}
    assert computed == totals | {(str(year), "dimension") for year in (2020, 2021, 2024)}


def test_every_note_has_its_sentence_in_both_languages() -> None:
    notes = {item.note for item in papi.records()} - {""}
    assert notes == set(papi.NOTES)
    assert all(text.vi and text.en for text in papi.NOTES.values())


def test_records_are_chosen_by_year_level_and_province() -> None:
    found = papi.records(years=[2011, 2018], level="dimension", provinces=["01"])
    assert [(item.period, item.measure) for item in found] == [
        *(("2011", f"papi.{place}") for place in range(1, 7)),
        *(("2018", f"papi.{place}") for place in range(1, 9)),
    ]


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda: papi.observations(2025), ("2024", "2023")),
        (lambda: papi.observations(2023, ["papi.5.2"]), ("papi.8.2", "papi.7.2")),
        (lambda: papi.records(level="dimensions"), ("dimension",)),
        (lambda: papi.records(provinces=["02 "]), ("02",)),
        (lambda: papi.interval(2023, "03"), ("93", "83")),
    ],
)
def test_wrong_name_gets_the_nearest_right_ones(ask, nearest) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownName) as caught:
        ask()
    assert caught.value.nearest[: len(nearest)] == nearest


def test_every_source_is_said_in_vietnamese_without_an_english_word():
    sources = {one.source for one in papi.records()}
    texts = [papi.source_text(source) for source in sources]
    assert {text.en for text in texts} == sources
    english = re.compile(r"\b(table|of|sum|over|row|slot|dimensions?|indicator|weighted)\b")
    assert not [text.vi for text in texts if english.search(text.vi)]


def test_source_that_is_not_papis_stays_as_it_is():
    assert papi.source_text("Report 12, row 3").vi == "Report 12, row 3"
