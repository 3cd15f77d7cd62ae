"""Every fault of the strict reader: where it stands, what was found, what was expected."""

import shutil
from pathlib import Path

import pytest

from chiso.definition.load import load
from chiso.errors import EditionInvalid, Fault
from chiso.wording import tell
from tests.builders_library import EDITIONS

CITE = 'cite: {source: decision, place: "Điều 1"}'
NAMED = 'name: {vi: "Tên", en: "Name"}'


class Desk:
    """A copy of the fixture edition that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.top = shutil.copytree(EDITIONS, folder / "editions")
        self.folder = self.top / "ward" / "2024-01-01"

    def spoil(self, old: str, new: str, *, file: str = "index.yaml") -> None:
        path = (self.folder / file).resolve()
        whole = path.read_text(encoding="utf-8")
        assert whole.count(old) == 1, f"{old!r} stands {whole.count(old)} times in {file}"
        path.write_text(whole.replace(old, new), encoding="utf-8")

    def line(self, snippet: str, *, file: str = "index.yaml") -> str:
        path = (self.folder / file).resolve()
        lines = path.read_text(encoding="utf-8").splitlines()
        [number] = [place for place, one in enumerate(lines, start=1) if snippet in one]
        return f"{path.name}:{number}"

    def at(self, node: str) -> str:
        """Where a node begins."""
        return self.line(f'id: "{node}"\n'.strip())

    def faults(self) -> tuple[Fault, ...]:
        try:
            load(self.folder)
        except EditionInvalid as error:
            return error.faults
        return ()

    def told(self) -> list[str]:
        """The faults, each with its file's bare name."""
        return [str(fault).removeprefix(f"{_folder(fault)}/") for fault in self.faults()]


def _folder(fault: Fault) -> str:
    return str(Path(str(fault.where)).parent)


CONSEQUENCES = ("add up to", "combines children but has none")


