"""What an edition may also say: days not known, owners, parts, conditions, rounding; and faults."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chiso.definition.editions import edition
from chiso.definition.load import load
from chiso.errors import EditionInvalid
from chiso.scoring.rules import score_rule
from tests.builders_library import sheet
from tests.unit.editions.desk import Desk

SOURCE = "certainty: exact, source: decision}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_last_day_that_no_source_gives_is_unknown() -> None:
    force = edition("one-stop-district@2019-01-06").in_force
    assert (force.until, force.until_known) == (None, False)
    assert force.note is not None
    assert force.covers(date(2020, 1, 1))


def test_who_answers_for_the_method_is_dated() -> None:
    [owner] = edition("one-stop-district@2019-01-06").owners
    assert (owner.name.en, owner.since, owner.until) == (
        "Government Office",
        date(2019, 1, 6),
        None,
    )


def test_a_mean_is_rounded_half_up_where_the_text_rounds() -> None:
    """Binary 46/40 lies below 1.15, and 3/40 is 0.075: both halves go up."""
    rule = edition("one-stop-district@2019-01-06").node("1").rule
    counts = {"shorter": [11.0, 1.0], "equal": [24.0, 1.0], "longer": [5.0, 38.0]}
    seen = sheet({f"tt01.1.{key}": values for key, values in counts.items()})
    assert rule is not None
    assert score_rule(rule, seen).values.tolist() == [1.2, 0.1]


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "a day not known without a note": (
        lambda text: text.replace("to: 2025-06-30", "to: unknown"),
        "a day of force is not known; expected a note that says what is",
    ),
    "parts that do not make up their points": (
        lambda text: text + 'parts: [{id: own, name: {vi: "a", en: "b"}, points: 9}]\n',
        "the leaves of the part own add up to",
    ),
    "a part that is not listed": (
        lambda text: text.replace("    weight: 0.75\n", "    weight: 0.75\n    part: survey\n"),
        "unknown part “survey”",
    ),
    "a leaf that is rescaled": (
        lambda text: text.replace("    weight: 0.75\n", "    weight: 0.75\n    rescale_to: 100\n"),
        "rescale_to is for an inner node without offset, and above 0",
    ),
    "an owner that cites nothing listed": (
        lambda text: (
            text + 'owners: [{name: {vi: "a", en: "b"}, cite: {source: rumour, place: "x"}}]\n'
        ),
        "unknown source “rumour”",
    ),
    "a condition on no node": (
        lambda text: text.replace(
            "classes:\n",
            "classes:\n  conditions: [{node: nowhere, below: 0, at_best: fair, reason: "
            '{vi: "a", en: "b"}, cite: {source: decision, place: "x"}}]\n',
            1,
        ),
        "unknown node “nowhere”",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_the_terms_is_told(desk: Desk, case: str) -> None:
    spoil, sentence = FAULTS[case]
    file = desk.folder / "index.yaml"
    text = file.read_text(encoding="utf-8")
    assert spoil(text) != text
    file.write_text(spoil(text), encoding="utf-8")
    with pytest.raises(EditionInvalid) as raised:
        load(desk.folder)
    assert any(sentence in str(fault) for fault in raised.value.faults)
