"""What differs between two editions, by hand from two real ones and from small changes of one."""

from dataclasses import replace

import pytest

from chiso.definition.difference import Aspect, difference
from chiso.definition.editions import edition
from chiso.definition.model import Edition, Node
from chiso.evaluation.edition_words import change_in_words, missing_in_words, node_in_words
from chiso.wording import Text, say


@pytest.fixture(scope="module")
def before() -> Edition:
    return edition("papi@2022-01-01")


def with_node(edition: Edition, node: str, **changes: object) -> Edition:
    """The edition with one node changed."""
    nodes = [replace(one, **changes) if one.id == node else one for one in edition.nodes]
    return replace(edition, nodes=tuple(nodes))


def changed(before: Edition, after: Edition) -> dict[str, tuple[Aspect, ...]]:
    return {one.after.id: one.aspects for one in difference(before, after).changed}


def test_an_edition_does_not_differ_from_itself(before: Edition) -> None:
    assert difference(before, before).is_empty


@pytest.mark.parametrize(
    ("changes", "aspect"),
    [
        ({"name": Text("Khác", "Other")}, Aspect.NAME),
        ({"code": "9.9"}, Aspect.CODE),
        ({"parent": "2"}, Aspect.PARENT),
        ({"offset": 0.5}, Aspect.RULE),
        ({"weight": 2.0}, Aspect.WEIGHT),
        ({"scale": (0.0, 5.0)}, Aspect.SCALE),
        ({"missing": {}}, Aspect.MISSING),
        ({"shown": ("papi.1.2.01",)}, Aspect.SHOWN),
        ({"cite": None}, Aspect.SOURCE),
    ],
)
def test_each_aspect_is_told_alone(
    before: Edition, changes: dict[str, object], aspect: Aspect
) -> None:
    assert changed(before, with_node(before, "1.1", **changes)) == {"1.1": (aspect,)}


def test_an_added_and_a_removed_node_are_told(before: Edition) -> None:
    more = replace(
        before, nodes=(*before.nodes, Node("9", "total", "dimension", "9", Text("", ""), None))
    )
    assert [node.id for node in difference(before, more).added] == ["9"]
    assert [node.id for node in difference(more, before).removed] == ["9"]


# by hand from the two index.yaml: 5.2 dropped; 5.1, 5.3 and 5.4 from 0.25–2.5 to 0.33–3.33
def test_from_2020_to_2021_dimension_5_went_from_four_parts_to_three() -> None:
    found = difference(edition("papi@2020"), edition("papi@2021"))
    assert [node.id for node in found.removed] == ["5.2"]
    assert found.added == ()
    assert [one.after.id for one in found.changed] == ["5.1", "5.3", "5.4"]
    assert {one.aspects for one in found.changed} == {(Aspect.RULE, Aspect.SCALE)}
    assert [(one.node, one.from_year) for one in found.breaks] == [
        ("3.2", 2021),
        ("5", 2021),
        ("6.4", 2021),
    ]


# by hand from the two index.yaml: 8.1 is taken as published in 2023, its two indicators only shown
def test_from_2022_to_2023_only_dimension_8_changed() -> None:
    found = difference(edition("papi@2022"), edition("papi@2023"))
    assert [node.id for node in found.removed] == ["8.1.01", "8.1.02"]
    assert [one.after.id for one in found.changed] == ["8.1", "8.3"]
    assert Aspect.RULE in found.changed[0].aspects


def test_a_new_year_of_the_same_tables_is_no_other_source() -> None:
    found = difference(edition("papi@2020"), edition("papi@2021"))
    assert not any(Aspect.SOURCE in one.aspects for one in found.changed)


def test_a_changed_scale_is_said_before_and_after() -> None:
    found = difference(edition("papi@2020"), edition("papi@2021"))
    scale = change_in_words(found, found.changed[0])[1]
    assert (say(scale.before, "vi"), say(scale.after, "vi")) == ("0,25 đến 2,5", "0,33 đến 3,33")


def test_how_points_are_made_is_said_of_leaf_and_sum(before: Edition) -> None:
    assert say(node_in_words(before, before.node("1")), "en") == "the sum of its parts"
    leaf = say(node_in_words(before, before.node("1.2")), "en")
    assert leaf.startswith("the published value as it stands, from 0.25 to 2.5")


def test_what_follows_where_a_value_is_missing_is_said(before: Edition) -> None:
    said = say(missing_in_words(before.node("1.2").missing), "en")
    assert said == "gives no score, here and above"


def test_what_is_shown_is_told_by_name_not_by_id(before: Edition) -> None:
    found = difference(before, with_node(before, "1.2", shown=("papi.8.3.03",)))
    (change,) = change_in_words(found, found.changed[0])
    assert say(change.before, "en").startswith("Participated in Formal Associations; Participated")
    assert say(change.after, "en") == before.measures["papi.8.3.03"].name.en