def alone(told: list[str]) -> list[str]:
    """The faults without those that only follow from another, which was not read."""
    return [one for one in told if not any(part in one for part in CONSEQUENCES)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_fixture_edition_has_no_fault(desk: Desk) -> None:
    assert desk.told() == []


LINEAR = "{kind: linear, measure: w.online, zero_at: 0, full_at: 50, points: 1, capped: true}"
SCALE = "{kind: scale, measure: w.rating, low: 1, high: 5, points_low: 0, points_high: 2}"
IN_FORCE = "{from: 2024-01-01, to: 2025-06-30, certainty: exact, source: decision}"
NUMBER = "expected a number such as 0.5 or a quoted fraction"
DAY = "expected a day of the calendar as YYYY-MM-DD"
KINDS = (
    "answer_shares, appraised, bands, bonus, given, linear, observed_range, on_time, penalty, "
    "per_count, proportional, ratio, requires, scale, sum_of_checks"
)

# what is spoilt, by what, a piece of the faulty line, and the whole sentence
ONE_FAULT = {
    "unknown key": (
        "    weight: 0.75\n",
        "    wieght: 0.75\n",
        "wieght",
        "unknown key “wieght”; expected one of cite, code, combine, id, kind, missing, name, note, "
        "offset, parent, points, rule, scale, shown, weight. Nearest: weight",
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
        "unknown measure “w.digitized”. Nearest: w.digitised, w.initiatives, w.satisfied",
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
    expected = f"{_first_line(desk, snippet)}: {sentence}"
    told = desk.told()
    assert (told if "add up" in sentence else alone(told)) == [expected]


def _first_line(desk: Desk, snippet: str) -> str:
    lines = (desk.folder / "index.yaml").read_text(encoding="utf-8").splitlines()
    found = [place for place, one in enumerate(lines, start=1) if snippet in one]
    return f"index.yaml:{found[0]}"


@pytest.mark.parametrize("case", ONE_FAULT)
def test_every_fault_is_told_in_vietnamese(desk: Desk, case: str) -> None:
    old, new, *_ = ONE_FAULT[case]
    desk.spoil(old, new)
    for fault in desk.faults():
        sentence = tell(fault, "vi").removeprefix(fault.where)
        assert sentence != str(fault).removeprefix(fault.where)


def test_several_faults_are_gathered_and_raised_at_once(desk: Desk) -> None:
    desk.spoil("    weight: 0.75\n", "    wieght: 0.75\n")
    desk.spoil("measure: w.digitised", "measure: w.digitized")
    desk.spoil("to: 2025-06-30", "to: 2025-06-31")
    desk.spoil("licence:", "license:", file="sources.yaml")
    desk.spoil('node: "2"', "node: 2", file="../breaks.yaml")
    desk.spoil("id: w.visits, unit: count", "id: w.visits", file="../../measures.yaml")
    told = desk.told()
    begun = {one.split(":", 1)[0] for one in told}
    assert begun == {"index.yaml", "sources.yaml", "breaks.yaml", "measures.yaml"}
    assert any(one.startswith(desk.line("wieght")) for one in told)
    assert any(one.startswith(desk.line("2025-06-31")) for one in told)
    assert any(one.startswith(desk.line('id: "1.02"')) for one in told)
    assert any(one.startswith(desk.line("node: 2", file="../breaks.yaml")) for one in told)


def test_the_error_counts_its_faults_and_lists_them(desk: Desk) -> None:
    desk.spoil("    weight: 0.75\n", "    wieght: 0.75\n")
    desk.spoil("to: 2025-06-30", "to: 2025-06-31")
    desk.spoil("adds_up: true\n", "")
    with pytest.raises(EditionInvalid) as raised:
        load(desk.folder)
    first, *rest = str(raised.value).splitlines()
    assert first.startswith("2 faults found in ")
    assert len(rest) == 2
    assert raised.value.facts["count"] == 2


def test_a_circle_of_parents_is_a_fault(desk: Desk) -> None:
    desk.spoil('id: "1"\n    parent: total', 'id: "1"\n    parent: "1.01"')
    sentence = "the parent 1.01 of 1 must stand before it; a node is never its own ancestor"
    assert f"{desk.at('1')}: {sentence}" in desk.told()


def test_two_nodes_never_share_an_id(desk: Desk) -> None:
    desk.spoil('id: "1.02"', 'id: "1.01"')
    assert (
        _first_line(desk, '- id: "1.01"') + ": “1.01” is given twice; expected once" in desk.told()
    )


def test_two_sources_never_share_an_id(desk: Desk) -> None:
    text = (desk.folder / "sources.yaml").read_text(encoding="utf-8")
    twice = text + text.split("sources:\n")[1]
    (desk.folder / "sources.yaml").write_text(twice, encoding="utf-8")
    assert desk.told() == ["sources.yaml:7: “decision” is given twice; expected once"]


def test_two_measures_never_share_an_id(desk: Desk) -> None:
    desk.spoil("id: w.visits", "id: w.online", file="../../measures.yaml")
    where = desk.line("Số lượt công dân", file="../../measures.yaml")
    assert f"{where}: “w.online” is given twice; expected once" in desk.told()


def test_a_node_without_parent_is_a_fault(desk: Desk) -> None:
    desk.spoil('id: "2"\n    parent: total\n', 'id: "2"\n')
    sentence = "2 has no parent; expected one, for the root alone is called total"
    assert f"{desk.at('2')}: {sentence}" in desk.told()


def test_the_root_comes_first(desk: Desk) -> None:
    desk.spoil("id: total\n", 'id: "whole"\n')
    assert any("the first node must be the root, total" in one for one in desk.told())


def test_a_node_never_stands_below_a_leaf(desk: Desk) -> None:
    desk.spoil('id: "1.02"\n    parent: "1"', 'id: "1.02"\n    parent: "1.01"')
    assert f"{desk.at('1.02')}: 1.02 stands below the leaf 1.01" in desk.told()


def test_an_inner_node_has_children(desk: Desk) -> None:
    desk.spoil('id: "2.01"\n    parent: "2"', 'id: "2.01"\n    parent: "1"')
    assert f"{desk.at('2')}: 2 combines children but has none" in desk.told()


def test_a_weighted_mean_without_weight_is_a_fault_and_no_crash(desk: Desk) -> None:
    desk.spoil("    combine: weighted_sum\n", "    combine: weighted_mean\n")
    desk.spoil("    weight: 0.75\n", "    weight: -1\n")
    sentence = "the weights below 1 must be above 0 for a weighted mean"
    assert f"{desk.at('1')}: {sentence}" in desk.told()


def test_zero_for_a_missing_value_never_falls_below_the_lowest_points(desk: Desk) -> None:
    desk.spoil(f"rule: {SCALE}", f"missing: zero\n    rule: {SCALE.replace('low: 0', 'low: 0.5')}")
    sentence = "missing: zero would fall below the lowest points (0.5)"
    assert f"{desk.at('2.01')}: {sentence}" in desk.told()


def test_full_points_need_a_highest_end(desk: Desk) -> None:
    """Without one, full points for what did not arise would be without end."""
    desk.spoil("points: 1, capped: true", "points: 1, capped: false")
    sentence = "missing: full needs a rule whose points have a highest end"
    assert alone(desk.told()) == [f"{desk.at('1.01')}: {sentence}"]


def requiring(desk: Desk, first: str, second: str) -> None:
    """Let 1.01 require ``first`` and 2.01 require ``second``."""
    desk.spoil(LINEAR, f'{{kind: requires, line: "{first}", then: {LINEAR}}}')
    desk.spoil(SCALE, f'{{kind: requires, line: "{second}", then: {SCALE}}}')


def test_lines_that_require_each_other_are_a_fault(desk: Desk) -> None:
    requiring(desk, "2.01", "1.01")
    assert desk.told() == [
        f"{desk.at('1.01')}: 1.01 requires itself, through 2.01",
        f"{desk.at('2.01')}: 2.01 requires itself, through 1.01",
    ]


def test_a_line_is_a_leaf_that_exists(desk: Desk) -> None:
    requiring(desk, "1.03", "1")
    assert desk.told() == [
        f"{desk.at('1.01')}: unknown node “1.03”. Nearest: 1.02, 1.01, 2.01",
        f"{desk.at('2.01')}: 2.01 requires 1, which is no leaf",
    ]


def test_a_line_required_inside_another_is_checked_too(desk: Desk) -> None:
    inside = f'{{kind: requires, line: "1.01", then: {LINEAR}}}'
    desk.spoil(LINEAR, f'{{kind: requires, line: "1.02", then: {inside}}}')
    assert desk.told() == [f"{desk.at('1.01')}: 1.01 requires itself, through 1.01"]


def test_a_band_never_ends_before_it_begins(desk: Desk) -> None:
    """Each end meets its neighbour's, and yet 75 would fall in two bands."""
    desk.spoil("{below: 70, points: 0}", "{below: 90, points: 0}")
    desk.spoil("{from: 70, up_to: 90, points: 0.5}", "{from: 90, up_to: 70, points: 0.5}")
    desk.spoil("{above: 90, points: 1}", "{above: 70, points: 1}")
    assert desk.told() == [f"{desk.line('from: 90')}: the band from 90.0 to 70.0 holds no value"]


def test_a_band_may_be_a_single_value(desk: Desk) -> None:
    desk.spoil("{from: 70, up_to: 90, points: 0.5}", "{from: 70, up_to: 70, points: 0.5}")
    desk.spoil("{above: 90, points: 1}", "{above: 70, points: 1}")
    assert desk.told() == []


def test_a_band_holds_one_value_at_least(desk: Desk) -> None:
    desk.spoil("{below: 70, points: 0}", "{up_to: 70, points: 0}")
    desk.spoil("{from: 70, up_to: 90, points: 0.5}", "{above: 70, up_to: 70, points: 0.5}")
    desk.spoil("{above: 90, points: 1}", "{above: 70, points: 1}")
    assert desk.told() == [f"{desk.line('0.5}')}: the band from 70.0 to 70.0 holds no value"]


def test_an_unknown_band_gives_its_reason(desk: Desk) -> None:
    desk.spoil("up_to: 90, points: 0.5", 'up_to: 90, unknown: "không nêu"')
    [rule] = [node.rule for node in load(desk.folder).nodes if node.id == "1.02"]
    assert rule is not None
    assert [band.points for band in rule.bands] == [0.0, None, 1.0]
    assert rule.bands[1].unknown.vi == "không nêu"


def test_bands_that_are_all_unknown_are_a_fault(desk: Desk) -> None:
    for points in ("0}", "0.5}", "1}\n"):
        end = points[len(points.rstrip("}\n")) :]
        desk.spoil(f"points: {points}", f'unknown: "không nêu"{end}')
    assert any(
        "every band is unknown; expected points in one at least" in one for one in desk.told()
    )


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "{kind: ratio, numerator: w.solved, denominator: w.received, times: 0, "
            "zero_denominator: zero, then: {kind: linear, zero_at: 0, full_at: 1, points: 2, "
            "capped: true}}",
            "times (0.0) must be above 0",
        ),
        (
            "{kind: proportional, measure: w.rating, target: 1, floor: 2, points: 2}",
            "target (1.0) must exceed floor (2.0)",
        ),
        ("{kind: sum_of_checks, checks: []}", "an empty list; expected at least one entry"),
        (
            "{kind: on_time, measure: w.rating, steps: [{up_to: 0, points: 2}]}",
            "only the last step, and always the last, has no up_to",
        ),
        (
            "{kind: on_time, measure: w.rating, steps: [{up_to: 0, points: 1}, {points: 2}]}",
            "points rise with lateness: 2.0 after 1.0",
        ),
        (
            "{kind: on_time, measure: w.rating, "
            "steps: [{up_to: 5, points: 2}, {up_to: 5, points: 1}, {points: 0}]}",
            "up_to (5.0) must exceed that of the step before (5.0)",
        ),
        (
            "{kind: per_count, measure: w.rating, points: 2, each: 0, floor: 0}",
            "each (0.0) must be above 0",
        ),
        ("{kind: bonus, measure: w.rating, each: 1, cap: 0}", "cap (0.0) must be above 0"),
        (
            "{kind: answer_shares, options: [{measure: w.rating, share: 60}], points: 2}",
            "found 60.0, expected a share from 0 to 1",
        ),
        (
            "{kind: appraised, measure: w.rating, allowed: []}",
            "an empty list; expected at least one entry",
        ),
        (
            "{kind: given, measure: w.rating, min: 2, max: 2, range_source: quy ước}",
            "max (2.0) must exceed min (2.0)",
        ),
    ],
)
def test_rule_parameters_are_checked_where_they_are_read(
    desk: Desk, rule: str, sentence: str
) -> None:
    desk.spoil(f"    rule: {SCALE}", f"    {NAMED}\n    rule: {rule}")
    assert any(one == f"{desk.line(rule)}: {sentence}" for one in desk.told()), desk.told()


