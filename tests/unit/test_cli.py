"""The command line: exit codes, formats, standard input, and what a wrong name is answered with."""

import csv
import io
import json
from pathlib import Path

import pytest

from chiso import tables
from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.definition.load import INDICES
from tests.unit.cli_run import run

SCORE_COLUMNS = [
    *("edition", "period", "unit", "node", "code", "kind", "score", "min", "max"),
    *("missing", "rank_group", "rank", "class"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    path = tmp_path_factory.mktemp("observations") / "papi-2023.csv"
    tables.write(tables.observation_columns(papi.observations(2023)), "csv", path)
    return path


@pytest.fixture(scope="module")
def read_by_papi(tmp_path_factory):
    path = tmp_path_factory.mktemp("observations") / "read.csv"
    assert run("observations", "papi", "--year", 2023, "--out", path).exit_code == 0
    return path


def test_help_documents_the_exit_codes_and_lists_the_commands():
    text = run("--help").stdout
    assert "Exit codes" in text
    for name in ("editions", "observations", "score", "explain", "check", "serve"):
        assert f"  {name} " in text


@pytest.mark.parametrize("name", ["editions", "observations", "score", "explain", "check"])
def test_every_read_command_takes_json_and_lang(name):
    text = run(name, "--help").stdout
    assert "Short for --format json" in text
    assert "--lang" in text


def test_editions_are_listed_with_their_days():
    rows = json.loads(run("editions", "--json").stdout)
    of_2023 = next(row for row in rows if row["edition"] == "papi@2023-01-01")
    assert (of_2023["from"], of_2023["to"], of_2023["certainty"]) == (
        "2023-01-01",
        "2023-12-31",
        "survey_year",
    )
    assert "papi@2023-01-01" in run("editions").stdout


def test_observations_hold_exactly_what_the_edition_reads():
    text = run("observations", "papi", "--year", "2023").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["measure"] for row in rows} == set(edition("papi@2023").measures_read())
    assert len({row["unit"] for row in rows}) == 63


def test_ha_noi_2023_dimension_4_is_found_in_two_commands(read_by_papi):
    # Published: 6.734771 (PAPI 2023, table of dimensions); its printed parts add up to 6.734772.
    found = run(
        "explain", "papi@2023", "--observations", read_by_papi, "--unit", "01", "--node", "4"
    )
    assert found.exit_code == 0
    assert "Points: 6.734772, of 1 to 10" in found.stdout
    assert "Points: 0.675724, of 0 to 1; × 0.75 = 0.506793" in found.stdout  # 4.1.01
    assert "Shown, not counted: papi.4.1.04" in found.stdout


def test_explanation_is_vietnamese_where_the_language_is(read_by_papi):
    arguments = (
        "explain",
        "papi@2023",
        "--observations",
        read_by_papi,
        "--unit",
        "01",
        "--node",
        "4.1",
    )
    text = run(*arguments, lang="vi_VN.UTF-8").stdout
    assert text == run(*arguments, "--lang", "vi").stdout
    assert "0,675724" in text
    assert "Hà Nội" in text
    assert "PAPI 2023, bảng chỉ tiêu, nội dung thành phần 4.1, dòng 1" in text
    assert "Nguồn: PAPI 2023: bảng điểm các tỉnh, bảng chỉ tiêu, nội dung thành phần 4.1" in text
    assert "table" not in text


def test_explanation_as_json_is_a_tree_of_full_numbers(read_by_papi):
    found = run(
        "explain", "papi@2023", "--observations", read_by_papi, "--unit", "ha noi", "--json"
    )
    record = json.loads(found.stdout)
    assert (record["unit"], record["period"]) == ("01", "2023")
    dimension = next(one for one in record["explanation"]["children"] if one["node"] == "4")
    assert dimension["score"] == pytest.approx(6.734771, abs=1e-5)  # published
    leaf = dimension["children"][0]["children"][0]
    assert (leaf["node"], leaf["score"], leaf["weight"]) == ("4.1.01", 0.675724, 0.75)
    assert leaf["read"][0]["value"] == 0.675724


def test_score_file_has_the_agreed_columns_and_the_published_score(read_by_papi, tmp_path):
    out = tmp_path / "scores.csv"
    assert run("score", "papi@2023", "--observations", read_by_papi, "--out", out).exit_code == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert list(rows[0]) == SCORE_COLUMNS
    leaf = next(row for row in rows if (row["unit"], row["node"]) == ("01", "4.1.01"))
    assert (leaf["score"], leaf["code"], leaf["kind"]) == ("0.675724", "", "indicator")
    withheld = next(row for row in rows if (row["unit"], row["node"]) == ("22", "total"))
    assert (withheld["score"], withheld["missing"], withheld["rank"], withheld["class"]) == (
        "",
        "withheld",
        "",
        "",
    )


def test_score_reads_standard_input_and_prints_json(read_by_papi):
    given = read_by_papi.read_bytes()
    found = run("score", "papi@2023", "--observations", "-", "--json", stdin=given)
    rows = json.loads(found.stdout)
    assert list(rows[0]) == SCORE_COLUMNS
    best = next(row for row in rows if row["node"] == "total" and row["rank"] == 1)
    assert best["unit"] == "46"  # Thua Thien Hue: 46.04, the highest of 2023 (PAPI report)
    assert best["score"] == pytest.approx(46.0415, abs=1e-4)


def test_score_of_json_on_standard_input_is_the_same(read_by_papi):
    as_json = run("observations", "papi", "--year", 2023, "--json").stdout
    arguments = ("score", "papi@2023", "--format", "csv", "--observations")
    assert run(*arguments, "-", stdin=as_json).stdout == run(*arguments, read_by_papi).stdout


def test_score_table_ranks_best_first_and_says_why_there_is_no_result(read_by_papi):
    lines = run("score", "papi@2023", "--observations", read_by_papi).stdout.splitlines()
    numbers = ("46.0415", "7.8607", "78.7867")
    assert lines[3].split() == ["1", "2023", "46", "Thua", "Thien", "Hue", *numbers, "Highest"]
    assert any("Quang Ninh" in line and "no result: withheld" in line for line in lines)


def test_score_of_one_node_holds_only_its_rows(read_by_papi):
    arguments = ("score", "papi@2023", "--observations", read_by_papi, "--node", "4")
    rows = json.loads(run(*arguments, "--json").stdout)
    assert {row["node"] for row in rows} == {"4"}
    assert "Control of Corruption" in run(*arguments).stdout


@pytest.mark.parametrize("format", ["xlsx", "parquet"])
def test_score_file_may_be_a_workbook_or_parquet(read_by_papi, tmp_path, format):
    out = tmp_path / f"scores.{format}"
    assert run("score", "papi@2023", "--observations", read_by_papi, "--out", out).exit_code == 0
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("score", "papy@2023"), "Nearest: papi"),
        (("score", "papi"), "ID@YYYY"),
        (("score", "papi@2025"), "No edition of papi is in force in 2025"),
        (("score", "papi@2023", "--node", "4.11"), "Nearest: 4.1"),
        (("explain", "papi@2023", "--unit", "011"), "Nearest: 11, 01"),
        (("explain", "papi@2023", "--unit", "ha noj"), "Nearest: Ha Noi (01)"),
        (("explain", "papi@2023", "--unit", "01", "--period", "2022"), "2023"),
        (("explain", "papi@2023", "--unit", "01", "--node", "41"), "Nearest: 4.1"),
    ],
)
def test_wrong_name_gets_the_nearest_and_exit_code_2(read_by_papi, arguments, words):
    found = run(*arguments, "--observations", read_by_papi)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert words in found.stderr


