"""``chiso diff``: what differs between two editions, and what that does to last year's ranking."""

import json
from pathlib import Path

import pytest

from tests.unit.cli_run import run

WARDS = """unit,period,measure,value
00145,2026,trial.plan_days_late,0
00145,2026,trial.tasks_planned,20
00145,2026,trial.tasks_done,14
00118,2026,trial.plan_days_late,6
00118,2026,trial.tasks_planned,20
00118,2026,trial.tasks_done,19
"""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """An edition and its successor, where completing the plan counts for twice as much."""
    for day in ("2026-01-01", "2027-01-01"):
        arguments = ("new", "trial", "--from", day, "--folder", tmp_path, "--lang", "en")
        assert run(*arguments).exit_code == 0
    before, after = tmp_path / "trial" / "2026-01-01", tmp_path / "trial" / "2027-01-01"
    index = after / "index.yaml"
    text = index.read_text(encoding="utf-8")
    text = text.replace("points: 1}, {above: 90, points: 2}", "points: 1}, {above: 90, points: 4}")
    text = text.replace("points: 3\n", "points: 5\n")
    text = text.replace("How far the plan was completed", "Completion of the plan")
    index.write_text(text, encoding="utf-8")
    return before, after


# by hand from the two index.yaml: construction permits (5.2) was dropped
def test_what_differs_between_two_editions_is_told():
    rows = json.loads(run("diff", "papi@2020", "papi@2021", "--json").stdout)
    assert (rows[0]["node"], rows[0]["aspect"]) == ("5.2", "removed")
    assert [row["node"] for row in rows if row["aspect"] == "printed scale"] == [
        "5.1",
        "5.3",
        "5.4",
    ]


def test_an_edition_compared_with_itself_computes_the_same():
    said = run("diff", "papi@2020", "papi@2020-05-01", "--lang", "en").stdout
    assert said == "Both compute the same.\n"


def test_what_changed_is_counted(two):
    said = run("diff", *two).stdout.splitlines()
    assert said[0] == ("Added: 0. Removed: 0. Reworded: 1. Re-weighted: 0. Scored otherwise: 1.")


def test_last_years_ranking_under_both_editions(two):
    """Before: 1 + 1 = 2 against 0 + 2 = 2, tied. After: 2 against 0 + 4 = 4."""
    found = run("diff", *two, "--observations", "-", "--json", stdin=WARDS)
    ranking = json.loads(found.stdout)["ranking"]
    assert [(row["unit"], row["rank_before"], row["rank_after"]) for row in ranking] == [
        ("00118", 1, 1),
        ("00145", 1, 2),
    ]
    assert [(row["score_before"], row["score_after"]) for row in ranking] == [(2, 4), (2, 2)]
    assert [row["places"] for row in ranking] == [0, -1]


def test_the_ranking_reads_in_both_languages(two):
    english = run("diff", *two, "--observations", "-", stdin=WARDS)
    assert "Units that change place: 1 of 2." in english.stdout
    vietnamese = run("diff", *two, "--observations", "-", stdin=WARDS, lang="vi")
    assert "Số đơn vị thay đổi thứ hạng: 1 trên 2." in vietnamese.stdout


def test_a_file_of_rows_holds_the_ranking(two):
    found = run("diff", *two, "--observations", "-", "--format", "csv", stdin=WARDS)
    heading = "period,unit,rank_group,score_before,rank_before,score_after,rank_after,places"
    assert found.stdout.splitlines()[0].startswith(heading)


def test_a_node_that_one_edition_has_not_offers_the_nearest(two):
    found = run("diff", *two, "--observations", "-", "--node", "1.3", stdin=WARDS)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "There is no node “1.3”. Nearest: 1.2, 1.1" in found.stderr


def test_units_without_a_known_name_keep_their_code_in_vietnamese(two):
    found = run("diff", *two, "--observations", "-", stdin=WARDS, lang="vi")
    assert any(line.startswith("00118") for line in found.stdout.splitlines())
    scored = run("score", two[0], "--observations", "-", stdin=WARDS, lang="vi")
    assert "00118" in scored.stdout