def test_a_ratio_feeds_linear_or_bands_only(desk: Desk) -> None:
    rule = (
        "{kind: ratio, numerator: w.solved, denominator: w.received, zero_denominator: zero, "
        "then: {kind: bonus, each: 1, cap: 2}}"
    )
    desk.spoil(f"    rule: {SCALE}", f"    {NAMED}\n    rule: {rule}")
    assert f"{desk.line(rule)}: found “bonus”, expected one of bands, linear" in desk.told()


def test_a_percentile_lies_between_0_and_100(desk: Desk) -> None:
    desk.spoil("  by: points\n", "  by: percentile\n")
    desk.spoil("{id: good, from: 3", "{id: good, from: 300")
    assert desk.told() == [
        f"{desk.line('id: good')}: found 300.0, expected a percentile from 0 to 100"
    ]


def test_classes_are_never_empty(desk: Desk) -> None:
    whole = (desk.folder / "index.yaml").read_text(encoding="utf-8")
    listed = whole[whole.index("  classes:\n") : whole.index("nodes:\n")]
    desk.spoil(listed, "  classes: []\n")
    assert desk.told() == [
        f"{desk.line('classes: []')}: an empty list; expected at least one entry"
    ]


def test_an_absent_citation_is_one_fault(desk: Desk) -> None:
    desk.spoil('  cite: {source: decision, place: {vi: "Điều 5", en: "Article 5"}}\n', "")
    assert desk.told() == [f"{desk.line('by: points')}: the key “cite” is missing"]