def test_observations_of_an_unknown_index_or_year_offer_the_nearest():
    assert "Nearest: papi" in run("observations", "papy", "--year", "2023").stderr
    assert run("observations", "papi", "--year", "2025").exit_code == 2


def test_bad_file_gets_every_fault_and_nothing_is_written(tmp_path):
    out = tmp_path / "scores.csv"
    text = 'unit,period,measure,value\n01,2023,papi.1.2,"0,5"\n01,23,papi.1.3,1\n'
    found = run("score", "papi@2023", "--observations", "-", "--out", out, stdin=text)
    assert found.exit_code == 2
    assert "stdin:2:value: found “0,5”" in found.stderr
    assert "stdin:3:period" in found.stderr
    assert not out.exists()


def test_unknown_measure_is_refused_with_the_nearest():
    text = "unit,period,measure,value\n01,2023,papi.1.22,1\n"
    found = run("score", "papi@2023", "--observations", "-", stdin=text)
    assert found.exit_code == 2
    assert "unknown measure “papi.1.22”. Nearest: papi.1.2" in found.stderr


def test_what_is_not_used_is_noted_beside_the_result(published, read_by_papi):
    found = run("score", "papi@2023", "--observations", published)
    assert found.exit_code == 0
    assert "measures of the file that papi@2023-01-01 does not read" in found.stderr
    of_other_year = run("score", "papi@2022", "--observations", read_by_papi)
    assert "in force from 2022-01-01 to 2022-12-31; the file also has 2023" in of_other_year.stderr


