"""Counts are conserved, identity changes nothing, and the order of the input does not matter."""

import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chiso import territory
from chiso.evaluation import restate
from chiso.spelling import fold
from chiso.territory import Mapping
from chiso.values import Missing, Observation, table_of

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
DAYS = st.sampled_from([date(2018, 12, 31), date(2024, 12, 31), BEFORE, AFTER, date(2026, 7, 25)])
LISTS = territory.shipped()
PROVINCES = tuple(unit.code for unit in territory.units(BEFORE, kind="province"))
COMMUNES = territory.mapping(BEFORE, AFTER, kind="commune")
OLD = tuple(sorted({row.old for row in COMMUNES.rows}))
DIVIDED = tuple(sorted({row.old for row in COMMUNES.rows if isinstance(row.share, Missing)}))
BARE_NAMES = {unit.id: [fold(name) for name in unit.names] for unit in LISTS}

people = st.integers(0, 10**9)
scores = st.floats(0, 100)
some = settings(max_examples=25, deadline=None)


def shares(mapping: Mapping) -> dict[tuple[str, str], object]:
    return {(row.old, row.new): row.share for row in mapping.rows}


@some
@given(counts=st.lists(people, min_size=63, max_size=63))
def test_counts_of_provinces_are_conserved_to_the_last_unit(counts: list[int]) -> None:
    pairs = zip(PROVINCES, counts, strict=True)
    table = table_of([Observation(code, "2024", "m", count) for code, count in pairs])
    result = restate(table, AFTER, counts=["m"]).table
    assert len(result) == 34
    assert int(result.values.sum()) == sum(counts)


@some
@given(parts=st.lists(st.tuples(people, people), min_size=63, max_size=63))
def test_numerators_and_denominators_are_conserved(parts: list[tuple[int, int]]) -> None:
    rows = [
        Observation(
            code,
            "2024",
            "m",
            above / (above + rest + 1),
            numerator=above,
            denominator=above + rest + 1,
        )
        for code, (above, rest) in zip(PROVINCES, parts, strict=True)
    ]
    result = restate(table_of(rows), AFTER).table
    assert result.numerator is not None
    assert result.denominator is not None
    assert int(result.numerator.sum()) == sum(above for above, _ in parts)
    assert int(result.denominator.sum()) == sum(above + rest + 1 for above, rest in parts)


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_count_lies_between_its_bounds_whatever_the_key(data: st.DataObject) -> None:
    """A key moves the divided part about, within the bounds that were told without one."""
    unit = data.draw(st.sampled_from(DIVIDED))
    news = [row.new for row in COMMUNES.rows if row.old == unit]
    weights = data.draw(st.lists(st.integers(0, 99), min_size=len(news), max_size=len(news)))
    total = sum(weights) or 1
    weights[0] += 0 if sum(weights) else 1
    rows = "".join(
        f"{unit},{new},{weight}/{total},x\n" for new, weight in zip(news, weights, strict=True)
    )
    keyed = territory.mapping(BEFORE, AFTER, io.StringIO(f"old,new,share,source\n{rows}"))
    counts = {row.old: float(len(row.old) + int(row.old[:5])) for row in COMMUNES.rows}
    without, with_key = COMMUNES.counts(counts), keyed.counts(counts)
    for new in news:
        assert without[new].lowest - 1e-6 <= with_key[new].lowest
        assert with_key[new].highest <= without[new].highest + 1e-6
    moved = sum(row.share for row in keyed.rows if row.old == unit)
    assert abs(moved - 1) < 1e-12


@some
@given(counts=st.dictionaries(st.sampled_from(OLD), people, min_size=1, max_size=200))
def test_certain_and_open_parts_bound_the_sum(counts: dict[str, int]) -> None:
    """Whole communes stand in every lowest, divided ones in the highest of each successor."""
    every = dict.fromkeys(OLD, 0) | counts
    result = COMMUNES.counts(every)
    whole = sum(count for old, count in counts.items() if old not in DIVIDED)
    assert int(sum(count.lowest for count in result.values())) == whole
    open_ = sum(
        count * len(LISTS.links_from[old]) for old, count in counts.items() if old in DIVIDED
    )
    assert int(sum(count.highest for count in result.values())) == whole + open_


@some
@given(first=DAYS, second=DAYS)
def test_mapping_followed_by_identity_is_the_mapping(first: date, second: date) -> None:
    there = territory.mapping(first, second, kind="province")
    assert shares(there.then(territory.mapping(second, second, kind="province"))) == shares(there)
    assert shares(territory.mapping(first, first, kind="province").then(there)) == shares(there)


@some
@given(first=DAYS, middle=DAYS, last=DAYS)
def test_way_in_two_steps_is_the_way_in_one(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted((first, middle, last))
    steps = territory.mapping(first, middle, kind="province")
    two = steps.then(territory.mapping(middle, last, kind="province"))
    assert shares(two) == shares(territory.mapping(first, last, kind="province"))


@some
@given(values=st.lists(scores, min_size=63, max_size=63), order=st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(values: list[float], order) -> None:
    rows = [Observation(code, "2024", "m", v) for code, v in zip(PROVINCES, values, strict=True)]
    first = restate(table_of(rows), AFTER, weights=territory.census_2019()).table
    order.shuffle(rows)
    second = restate(table_of(rows), AFTER, weights=territory.census_2019()).table
    assert first.units == second.units
    assert first.values.tobytes() == second.values.tobytes()


@some
@given(values=st.lists(scores, min_size=63, max_size=63))
def test_average_lies_between_lowest_and_highest(values: list[float]) -> None:
    rows = [Observation(code, "2024", "m", v) for code, v in zip(PROVINCES, values, strict=True)]
    result = restate(table_of(rows), AFTER, weights=territory.census_2019())
    merged = result.approximate[:, 0]
    assert (result.lowest[merged, 0] <= result.table.values[merged, 0]).all()
    assert (result.table.values[merged, 0] <= result.highest[merged, 0]).all()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_search_finds_every_name_that_contains_the_text_and_no_other(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*BARE_NAMES.values()]))[0]
    start = data.draw(st.integers(0, len(name) - 1))
    query = name[start : data.draw(st.integers(start + 1, len(name)))]
    found = {unit.id for unit in LISTS.find(query)}
    if not query.strip():
        assert found == set()
        return
    asked = fold(query)
    expected = {id for id, names in BARE_NAMES.items() if any(asked in name for name in names)}
    assert found == expected
