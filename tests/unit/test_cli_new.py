"""``chiso new``: what it makes checks and scores; it touches nothing; names that cannot be."""

from pathlib import Path

import pytest

from chiso.definition.load import load
from chiso.evaluation.cases import case_faults, case_files
from tests.unit.cli_run import run


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_made_checks_with_its_worked_case(tmp_path: Path, lang: str) -> None:
    made = run("new", "ward-index", "--from", "2026-01-01", "--folder", tmp_path, lang=lang)
    assert made.exit_code == 0
    edition = load(tmp_path / "ward-index" / "2026-01-01")
    assert (edition.name, edition.illustrative) == ("ward-index@2026-01-01", True)
    [case] = case_files(edition)
    assert case_faults(edition, case) == ()


def test_both_languages_make_the_same_edition(tmp_path: Path) -> None:
    for lang in ("vi", "en"):
        run("new", "ward-index", "--from", "2026-01-01", "--folder", tmp_path / lang, lang=lang)
    vi, en = (load(tmp_path / lang / "ward-index" / "2026-01-01") for lang in ("vi", "en"))
    assert vi.nodes == en.nodes


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    arguments = ("new", "ward-index", "--from", "2026-01-01", "--folder", tmp_path)
    run(*arguments)
    index = tmp_path / "ward-index" / "2026-01-01" / "index.yaml"
    index.write_text("mine", encoding="utf-8")
    again = run(*arguments)
    assert (again.exit_code, "it is there already" in again.stderr) == (2, True)
    assert index.read_text(encoding="utf-8") == "mine"


def test_a_second_edition_keeps_the_measures(tmp_path: Path) -> None:
    run("new", "ward-index", "--from", "2026-01-01", "--folder", tmp_path)
    measures = tmp_path / "ward-index" / "measures.yaml"
    measures.write_text(measures.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    run("new", "ward-index", "--from", "2027-01-01", "--folder", tmp_path)
    assert measures.read_text(encoding="utf-8").endswith("# mine\n")
    assert run("check", tmp_path / "ward-index" / "2027-01-01").exit_code == 0


@pytest.mark.parametrize("name", ["Ward", "ward_index", "ward index", "-ward", "phường", "../up"])
def test_a_name_that_cannot_be_an_id_is_refused(tmp_path: Path, name: str) -> None:
    found = run("new", "--folder", tmp_path, "--from", "2026-01-01", "--", name)
    assert found.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["2026", "2026-13-01", "20260101", "hôm nay"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    found = run("new", "ward-index", "--from", day, "--folder", tmp_path)
    assert (found.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert f"“{day}”" in found.stderr


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = run("new", "ward-index", "--from", "2026-01-01", "--folder", tmp_path / "file")
    assert (found.exit_code, found.stderr.count("\n")) == (2, 1)
    assert "cannot be written" in found.stderr