def test_a_break_in_an_impossible_year_names_its_line(desk: Desk) -> None:
    desk.spoil("from_year: 2025", "from_year: 20250", file="../breaks.yaml")
    where = desk.line("20250", file="../breaks.yaml")
    assert desk.told() == [f"{where}: found the year 20250 for 2, expected 1900 to 2199"]


def test_a_break_cites_a_known_source(desk: Desk) -> None:
    desk.spoil("cite: {source: decision", "cite: {source: decison", file="../breaks.yaml")
    [told] = desk.told()
    where = desk.line("decison", file="../breaks.yaml")
    assert told == f"{where}: unknown source “decison”. Nearest: decision"


@pytest.mark.parametrize("content", ["", "nodes: [", "\x00", "- : :\n\t- x", "a: b\n---\na: c\n"])
def test_what_is_no_yaml_is_a_fault_of_its_file(desk: Desk, content: str) -> None:
    (desk.folder / "index.yaml").write_text(content, encoding="utf-8")
    [told] = desk.told()
    assert told.startswith("index.yaml:")
    assert "cannot be read as YAML in UTF-8" in told


def test_what_is_no_utf8_is_a_fault_of_its_file(desk: Desk) -> None:
    (desk.folder / "index.yaml").write_bytes("tên: xã".encode("utf-16"))
    [told] = desk.told()
    assert "cannot be read as YAML in UTF-8" in told


