"""From the units of one day to those of another: what passes whole, what needs a key."""

import io
from datetime import date

import pytest

from chiso import territory
from chiso.errors import KeyInvalid
from chiso.territory import NO_KEY
from chiso.values import Missing, MissingKind

YEAR_2018 = date(2018, 12, 31)
BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 1)
KEY = "old,new,share,source\n"


def rows_of(old: str, *, from_date: date = BEFORE, to_date: date = AFTER, key=None):
    found = territory.mapping(from_date, to_date, key=key)
    return {row.new: row.share for row in found.rows if row.old == old}


def key(*rows: str) -> io.StringIO:
    return io.StringIO(KEY + "\n".join(rows) + "\n")


def test_provinces_pass_whole() -> None:
    found = territory.mapping(BEFORE, AFTER, kind="province")
    assert len(found.rows) == 63
    assert len(found.by_new) == 34
    assert {row.share for row in found.rows} == {1.0}


def test_communes_have_the_pairs_of_the_list_and_471_lack_a_key() -> None:
    found = territory.mapping(BEFORE, AFTER, kind="commune")
    assert len(found.rows) == 10597
    divided = {row.old for row in found.rows if isinstance(row.share, Missing)}
    assert len(divided) == 471


def test_districts_end_without_a_successor() -> None:
    found = territory.mapping(BEFORE, AFTER, kind="district")
    assert len(found.ended) == 691  # five island districts became special zones
    assert len(found.rows) == 5


def test_divided_ward_without_a_key_is_missing() -> None:
    assert rows_of("00130@unknown") == {
        "00118@2025-07-01": NO_KEY,
        "00127@2025-07-01": NO_KEY,
        "00145@2025-07-01": NO_KEY,
    }


def test_key_divides_the_ward_it_names() -> None:
    shares = rows_of(
        "00130@unknown",
        key=key("00130,00118,1/2,đề án", "00130,00127,0.3,đề án", "00130,00145,0.2,đề án"),
    )
    assert shares == {"00118@2025-07-01": 0.5, "00127@2025-07-01": 0.3, "00145@2025-07-01": 0.2}


def test_sai_dong_goes_to_two_wards_by_the_scheme() -> None:
    shares = rows_of(
        "00142@unknown", from_date=YEAR_2018, to_date=BEFORE, key=territory.SAI_DONG_2024
    )
    assert shares == {"00136@unknown": 13092 / 17909, "00151@unknown": 4817 / 17909}


def test_sai_dong_needs_further_keys_to_reach_the_new_wards() -> None:
    shares = rows_of("00142@unknown", from_date=YEAR_2018, key=territory.SAI_DONG_2024)
    assert set(shares.values()) == {NO_KEY}
    assert len(shares) == 4  # Việt Hưng, Phúc Lợi, Bồ Đề, Long Biên


def test_ward_that_took_in_a_part_is_divided_on_the_way_back() -> None:
    shares = rows_of("00136@unknown", from_date=BEFORE, to_date=YEAR_2018)
    assert shares == {"00136@unknown": NO_KEY, "00142@unknown": NO_KEY}


def test_new_province_is_divided_on_the_way_back() -> None:
    shares = rows_of("08@2025-07-01", from_date=AFTER, to_date=BEFORE)
    assert shares == {"02@unknown": NO_KEY, "08@unknown": NO_KEY}


def test_unchanged_province_is_itself() -> None:
    assert rows_of("01@unknown") == {"01@unknown": 1.0}


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (("00130,00118,0.5,x", "00130,00127,0.4,x"), "add to 0.9"),
        (("00130,00118,1.5,x",), "a part of 1"),
        (("00130,00118,1,",), "a source"),
        (("00130,00118,0.5,x", "00130,00118,0.5,x"), "a second time"),
        (("00130,00004,1,x",), "no part of 00130 passed to 00004"),
        (("00130,00118,1,x",), "lacks its share of 00127@2025-07-01"),
        (("00130,00118,1/0,x",), "a part of 1"),
    ],
)
def test_faulty_key_is_refused(rows: tuple[str, ...], word: str) -> None:
    with pytest.raises(KeyInvalid, match=word):
        territory.mapping(BEFORE, AFTER, key=key(*rows))


def test_thirds_add_to_one_only_as_fractions() -> None:
    pairs = ("00130,00118", "00130,00127", "00130,00145")
    assert set(rows_of("00130@unknown", key=key(*(f"{p},1/3,x" for p in pairs))).values()) == {
        1 / 3
    }
    with pytest.raises(KeyInvalid, match="write thirds as 1/3"):
        territory.mapping(BEFORE, AFTER, key=key(*(f"{p},0.333,x" for p in pairs)))


def test_counts_of_whole_units_sum() -> None:
    """By hand: 854,679 + 784,811 people of the census of 2019."""
    found = territory.mapping(BEFORE, AFTER).counts({"02@unknown": 854679, "08@unknown": 784811})
    count = found["08@2025-07-01"]
    assert (count.value, count.lowest, count.highest) == (1639490, 1639490, 1639490)


def test_count_with_a_divided_part_lies_between_its_bounds() -> None:
    """Bát Tràng, new: whole Kim Đức, parts of five others; by hand with 10 people each."""
    found = territory.mapping(BEFORE, AFTER)
    counts = {row.old: 10.0 for row in found.by_new["00577@2025-07-01"]}
    whole = [row for row in found.by_new["00577@2025-07-01"] if row.share == 1.0]
    count = found.counts(counts)["00577@2025-07-01"]
    assert count.value == NO_KEY
    assert (count.lowest, count.highest) == (10.0 * len(whole), 10.0 * len(counts))


def test_part_that_is_missing_makes_the_sum_missing() -> None:
    withheld = Missing(MissingKind.WITHHELD)
    found = territory.mapping(BEFORE, AFTER)
    merged = found.counts({"02@unknown": withheld, "08@unknown": 784811})
    assert merged["08@2025-07-01"].value == withheld
    alone = found.counts({"08@unknown": 784811})
    assert alone["08@2025-07-01"].value == Missing(MissingKind.NOT_REPORTED)


def test_weights_name_their_source_and_add_up_to_the_census() -> None:
    census = territory.census_2019()
    assert sum(census.by_unit.values()) == 96_208_984  # as published
    assert "2019" in census.source
