"""``chiso units``: what it finds, shows and refuses."""

import json

import pytest

from tests.unit.cli_run import run


def test_find_shows_level_days_and_the_unit_above() -> None:
    done = run("units", "find", "long bien")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert len(lines) == 4
    assert lines[1].split("  ")[0] == "004@unknown"
    assert "district level" in lines[1]
    assert "2025-07-01" in lines[2]
    assert "Long Bien District" in lines[3]


def test_find_in_vietnamese_says_what_is_unknown() -> None:
    done = run("units", "find", "LONG BIÊN", lang="vi")
    assert "không rõ" in done.stdout
    assert "30/06/2025" in done.stdout


def test_find_as_json_gives_records() -> None:
    done = run("units", "find", "long bien", "--json")
    found = json.loads(done.stdout)
    assert [unit["id"] for unit in found] == ["004@unknown", "00145@2025-07-01", "00145@unknown"]
    assert found[0]["since"] == "unknown"
    assert found[1]["level"] == "commune"


def test_find_narrows_by_kind_and_day() -> None:
    done = run("units", "find", "long bien", "--kind", "ward", "--on", "2018-12-31", "--json")
    assert [unit["id"] for unit in json.loads(done.stdout)] == ["00145@unknown"]


def test_find_says_how_many_more_there_are() -> None:
    done = run("units", "find", "xã", "--limit", "2")
    assert len(done.stdout.splitlines()) == 3
    assert "more: --limit" in done.stderr


def test_find_without_a_hit_says_so_and_is_no_error() -> None:
    assert run("units", "find", "zzzz").exit_code == 0
    assert "zzzz" in run("units", "find", "zzzz").stderr
    assert json.loads(run("units", "find", "zzzz", "--json").stdout) == []


def test_show_refuses_an_ambiguous_code_naming_both() -> None:
    done = run("units", "show", "00145")
    assert done.exit_code == 2
    assert "00145@unknown, 00145@2025-07-01" in done.stderr
    assert done.stdout == ""


def test_show_of_a_day_resolves_the_code() -> None:
    done = run("units", "show", "00145", "--on", "2018-12-31", "--json")
    assert json.loads(done.stdout)["parent"] == "004@unknown"


def test_show_names_the_resolution() -> None:
    done = run("units", "show", "00145@2025-07-01", "--lang", "vi")
    assert "1656/NQ-UBTVQH15" in done.stdout
    assert "16/06/2025" in done.stdout


def test_lineage_shows_the_shares_of_the_scheme() -> None:
    done = run("units", "lineage", "00142", "--lang", "vi")
    assert "73,1%" in done.stdout
    assert "theo đề án" in done.stdout


def test_lineage_of_a_district_is_that_of_its_wards() -> None:
    done = run("units", "lineage", "004", "--json")
    found = json.loads(done.stdout)
    assert found["of_units_below"]
    whole = {link["old_name"] for link in found["links"] if not link["divided"]}
    assert whole == {"Ngoc Lam Ward"}


def test_lineage_of_a_unit_without_links_says_so() -> None:
    done = run("units", "lineage", "004.noi-vu")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No source" in done.stderr


def test_own_units_stand_beside_the_public_ones(tmp_path) -> None:
    file = tmp_path / "own.csv"
    header = "code,office,kind,parent,name_vi,since,until,source"
    row = "48,noi-vu,provincial_department,48,Sở Nội vụ,2025-07-01,,own"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = run("units", "find", "so noi vu", "--own", file, "--json")
    assert [unit["id"] for unit in json.loads(done.stdout)] == [
        "01.noi-vu@unknown",
        "48.noi-vu@2025-07-01",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "nothing"),
        ("show", "02", "--on", "2026-01-01"),
        ("find", "x", "--kind", "wart"),
        ("find", "x", "--on", "31/12/2018"),
        ("find", "x", "--own", "no-such-file.csv"),
    ],
)
def test_bad_input_is_refused(arguments: tuple[str, ...]) -> None:
    done = run("units", *arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
