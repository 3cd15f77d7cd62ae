"""Change between two years, and where a declared break forbids comparing."""

from dataclasses import replace

import pytest

from chiso.definition.model import Break, Node
from chiso.errors import ComparisonBroken, IndicesDiffer, UnknownName
from chiso.evaluation import Change, Evaluation, evaluate
from chiso.values import table_of
from chiso.wording import Text, tell
from tests.builders_library import CITE, NOT_PUBLISHED, Value, edition_of, inner, leaf, table

REASON = Text("Thay đổi cách đo.", "Measured in another way.")
TREE = (inner("f"), leaf("f.1", parent="f"), leaf("f.2", parent="f"), leaf("b"))


def broken(node: str, year: int = 2024) -> Break:
    return Break(node=node, from_year=year, reason=REASON, cite=CITE)


def evaluated(
    period: str,
    *breaks: Break,
    tree: tuple[Node, ...] = TREE,
    points: tuple[Value, ...] = (0.25, 0.5),
) -> Evaluation:
    leaves = [node for node in tree if node.rule]
    columns = {f"m.{node.id}": list(points) for node in leaves}
    return evaluate(edition_of(*tree, breaks=breaks), table(columns, period=period))


def change(node: str | None, *breaks: Break, across_breaks: bool = False) -> Change:
    before = evaluated("2023", *breaks)
    after = evaluated("2024", *breaks, points=(0.75, NOT_PUBLISHED))
    return after.change(before, node, across_breaks=across_breaks)


def test_change_is_after_less_before_and_none_where_either_is_missing() -> None:
    found = change("b")
    assert (found.earlier, found.later) == ("2023", "2024")
    assert [(one.unit, one.before, one.after, one.difference) for one in found.units] == [
        ("u0", 0.25, 0.75, 0.5),
        ("u1", 0.5, None, None),
    ]


def test_a_unit_of_one_year_alone_has_no_change() -> None:
    found = evaluated("2024", points=(0.5, 0.5, 0.5)).change(evaluated("2023"), "b")
    assert (found.units[2].before, found.units[2].after, found.units[2].difference) == (
        None,
        0.5,
        None,
    )


@pytest.mark.parametrize("node", ["f", "f.1", "f.2"])
def test_a_break_binds_its_node_and_descendants(node: str) -> None:
    with pytest.raises(ComparisonBroken) as raised:
        change(node, broken("f"))
    assert str(raised.value) == (
        f"{node} cannot be compared between 2023 and 2024: 2024: Measured in another way."
    )


def test_a_refusal_is_told_in_vietnamese() -> None:
    with pytest.raises(ComparisonBroken) as raised:
        change("f", broken("f"), broken("total"))
    told = tell(raised.value, "vi")
    assert told.endswith("2024: Thay đổi cách đo.; 2024: Thay đổi cách đo.")
    assert "Measured" not in told


def test_a_refused_comparison_may_be_asked_for_and_is_marked() -> None:
    found = change("f.1", broken("f"), across_breaks=True)
    assert found.broken_by == (broken("f"),)
    assert found.marked_by == ()
    assert found.units[0].difference == 0.5


def test_ancestors_of_a_break_are_marked_not_refused() -> None:
    for node in (None, "total"):
        found = change(node, broken("f"))
        assert found.node == "total"
        assert found.broken_by == ()
        assert found.marked_by == (broken("f"),)


def test_a_sibling_of_a_break_is_free() -> None:
    found = change("b", broken("f"))
    assert (found.broken_by, found.marked_by) == ((), ())


def test_an_ancestor_with_a_row_of_its_own_is_refused() -> None:
    with pytest.raises(ComparisonBroken):
        change("total", broken("f"), broken("total"))


@pytest.mark.parametrize(("year", "refused"), [(2023, False), (2024, True), (2025, False)])
def test_a_break_lies_between_the_years_it_parts(year: int, refused: bool) -> None:
    """From its year on a node is not compared with earlier years: 2023 itself belongs to 2023."""
    try:
        change("f", broken("f", year))
    except ComparisonBroken:
        assert refused
    else:
        assert not refused


def test_a_break_is_crossed_in_either_direction() -> None:
    before, after = evaluated("2023", broken("f")), evaluated("2024", broken("f"))
    with pytest.raises(ComparisonBroken):
        before.change(after, "f")


def test_a_break_of_a_node_left_out_since_still_marks_its_ancestor() -> None:
    gone = (*TREE, leaf("f.3", parent="f"))
    before = evaluated("2023", broken("f.3"), tree=gone)
    after = evaluated("2024", broken("f.3"))
    assert after.change(before, "f").marked_by == (broken("f.3"),)


def test_a_node_of_one_edition_alone_cannot_be_compared() -> None:
    gone = evaluated("2023", tree=(*TREE, leaf("f.3", parent="f")))
    with pytest.raises(UnknownName):
        evaluated("2024").change(gone, "f.3")


def test_two_indices_are_not_compared() -> None:
    before, after = evaluated("2023"), evaluated("2024")
    other = evaluate(replace(before.edition, id="other"), before.table)
    with pytest.raises(IndicesDiffer, match="different indices"):
        after.change(other)


def test_there_is_no_change_from_an_empty_table() -> None:
    empty = evaluate(edition_of(*TREE), table_of([]))
    with pytest.raises(UnknownName, match="period"):
        evaluated("2024").change(empty)
