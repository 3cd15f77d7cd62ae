"""Classes by points: kept down by a condition, replaced where something is left out."""

from dataclasses import replace

from chiso.definition.model import Class, Condition
from chiso.evaluation import evaluate
from tests.builders_library import (
    CITE,
    NOT_APPLICABLE,
    classes_by,
    edition_of,
    given,
    inner,
    leaf,
    table,
    text,
)

CLASSES = classes_by("points", 5.0, 9.0)
DISCIPLINE = leaf("9", given("m.9", low=-1, high=0), missing="excluded")
NODES = (leaf("1", given("m.1", high=10)), DISCIPLINE)
HELD = replace(
    CLASSES, conditions=(Condition("9", 0.0, "c1", text("a breach of discipline"), CITE),)
)


def test_a_condition_not_fulfilled_keeps_the_class_down() -> None:
    found = evaluate(edition_of(*NODES, classes=HELD), table({"m.1": [10.0], "m.9": [-0.5]}))
    assert found.classes("total") == ("c1",)


def test_a_condition_at_its_mark_is_fulfilled() -> None:
    found = evaluate(edition_of(*NODES, classes=HELD), table({"m.1": [10.0], "m.9": [0.0]}))
    assert found.classes("total") == ("c2",)


def test_a_condition_never_raises_a_class() -> None:
    found = evaluate(edition_of(*NODES, classes=HELD), table({"m.1": [4.0], "m.9": [-1.0]}))
    assert found.classes("total") == ("c0",)


def test_a_condition_binds_the_total_alone() -> None:
    found = evaluate(edition_of(*NODES, classes=HELD), table({"m.1": [10.0], "m.9": [-0.5]}))
    assert found.classes("1") == ("c2",)


def test_what_was_scored_with_something_left_out_has_its_own_class() -> None:
    lacking = replace(CLASSES, incomplete=Class("lacking", text("lacking data"), None))
    observed = table({"m.1": [10.0, 10.0], "m.9": [0.0, NOT_APPLICABLE]})
    found = evaluate(edition_of(*NODES, classes=lacking), observed)
    assert found.classes("total") == ("c2", "lacking")
    assert found.classes("1") == ("c2", "c2")


def test_without_points_there_is_no_class_at_all() -> None:
    lacking = replace(CLASSES, incomplete=Class("lacking", text("lacking data"), None))
    found = evaluate(
        edition_of(DISCIPLINE, root=inner(), classes=lacking), table({"m.9": [NOT_APPLICABLE]})
    )
    assert found.classes("total") == (None,)
