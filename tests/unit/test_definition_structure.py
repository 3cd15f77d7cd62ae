"""Faults of a whole edition: all gathered, its tree, its rules' parameters, its files."""

from pathlib import Path

import pytest

from chiso.definition.load import load
from chiso.errors import EditionInvalid
from tests.unit.editions.desk import LINEAR, SCALE, Desk, alone

NAMED = 'name: {vi: "Tên", en: "Name"}'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


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
    assert first.startswith("Faults found in ")
    assert len(rest) == 2
    assert raised.value.facts["count"] == 2


def test_a_circle_of_parents_is_a_fault(desk: Desk) -> None:
    desk.spoil('id: "1"\n    parent: total', 'id: "1"\n    parent: "1.01"')
    sentence = "the parent 1.01 of 1 must stand before it; a node is never its own ancestor"
    assert f"{desk.at('1')}: {sentence}" in desk.told()


def test_two_nodes_never_share_an_id(desk: Desk) -> None:
    desk.spoil('id: "1.02"', 'id: "1.01"')
    assert desk.first('- id: "1.01"') + ": “1.01” is given twice; expected once" in desk.told()


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
