"""Every fault of the strict reader: where it stands, what was found, what was expected."""

from pathlib import Path

import pytest

from chiso.wording import tell
from tests.unit.editions.desk import SCALE, Desk, alone


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_fixture_edition_has_no_fault(desk: Desk) -> None:
    assert desk.told() == []


NUMBER = "expected a number such as 0.5 or a quoted fraction"
DAY = "expected a day of the calendar as YYYY-MM-DD"
KINDS = (
    "answer_shares, appraised, bands, bonus, given, linear, lowest_of, observed_range, on_time, "
    "penalty, per_count, proportional, ratio, requires, scale, sum_of_checks"
)

# what is spoilt, by what, a piece of the faulty line, and the whole sentence
ONE_FAULT = {
    "unknown key": (
        "    weight: 0.75\n",
        "    wieght: 0.75\n",
        "wieght",
        "unknown key “wieght”; expected one of cite, code, combine, id, kind, local, missing, "
        "name, note, offset, parent, part, points, rescale_to, rule, scale, shown, weight. "
        "Nearest: weight",
    ),
    "duplicate key": (
        "    weight: 0.75\n",
        "    weight: 0.75\n    weight: 1\n",
        "weight: 1",
        "the key “weight” is given twice; expected once",
    ),
    "absent key": (
        "points_low: 0, points_high: 2}",
        "points_high: 2}",
        "points_high: 2}",
        "the key “points_low” is missing",
    ),
    "number that is none": (
        "zero_at: 0,",
        'zero_at: "0",',
        'zero_at: "0"',
        f"found “0”, {NUMBER}",
    ),
    "decimal comma": ("offset: 0.25", "offset: 0,25", "offset", f"found “0,25”, {NUMBER}"),
    "sexagesimal number": ("offset: 0.25", "offset: 1:30", "offset", f"found “1:30”, {NUMBER}"),
    "infinite number": ("offset: 0.25", "offset: .inf", "offset", f"found “.inf”, {NUMBER}"),
    "number too large": (
        "offset: 0.25",
        "offset: 1.0e+999",
        "offset",
        f"found “1.0e+999”, {NUMBER}",
    ),
    "fraction of nothing": (
        "offset: 0.25",
        'offset: "1/0"',
        "offset",
        f"found “1/0”, {NUMBER}",
    ),
    "list for a mapping": (
        f"rule: {SCALE}",
        "rule: [scale]",
        "rule: [scale]",
        "found seq, expected a mapping",
    ),
    "mapping for a list": (
        "shown: [w.visits]",
        "shown: w.visits",
        "shown: w",
        "found w.visits, expected a list",
    ),
    "boolean that is none": (
        "illustrative: true",
        "illustrative: yes",
        "illustrative: yes",
        "found “yes”, expected true or false",
    ),
    "unquoted code": (
        'code: "II"',
        "code: 1.10",
        "code: 1.10",
        'found 1.10 unquoted; expected a text in quotes: "1.10"',
    ),
    "unquoted id": (
        'id: "2.01"',
        "id: 2.01",
        "id: 2.01",
        'found 2.01 unquoted; expected a text in quotes: "2.01"',
    ),
    "empty id": ('id: "2.01"', 'id: ""', 'id: ""', "found an empty text; expected a name"),
    "empty choice": (
        "    combine: weighted_sum\n",
        '    combine: ""\n',
        'combine: ""',
        "found “”, expected one of sum, weighted_mean, weighted_sum",
    ),
    "unknown choice": (
        "    combine: weighted_sum\n",
        "    combine: product\n",
        "combine: product",
        "found “product”, expected one of sum, weighted_mean, weighted_sum",
    ),
    "unknown rule kind": (
        SCALE,
        "{kind: curve, measure: w.rating}",
        "curve",
        f"found “curve”, expected one of {KINDS}",
    ),
    "uncited leaf": (
        '    cite: {source: decision, place: {vi: "Phụ lục, mục II.1", en: "Annex, part II.1"}}\n',
        "",
        'id: "2.01"',
        "the leaf 2.01 has no citation; expected cite: {source: …, place: …}",
    ),
    "leaf that combines": (
        f"    rule: {SCALE}",
        f"    combine: sum\n    rule: {SCALE}",
        'id: "2.01"',
        "expected either a rule (a leaf) or combine (an inner node)",
    ),
    "points that do not add up": (
        "    points: 4\n",
        "    points: 5\n",
        "id: total",
        "the points below total add up to 4.0, expected 5.0",
    ),
    "points of a field that do not add up": (
        f"rule: {SCALE}",
        f"rule: {SCALE.replace('points_high: 2', 'points_high: 3')}",
        'id: "2"',
        "the points below 2 add up to 3.0, expected 2.0",
    ),
    "root without points": (
        "    points: 4\n",
        "",
        "id: total",
        "adds_up: true, but the root states no points",
    ),
    "overlapping bands": (
        "up_to: 90, points: 0.5",
        "up_to: 91, points: 0.5",
        "above: 90",
        "two bands overlap between 90.0 and 91.0",
    ),
    "bands that share an end": (
        "{above: 90, points: 1}",
        "{from: 90, points: 1}",
        "from: 90",
        "two bands overlap between 90.0 and 90.0",
    ),
    "bands with a gap": (
        "up_to: 90, points: 0.5",
        "up_to: 89, points: 0.5",
        "above: 90",
        "values between 89.0 and 90.0 fall in no band",
    ),
    "bands that leave one value out": (
        "up_to: 90, points: 0.5",
        "below: 90, points: 0.5",
        "above: 90",
        "values between 90.0 and 90.0 fall in no band",
    ),
    "bands without a lowest": (
        "{below: 70, points: 0}",
        "{from: 0, below: 70, points: 0}",
        "from: 0,",
        "values below 0.0 fall in no band; expected the first band to have no lower end",
    ),
    "bands without a highest": (
        "{above: 90, points: 1}",
        "{above: 90, up_to: 100, points: 1}",
        "up_to: 100",
        "values above 100.0 fall in no band; expected the last band to have no upper end",
    ),
    "band with two lower ends": (
        "{from: 70, up_to: 90",
        "{from: 70, above: 70, up_to: 90",
        "above: 70",
        "from / above exclude each other; expected one of them",
    ),
    "band known and unknown": (
        "{above: 90, points: 1}",
        '{above: 90, points: 1, unknown: "không nêu"}',
        "above: 90",
        "points / unknown exclude each other; expected one of them",
    ),
    "band that says nothing": (
        "{above: 90, points: 1}",
        "{above: 90}",
        "above: 90",
        "the key “points” is missing",
    ),
    "full at zero": (
        "zero_at: 0, full_at: 50",
        "zero_at: 50, full_at: 50",
        "full_at",
        "full_at (50.0) must differ from zero_at (50.0)",
    ),
    "points below zero": (
        "full_at: 50, points: 1",
        "full_at: 50, points: -1",
        "full_at",
        "points (-1.0) must be above 0",
    ),
    "ends of a scale turned round": (
        "low: 1, high: 5",
        "low: 5, high: 1",
        "low: 5",
        "high (1.0) must exceed low (5.0)",
    ),
    "unknown measure": (
        "measure: w.digitised",
        "measure: w.digitized",
        'id: "1.02"',
        "unknown measure “w.digitized”. Nearest: w.digitised, hn.digitised.all, hn.digitised.done",
    ),
    "unknown measure shown": (
        "shown: [w.visits]",
        "shown: [w.visit]",
        'id: "1"',
        "unknown measure “w.visit”. Nearest: w.visits, w.satisfied, w.digitised",
    ),
    "unknown level": (
        '    code: "II"\n    kind: field',
        '    code: "II"\n    kind: filed',
        'id: "2"',
        "unknown level “filed”. Nearest: field",
    ),
    "unknown source of a leaf": (
        'decision, place: {vi: "Phụ lục, mục II.1"',
        'decison, place: {vi: "Phụ lục, mục II.1"',
        'id: "2.01"',
        "unknown source “decison”. Nearest: decision",
    ),
    "unknown source of the dates": (
        "certainty: exact, source: decision",
        "certainty: exact, source: decison",
        "certainty",
        "unknown source “decison”. Nearest: decision",
    ),
    "unknown source of the classes": (
        'decision, place: {vi: "Điều 5"',
        'decison, place: {vi: "Điều 5"',
        "Điều 5",
        "unknown source “decison”. Nearest: decision",
    ),
    "unknown level of the classes": (
        "kinds: [index]",
        "kinds: [idnex]",
        "kinds",
        "unknown level “idnex”. Nearest: index",
    ),
    "unknown parent": (
        'id: "2.01"\n    parent: "2"',
        'id: "2.01"\n    parent: "22"',
        'id: "2.01"',
        "2.01 has the unknown parent “22”. Nearest: 2",
    ),
    "own parent": (
        'id: "2"\n    parent: total',
        'id: "2"\n    parent: "2"',
        'id: "2"',
        "the parent 2 of 2 must stand before it; a node is never its own ancestor",
    ),
    "impossible date": (
        "to: 2025-06-30",
        "to: 2025-06-31",
        "to: 2025",
        f"found “2025-06-31”, {DAY}",
    ),
    "impossible first date": (
        "from: 2024-01-01",
        "from: 2024-02-30",
        "from: 2024",
        f"found “2024-02-30”, {DAY}",
    ),
    "date in another form": (
        "from: 2024-01-01",
        "from: 20240101",
        "20240101",
        f"found “20240101”, {DAY}",
    ),
    "week for a date": (
        "from: 2024-01-01",
        "from: 2024-W01-1",
        "W01",
        f"found “2024-W01-1”, {DAY}",
    ),
    "end before its beginning": (
        "to: 2025-06-30",
        "to: 2023-06-30",
        "to: 2023",
        "the last day (2023-06-30) comes before the first (2024-01-01)",
    ),
    "weight under a sum": (
        'id: "2.01"\n    parent: "2"\n',
        'id: "2.01"\n    parent: "2"\n    weight: 0.5\n',
        'id: "2.01"',
        "weight 0.5 under a sum; expected none, or combine: weighted_sum",
    ),
    "policy that is none": (
        "not_applicable: full",
        "not_applicable: forgive",
        "forgive",
        "found “forgive”, expected one of excluded, full, refuse, withhold, zero",
    ),
    "kind of missing that is none": (
        "{not_applicable: full",
        "{not_aplicable: full",
        "not_aplicable",
        "unknown key “not_aplicable”; expected one of no_key, not_applicable, not_classified, "
        "not_published, not_reported, otherwise, too_few, withheld. Nearest: not_applicable, "
        "not_published, not_classified",
    ),
    "classes that fall": (
        "{id: fair, from: 2",
        "{id: fair, from: 3.5",
        "{id: average",
        "expected the first class without “from”, the others with rising “from”",
    ),
    "another schema": ("schema: 1\n", "schema: 2\n", "schema", "this release reads schema 1 only"),
}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_names_its_line_and_what_was_expected(desk: Desk, case: str) -> None:
    old, new, snippet, sentence = ONE_FAULT[case]
    desk.spoil(old, new)
    expected = f"{desk.first(snippet)}: {sentence}"
    told = desk.told()
    assert (told if "add up" in sentence else alone(told)) == [expected]


@pytest.mark.parametrize("case", ONE_FAULT)
def test_every_fault_is_told_in_vietnamese(desk: Desk, case: str) -> None:
    old, new, *_ = ONE_FAULT[case]
    desk.spoil(old, new)
    for fault in desk.faults():
        sentence = tell(fault, "vi").removeprefix(fault.where)
        assert sentence != str(fault).removeprefix(fault.where)
