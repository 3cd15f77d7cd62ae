"""What the generator of synthetic observations promises, for every shipped edition and any seed."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso import territory
from chiso.definition.editions import edition, edition_list
from chiso.definition.rules import KINDS, AnswerShares, LowestOf, Ratio, Requires, Rule
from chiso.evaluation import Evaluation, evaluate
from chiso.synthesis import MARK, gathered, synthetic
from chiso.synthesis.drawing import KINDS as DRAWN_KINDS
from chiso.tables import encoded, observation_columns
from chiso.values import ObservationTable
from tests.architecture.sources import ROOT

SEEDS = st.integers(0, 2**40)
NAMES = [one.name for one in edition_list() if not one.id.startswith("papi")]
LAST_DAY = date(2026, 12, 31)
COMMUNES = [one.id for one in territory.units(LAST_DAY, kind="commune", under="01@unknown")]


def made(
    name: str, seed: int, units: list[str] = COMMUNES[:14], period: str = "2026"
) -> ObservationTable:
    generator = np.random.default_rng(seed)
    return synthetic(edition(name), units, period=period, generator=generator)


def written(table: ObservationTable) -> bytes:
    return encoded(observation_columns(table), "csv")


def ratios(rule: Rule | None) -> list[Ratio]:
    """The ratios in a rule."""
    if isinstance(rule, Requires):
        return ratios(rule.then)
    if isinstance(rule, LowestOf):
        return [found for one in rule.rules for found in ratios(one)]
    return [rule] if isinstance(rule, Ratio) else []


def below_the_district(seed: int) -> list[Evaluation]:
    """Long Biên 2018: its 14 wards and 12 departments, scored."""
    units = {
        kind: [one.id for one in territory.units(date(2018, 12, 31), under="004", kind=kind)]
        for kind in ("ward", "department")
    }
    wards = made("long-bien-wards@2018-01-01", seed, units["ward"], "2018")
    offices = made("long-bien-departments@2018-01-01", seed, units["department"], "2018")
    return [
        evaluate(edition("long-bien-wards@2018"), wards),
        evaluate(edition("long-bien-departments@2018"), offices),
    ]


def district(parts: list[Evaluation], seed: int) -> ObservationTable:
    return gathered(
        edition("long-bien-district@2018"),
        "004@unknown",
        parts=parts,
        period="2018",
        generator=np.random.default_rng(seed),
    )


def test_every_rule_kind_is_drawn() -> None:
    assert set(KINDS) == DRAWN_KINDS


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5, deadline=None)
@given(seed=SEEDS)
def test_every_edition_scores_every_unit(name: str, seed: int) -> None:
    # 766's middle bands could not be read: not classified is a result there
    evaluation = evaluate(edition(name), made(name, seed))
    assert not np.isnan(evaluation.points[:, 0]).any()


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_of_an_edition_is_there(name: str) -> None:
    assert set(made(name, 3).measures) == set(edition(name).measures_read())


@pytest.mark.parametrize("name", NAMES)
def test_no_units_give_an_empty_table(name: str) -> None:
    assert made(name, 1, []).values.shape == (0, len(edition(name).measures_read()))


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, order=st.permutations(COMMUNES[:9]))
def test_order_of_units_does_not_matter(seed: int, order: list[str]) -> None:
    name = "ha-noi-communes@2025-01-01"
    there = made(name, seed, [*order, order[0]])
    assert written(there) == written(made(name, seed, COMMUNES[:9]))


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_same_seed_same_bytes_another_seed_other_bytes(seed: int) -> None:
    name = "long-bien-wards@2018-01-01"
    first, again, other = made(name, seed), made(name, seed), made(name, seed + 1)
    assert written(first) == written(again)
    assert not np.array_equal(first.values, other.values, equal_nan=True)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5, deadline=None)
@given(seed=SEEDS)
def test_no_part_exceeds_its_whole(name: str, seed: int) -> None:
    table = made(name, seed)
    for leaf in edition(name).leaves:
        for ratio in ratios(leaf.rule):
            part, whole = table.column(ratio.numerator)[0], table.column(ratio.denominator)[0]
            assert not (part > whole).any(), ratio
    if table.numerator is not None and table.denominator is not None:
        shares = [
            edition(name).measures[one].unit in ("share", "percent") for one in table.measures
        ]
        assert not (table.numerator > table.denominator)[:, shares].any()


@pytest.mark.parametrize("name", NAMES)
def test_counts_and_days_are_whole_and_shares_are_shares(name: str) -> None:
    table = made(name, 11)
    for measure in table.measures:
        values = table.column(measure)[0]
        there = values[~np.isnan(values)]
        unit = edition(name).measures[measure].unit
        assert (there >= 0).all()
        if unit in ("count", "days", "yes_no"):
            assert (there == np.rint(there)).all(), measure
        assert unit not in ("share", "yes_no") or (there <= 1).all(), measure
        assert unit != "points" or (there <= 100).all(), measure


@pytest.mark.parametrize("name", ["ha-noi-communes@2025-01-01", "ha-noi-departments@2025-01-01"])
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_late_dossiers_are_all_that_were_not_on_time(name: str, seed: int) -> None:
    table = made(name, seed)
    handled, on_time, late = (
        table.column(f"hn.dossiers.{one}")[0] for one in ("handled", "on_time", "late")
    )
    assert (late == handled - on_time).all()


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_shares_of_one_whole_agree_on_it(seed: int) -> None:
    table = made("ha-noi-communes@2025-01-01", seed)
    assert table.denominator is not None
    for share, whole in (("posts.share", "staff.all"), ("online.share", "dossiers.handled")):
        among = table.denominator[:, table.place(f"hn.{share}")]
        assert np.array_equal(among, table.column(f"hn.{whole}")[0])


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_answers_of_a_survey_add_up_to_those_who_were_asked(seed: int) -> None:
    table = made("ha-noi-communes@2025-01-01", seed)
    for leaf in edition("ha-noi-communes@2025-01-01").leaves:
        if isinstance(leaf.rule, AnswerShares):
            places = [table.place(one) for one in leaf.rule.measures]
            assert table.n is not None
            answered = table.values[:, places].sum(axis=1)
            assert np.array_equal(answered, table.n[:, places[0]], equal_nan=True)


def test_every_cell_carries_the_mark_and_the_seed() -> None:
    table = made("ha-noi-communes@2025-01-01", 7, COMMUNES)
    assert len(table.notes) == len(table.sources) == table.values.size
    assert all(MARK.vi in note and MARK.en in note for note in table.notes.values())
    assert {source.endswith("seed 7)") for source in table.sources.values()} == {True}


def test_communes_of_ha_noi_fall_into_many_classes_and_some_cells_are_missing() -> None:
    # 126 xã and phường since 1 July 2025; no class holds more than two thirds of them
    table = made("ha-noi-communes@2025-01-01", 7, COMMUNES)
    classes = Counter(evaluate(edition("ha-noi-communes@2026"), table).classes("total"))
    kinds = {
        str(one.value.kind) for one in table.observations() if not isinstance(one.value, float)
    }
    assert (sum(classes.values()), len(classes) >= 4) == (126, True)
    assert max(classes.values()) <= 84
    assert kinds == {"not_applicable", "not_reported"}


@pytest.mark.parametrize(("page", "mark"), [("synthetic.md", "."), ("synthetic.vi.md", ",")])
def test_page_prints_what_comes_out(page: str, mark: str) -> None:
    table = made("ha-noi-communes@2025-01-01", 7, COMMUNES)
    totals = evaluate(edition("ha-noi-communes@2026"), table).points[:, 0]
    printed = (ROOT / "docs" / "method" / page).read_text(encoding="utf-8").rpartition("\n## ")[2]
    for number in (totals.mean(), totals.std(ddof=1), totals.min(), totals.max()):
        assert f"{number:.1f}".replace(".", mark) in printed


def test_what_a_unit_does_well_it_does_well_together() -> None:
    # by design 0.42 of the variance is the unit's and 0.23 the field's; all leaves are one field
    table = made("par-provinces@2017-12-28", 5, [f"unit-{one}" for one in range(2000)])
    between = np.corrcoef(table.values.T)[np.triu_indices(len(table.measures), 1)]
    assert between.mean() == pytest.approx(0.65, abs=0.04)  # four standard errors of 2000 units


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_counts_of_the_district_are_the_sums_of_its_wards_and_departments(seed: int) -> None:
    parts = below_the_district(seed)
    table = district(parts, seed)
    for measure in edition("long-bien-district@2018").measures_read():
        observed = [one.table.column(measure)[0] for one in parts if one.table.has(measure)]
        if observed and edition("long-bien-district@2018").measures[measure].unit == "count":
            expected = sum(float(np.nansum(column)) for column in observed)
            assert table.column(measure)[0][0] == expected, measure


def test_shares_of_the_district_are_recomputed_and_its_means_are_those_of_the_scores() -> None:
    parts = below_the_district(4)
    table = district(parts, 4)
    online = parts[0].table.place("lb.online.share")
    above, below = parts[0].table.numerator, parts[0].table.denominator
    assert above is not None
    assert below is not None
    expected = np.nansum(above[:, online]) / np.nansum(below[:, online])
    assert table.column("lb.online.share")[0][0] == pytest.approx(expected, rel=1e-12)
    totals = [float(part.points[:, 0].mean()) for part in parts]
    found = [table.column(f"lb.{one}.mean")[0][0] for one in ("wards", "departments")]
    assert found == pytest.approx(totals, rel=1e-12)
    assert table.column("lb.units.all")[0][0] == 26  # 14 wards and 12 departments


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_the_district_scores(seed: int) -> None:
    table = district(below_the_district(seed), seed)
    [total] = evaluate(edition("long-bien-district@2018"), table).points[:, 0]
    assert 0 <= total <= 100