def test_sources_that_are_not_there_are_a_fault(desk: Desk) -> None:
    (desk.folder / "sources.yaml").unlink()
    [told] = desk.told()
    assert told.endswith("sources.yaml: there is no such file")


def test_a_file_that_holds_a_list_is_a_fault(desk: Desk) -> None:
    (desk.folder / "index.yaml").write_text("- schema\n", encoding="utf-8")
    assert any("found seq, expected a mapping" in one for one in desk.told())


def test_an_alias_is_refused_so_that_law_stands_written_out(desk: Desk) -> None:
    path = desk.folder / "index.yaml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + "rule: &x {then: *x}\n", encoding="utf-8")
    [told] = desk.told()
    assert told.endswith("an alias (*) stands here; expected it written out")


def test_an_edition_that_changed_is_read_again(desk: Desk) -> None:
    before = load(desk.folder)
    desk.spoil("to: 2025-06-30", "to: 2025-06-29")
    after = load(desk.folder)
    assert before.in_force.until != after.in_force.until
    assert before.sha256 != after.sha256


def test_faults_of_all_files_are_told_at_once(desk: Desk) -> None:
    (desk.folder / "sources.yaml").unlink()
    desk.spoil("    weight: 0.75\n", "    wieght: 0.75\n")
    told = desk.told()
    assert any("no such file" in one for one in told)
    assert any("wieght" in one for one in told)
    assert not any("unknown source" in one for one in told)
