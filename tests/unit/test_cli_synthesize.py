"""``chiso synthesize``: what it writes, by what name, and what it refuses."""

from pathlib import Path

import pytest

from chiso import tables
from chiso.synthesis import MARK
from tests.unit.cli_run import Finished, run

WARDS = ("long-bien-wards@2018", "--under", "004@unknown", "--kind", "ward", "--period", "2018")


def made(*arguments: object, lang: str = "en") -> Finished:
    return run("synthesize", *arguments, lang=lang)


def test_file_reads_back_with_every_unit_and_scores(tmp_path: Path) -> None:
    file = tmp_path / "gia-lap_wards.csv"
    assert made(*WARDS, "--seed", 7, "--out", file).exit_code == 0
    assert len(tables.read(str(file)).units) == 14  # the wards of Long Biên in 2018
    scored = run("score", "long-bien-wards@2018", "--observations", file)
    assert (scored.exit_code, "00142@unknown" in scored.stdout) == (0, True)  # Sài Đồng


def test_every_row_carries_the_mark_in_note_and_source() -> None:
    header, *rows = made(*WARDS, "--seed", 7).stdout.splitlines()
    assert header.endswith("note,source")
    assert {row.count(MARK.vi) for row in rows} == {2}
    assert all(row.endswith('seed 7)"') for row in rows)


@pytest.mark.parametrize(("lang", "words"), [("vi", MARK.vi), ("en", MARK.en)])
def test_it_says_beside_the_file_that_nothing_is_real(lang: str, words: str) -> None:
    done = made(*WARDS, "--seed", 7, lang=lang)
    assert done.stderr.startswith(words)


@pytest.mark.parametrize(("lang", "words"), [("vi", MARK.vi), ("en", MARK.en)])
def test_scores_of_synthetic_observations_say_so(tmp_path: Path, lang: str, words: str) -> None:
    file = tmp_path / "gia-lap_wards.csv"
    made(*WARDS, "--seed", 7, "--out", file)
    asked = ("score", "long-bien-wards@2018", "--observations", file)
    assert run(*asked, lang=lang).stdout.startswith(words)
    assert run(*asked, "--json", lang=lang).stderr.startswith(words)


def test_every_row_of_a_file_of_such_scores_says_so(tmp_path: Path) -> None:
    file = tmp_path / "gia-lap_wards.csv"
    made(*WARDS, "--seed", 7, "--out", file)
    asked = ("score", "long-bien-wards@2018", "--observations", file, "--format", "csv")
    header, *rows = run(*asked).stdout.splitlines()
    assert header.endswith(",class,note")
    assert {row.count(MARK.vi) for row in rows} == {1}


def test_scores_of_real_observations_have_no_such_column(tmp_path: Path) -> None:
    file = tmp_path / "papi.csv"
    run("observations", "papi", "--year", 2023, "--out", file)
    asked = ("score", "papi@2023", "--observations", file, "--format", "csv")
    assert run(*asked).stdout.splitlines()[0].endswith(",class")


def test_name_of_the_file_says_so_too(tmp_path: Path) -> None:
    file = tmp_path / "wards.csv"
    refused = made(*WARDS, "--seed", 7, "--out", file)
    assert (refused.exit_code, file.exists()) == (2, False)
    assert "gia-lap_long-bien-wards_2018.csv" in refused.stderr
    assert made(*WARDS, "--seed", 7, "--out", file, "--any-name").exit_code == 0


def test_same_seed_same_bytes() -> None:
    first, again, other = (made(*WARDS, "--seed", seed).stdout for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_district_is_added_up_from_its_wards(tmp_path: Path) -> None:
    file = tmp_path / "gia-lap_wards.csv"
    made(*WARDS, "--seed", 7, "--out", file)
    part = f"long-bien-wards@2018={file}"
    district = ("long-bien-district@2018", "--unit", "004@unknown", "--part", part)
    out = tmp_path / "gia-lap_district.csv"
    assert made(*district, "--period", "2018", "--seed", 7, "--out", out).exit_code == 0
    below, above = tables.read(str(file)), tables.read(str(out))
    received = "lb.dossiers.received"
    assert above.column(received)[0].tolist() == [below.column(received)[0].sum()]


def test_own_units_can_be_named(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    header = "code,office,kind,parent,name_vi,since,until,source\n"
    row = "48,noi-vu,provincial_department,48,Sở Nội vụ,2025-07-01,,own\n"
    own.write_text(header + row, encoding="utf-8")
    scope = ("--under", "48@2025-07-01", "--kind", "department", "--own", own)
    done = made("ha-noi-departments@2026", *scope, "--period", "2026", "--seed", 1)
    assert done.stdout.splitlines()[1].startswith("48.noi-vu@2025-07-01,2026,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--period", "2018", "--seed", 1), "name the units"),
        (("--under", "004", "--unit", "00142", "--period", "2018", "--seed", 1), "name the units"),
        (("--under", "48", "--kind", "department", "--period", "2018", "--seed", 1), "no unit of"),
        (("--unit", "00142", "--period", "soon", "--seed", 1), "is no period"),
        (("--unit", "00142", "--period", "2018", "--seed", -1), "a whole number from 0"),
        (("--unit", "nowhere", "--period", "2018", "--seed", 1), "unit"),
        (("--unit", "00142", "--part", "x", "--period", "2018", "--seed", 1), "EDITION=FILE"),
        (("--unit", "00142", "--format", "table", "--period", "2018", "--seed", 1), "are a file"),
    ],
)
def test_refusals_say_what_is_wrong(arguments: tuple[object, ...], words: str) -> None:
    refused = made("long-bien-wards@2018", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert words in refused.stderr


def test_parts_of_another_period_and_of_several_units_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "gia-lap_wards.csv"
    made(*WARDS, "--seed", 7, "--out", file)
    part = ("--part", f"long-bien-wards@2018={file}", "--seed", 7)
    other = made("long-bien-district@2018", "--unit", "004", "--period", "2019", *part)
    several = made(*WARDS, *part)
    assert (other.exit_code, "no rows of 2019" in other.stderr) == (2, True)
    assert (several.exit_code, "--unit" in several.stderr) == (2, True)
