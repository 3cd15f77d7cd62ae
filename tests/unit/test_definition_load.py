"""What the reader makes of a good edition."""

from datetime import date

import pytest

from chiso.definition import rules as r
from chiso.definition.load import load
from chiso.definition.model import Combination, Edition, MissingPolicy
from chiso.errors import UnknownName
from chiso.values import MissingKind
from tests.builders_library import EDITIONS


@pytest.fixture(scope="module")
def small() -> Edition:
    return load(EDITIONS / "ward" / "2024-01-01")


@pytest.fixture(scope="module")
def every_kind() -> Edition:
    return load(EDITIONS / "ward" / "2025-07-01")


def test_dates_of_force_are_days(small: Edition) -> None:
    assert (small.in_force.since, small.in_force.until) == (date(2024, 1, 1), date(2025, 6, 30))
    assert small.in_force.covers(date(2024, 1, 1))
    assert not small.in_force.covers(date(2023, 12, 31))
    assert small.in_force.covers(date(2025, 6, 30))
    assert not small.in_force.covers(date(2025, 7, 1))


def test_an_open_edition_has_no_last_day(every_kind: Edition) -> None:
    assert every_kind.in_force.until is None
    assert every_kind.in_force.covers(date(2199, 1, 1))


def test_codes_stay_text(small: Edition) -> None:
    assert [node.code for node in small.nodes] == ["", "I", "", "", "II", ""]


def test_inner_nodes_keep_their_arithmetic(small: Edition) -> None:
    node = small.node("1")
    assert (node.combine, node.offset, node.scale) == (Combination.WEIGHTED_SUM, 0.25, (0.25, 2.0))
    assert [child.weight for child in small.children("1")] == [0.75, 1.0]


def test_a_leaf_is_named_by_its_measure(small: Edition) -> None:
    assert small.node("1.01").name.vi == "Tỷ lệ hồ sơ trực tuyến"


def test_the_policy_of_the_edition_holds_for_every_node(small: Edition) -> None:
    for node in small.nodes:
        assert node.missing[MissingKind.NOT_APPLICABLE] is MissingPolicy.FULL
        assert node.missing[MissingKind.TOO_FEW] is MissingPolicy.WITHHOLD
        assert set(node.missing) == set(MissingKind)


def test_breaks_of_the_index_come_with_the_edition(small: Edition) -> None:
    assert [(one.node, one.from_year) for one in small.breaks] == [("2", 2025)]


def test_every_rule_kind_reads_from_yaml(every_kind: Edition) -> None:
    read = [type(node.rule) for node in every_kind.leaves]
    assert read == list(r.KINDS.values())


def test_parameters_read_as_they_are_written(every_kind: Edition) -> None:
    """A few where reading is more than copying: defaults, a fraction, nested rules, ends."""
    rules = {node.id: node.rule for node in every_kind.leaves}
    assert rules["04"].then == r.Linear(measure="", zero_at=80, full_at=100, points=2, capped=True)
    assert rules["04"].times == 100.0
    assert rules["09"].then.points == 0.5
    assert rules["12"].reversed is False
    assert rules["13"].units == ("26734", "26737")
    assert [band.includes_lower for band in rules["03"].bands] == [False, True, False]
    assert rules["01"].range_source.vi == rules["01"].range_source.en == "quy ước / by convention"


def test_measures_are_listed_once_in_tree_order(every_kind: Edition) -> None:
    read = every_kind.measures_read()
    assert len(set(read)) == len(read) == 20
    assert read[:2] == ("w.published", "w.online")


def test_shown_measures_are_read_too(small: Edition) -> None:
    assert "w.visits" in small.measures_read()


def test_an_unknown_node_offers_the_nearest(small: Edition) -> None:
    with pytest.raises(UnknownName) as raised:
        small.node("1.2")
    assert raised.value.nearest[0] in ("1.02", "1")


def test_the_tree_can_be_walked(small: Edition) -> None:
    assert [node.id for node in small.ancestors("1.01")] == ["1", "total"]
    assert [node.id for node in small.descendants("1")] == ["1", "1.01", "1.02"]
    assert small.root.id == "total"
    assert small.children("1.01") == ()
