"""``--rank-by-kind``: wards and communes ranked apart, in the shell."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from chiso import territory
from chiso.errors import UnitAmbiguous
from tests.unit.cli_run import run

WARDS = ("00145@2025-07-01", "00118@2025-07-01")  # Long Biên, Bồ Đề
COMMUNES = ("00565@2025-07-01", "09988@2025-07-01")  # Gia Lâm, Hòa Lạc
DONE = dict(zip((*WARDS, *COMMUNES), (14, 19, 20, 10), strict=True))


def observed(done: dict[str, int], period: str = "2026") -> str:
    rows = [
        f"{unit},{period},trial.{measure},{value}"
        for unit, tasks in done.items()
        for measure, value in (("plan_days_late", 0), ("tasks_planned", 20), ("tasks_done", tasks))
    ]
    return "\n".join(("unit,period,measure,value", *rows)) + "\n"


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """The edition that ``chiso new`` sets up: 1 point for the day, 0 to 2 for tasks done."""
    run("new", "trial", "--from", "2026-01-01", "--folder", tmp_path)
    return tmp_path / "trial" / "2026-01-01"


def scored(trial: Path, *arguments: object, **options: str) -> list[dict[str, str]]:
    done = run("score", trial, "--observations", "-", "--node", "total", *arguments, **options)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_kinds_of_units_come_by_the_names_that_were_given() -> None:
    found = territory.kinds_of([WARDS[0], "01.noi-vu@unknown", "004@unknown"], territory.shipped())
    assert list(found.items()) == [
        (WARDS[0], "ward"),
        ("01.noi-vu@unknown", "provincial_department"),
        ("004@unknown", "urban_district"),
    ]


def test_kind_of_a_bare_code_without_a_day_is_refused() -> None:
    with pytest.raises(UnitAmbiguous):
        territory.kinds_of(["00145"], territory.shipped())


def test_wards_and_communes_are_ranked_apart(trial: Path) -> None:
    rows = scored(trial, "--rank-by-kind", "--format", "csv", stdin=observed(DONE))
    # tasks done: 19 of 20 before 14, 20 before 10
    assert {row["unit"]: (row["rank_group"], row["rank"]) for row in rows} == {
        WARDS[0]: ("ward", "2"),
        WARDS[1]: ("ward", "1"),
        COMMUNES[0]: ("rural_commune", "1"),
        COMMUNES[1]: ("rural_commune", "2"),
    }


def test_all_are_ranked_together_otherwise(trial: Path) -> None:
    rows = scored(trial, "--format", "csv", stdin=observed(DONE))
    assert Counter(row["rank_group"] for row in rows).most_common(1)[0][1] == 4


def test_table_names_the_groups_and_the_units(trial: Path) -> None:
    arguments = ("score", trial, "--observations", "-", "--rank-by-kind")
    said = run(*arguments, stdin=observed(DONE), lang="vi").stdout
    lines = said.splitlines()
    assert "Nhóm xếp hạng" in lines[2]
    assert [line.split()[2] for line in lines[3:7]] == ["xã", "xã", "phường", "phường"]
    assert "Phường Bồ Đề" in lines[5]
    assert "Thứ hạng tính riêng trong từng nhóm." in said


def test_bare_code_is_that_of_the_last_day_of_its_period(trial: Path) -> None:
    done = run(
        *("score", trial, "--observations", "-", "--rank-by-kind", "--json"),
        stdin=observed({"004.noi-vu": 20}, "2018"),
    )
    assert {row["rank_group"] for row in json.loads(done.stdout)} == {"district_department"}


def test_code_of_two_kinds_in_two_periods_is_refused(trial: Path) -> None:
    code = "00643"  # Xã Tân Triều, since 1 July 2025 Phường Thanh Liệt
    rows = observed({code: 20}) + observed({code: 20}, "2024").partition("\n")[2]
    done = run("score", trial, "--observations", "-", "--rank-by-kind", stdin=rows)
    assert done.exit_code == 2
    assert f"{code}@unknown, {code}@2025-07-01" in done.stderr


def test_unknown_unit_is_refused_and_an_own_list_tells_its_kind(
    trial: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    header = "code,office,kind,parent,name_vi,since,until,source\n"
    own.write_text(header + "48,noi-vu,provincial_department,48,Sở Nội vụ,2025-07-01,,own\n")
    unit = observed({"48.noi-vu": 20})
    arguments = ("score", trial, "--observations", "-", "--rank-by-kind")
    refused = run(*arguments, stdin=unit)
    assert (refused.exit_code, "48.noi-vu" in refused.stderr) == (2, True)
    assert "department of a province" in run(*arguments, "--own", own, stdin=unit).stdout


def test_own_list_that_nothing_reads_is_refused(trial: Path) -> None:
    arguments = ("score", trial, "--observations", "-", "--own", "own.csv")
    assert "--own goes with --rank-by-kind" in run(*arguments, stdin=observed(DONE)).stderr


def test_ranking_of_two_editions_is_kept_apart_too(trial: Path) -> None:
    done = run(
        *("diff", trial, trial, "--observations", "-", "--rank-by-kind", "--json"),
        stdin=observed(DONE),
    )
    found = {
        row["unit"]: (row["rank_group"], row["rank_after"])
        for row in json.loads(done.stdout)["ranking"]
    }
    assert found[WARDS[1]] == ("ward", 1)
    assert found[COMMUNES[0]] == ("rural_commune", 1)