def test_absent_file_is_told_in_one_sentence():
    found = run("score", "papi@2023", "--observations", "absent.csv")
    assert (found.exit_code, found.stderr.count("\n")) == (2, 1)
    assert "absent.csv cannot be read: there is no such file" in found.stderr


def test_check_counts_the_cases_of_every_shipped_edition():
    rows = json.loads(run("check", "--json").stdout)
    assert {row["faults"] for row in rows} == {0}
    assert min(row["cases"] for row in rows if row["edition"].startswith("papi")) >= 5
    assert min(row["cases"] for row in rows) >= 2  # the fewest: sets known by their fields alone


def edition_with_case(folder: Path, expect: str) -> Path:
    """A copy of a shipped edition, with one case."""
    shipped = INDICES / "papi" / "2023-01-01"
    for name in ("index.yaml", "sources.yaml"):
        (folder / name).write_bytes((shipped / name).read_bytes())
    (folder / "cases").mkdir()
    (folder / "cases" / "one.yaml").write_text(
        "schema: 1\nname: one\nunit: '01'\nperiod: '2023'\n"
        f"observations: {{papi.4.4: 2.0}}\nexpect:\n  '4.4': {expect}\n"
    )
    return folder


def test_case_that_comes_out_passes(tmp_path):
    folder = edition_with_case(tmp_path, "{score: 2.0, tolerance: 0.000001}")
    assert run("check", folder).exit_code == 0


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("{score: 2.5, tolerance: 0.1}", "one.yaml:7: node 4.4 scored 2.0; expected 2.5 ± 0.1"),
        ("{missing: withheld}", "one.yaml:7: node 4.4 scored 2.0; expected withheld"),
        ("{score: 2.0}", "one.yaml:7: expected either a score with its tolerance"),
        ("{score: 2.0, tolerance: 0.1}\nunknown: 1", "one.yaml:8: unknown key “unknown”"),
        ("{score: 2.0, tolerance: 0.1}\n  '4.44': {missing: withheld}", "Nearest: 4.4"),
    ],
)
def test_case_that_does_not_come_out_is_a_fault_with_its_line(tmp_path, expect, words):
    found = run("check", edition_with_case(tmp_path, expect))
    assert found.exit_code == 2
    assert words in found.stderr


def test_edition_with_faults_is_told_with_file_and_line(tmp_path):
    (tmp_path / "index.yaml").write_text("schema: 1\nid: papi\nid: papi\n")
    (tmp_path / "sources.yaml").write_text("schema: 1\nsources: []\n")
    found = run("check", tmp_path)
    assert found.exit_code == 2
    assert "index.yaml:3: the key “id” is given twice" in found.stderr


def test_missing_figure_is_explained_in_the_readers_language(tmp_path):
    # Bac Giang (24) 2022 is withheld in dimensions 1, 2, 4 and 5 (PAPI 2022).
    out = tmp_path / "papi-2022.csv"
    run("observations", "papi", "--year", 2022, "--out", out)
    arguments = ("explain", "papi@2022", "--observations", out, "--unit", "24", "--node", "5")
    text = run(*arguments, lang="vi").stdout
    assert "không có điểm: chưa tính được, vì thiếu 5.1, 5.3, 5.4" in text
    assert "không có điểm: không được công bố; lý do không được nêu" in text
    assert ": PAPI không công bố; lý do không được nêu; PAPI 2022, bảng" in text
    assert "no points: withheld, since these are missing: 5.1" in run(*arguments).stdout


def test_who_stands_on_a_smaller_base_is_marked_in_the_ranking(tmp_path):
    """PAPI withheld four dimensions of Bắc Giang (24) in 2022; here they are left out instead."""
    for name in ("index.yaml", "sources.yaml"):
        text = (INDICES / "papi" / "2022-01-01" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("missing: withhold", "missing: excluded"))
    seen = run("observations", "papi", "--year", "2022", "--format", "csv").stdout
    arguments = ("score", str(tmp_path), "--observations", "-", "--lang", "en")
    table = run(*arguments, "--format", "table", stdin=seen)
    [row] = [line for line in table.stdout.splitlines() if "Bac Giang" in line]
    assert row.split()[0].endswith("*")
    assert "smaller base" in table.stdout
    assert "smaller base" in run(*arguments, "--format", "csv", stdin=seen).stderr
