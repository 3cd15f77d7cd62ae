"""Names and options on the command line: the nearest offered, contradictions refused, any form of
Unicode taken.
"""

import json
import unicodedata

import pytest

from tests.unit.cli_run import run


@pytest.fixture(scope="module")
def observed(tmp_path_factory):
    path = tmp_path_factory.mktemp("observations") / "papi-2023.csv"
    assert run("observations", "papi", "--year", 2023, "--out", path).exit_code == 0
    return path


@pytest.fixture
def explain(observed):
    return ("explain", "papi@2023", "--observations", observed, "--unit", "01", "--node", "4.1")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("papy", "There is no index “papy”. Nearest: papi"),
        ("papy@2023", "There is no index “papy”. Nearest: papi"),
        ("papi@2010", "No edition of papi is in force in 2010"),
        ("absent/index.yaml", "absent/index.yaml: there is no such file"),
    ],
)
def test_check_of_an_unknown_name_offers_the_nearest(name, words):
    found = run("check", name)
    assert (found.exit_code, found.stdout) == (2, "")
    assert words in found.stderr


def test_check_of_a_file_that_is_no_edition_says_what_it_expects(observed):
    found = run("check", observed)
    assert (found.exit_code, found.stderr.count("\n")) == (2, 1)
    assert f"{observed} cannot be read: it is no edition; expected a folder with" in found.stderr


def test_names_are_composed_however_they_were_typed(observed):
    arguments = ("explain", "papi@2023", "--observations", observed, "--unit")
    typed = unicodedata.normalize("NFD", "Thừa Thiên Huế")
    assert run(*arguments, typed).stdout == run(*arguments, "46").stdout != ""
    composed = "Nội dung"
    found = run(*arguments, "01", "--node", unicodedata.normalize("NFD", composed))
    assert f"“{composed}”" in found.stderr


def test_unit_of_a_file_is_found_by_its_decomposed_name():
    text = "unit,period,measure,value\nHà Nội,2023,papi.4.1.01,0.5\n"
    typed = unicodedata.normalize("NFD", "Hà Nội")
    arguments = ("explain", "papi@2023", "--observations", "-", "--unit", typed)
    assert run(*arguments, "--json", stdin=text).exit_code == 0


def test_explanation_is_json_where_the_file_is_named_so(explain, tmp_path):
    out = tmp_path / "ex.json"
    assert run(*explain, "--out", out).exit_code == 0
    assert json.loads(out.read_text())["explanation"]["node"] == "4.1"
    assert run(*explain, "--format", "tree", "--out", out).exit_code == 0
    assert out.read_text().startswith("Ha Noi")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_explanation_is_not_written_as_a_table(explain, tmp_path, suffix):
    out = tmp_path / f"ex.{suffix}"
    found = run(*explain, "--out", out)
    assert (found.exit_code, out.exists()) == (2, False)
    assert f"{out} asks for {suffix}; expected tree or json" in found.stderr


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "contradict each other"), ("vi", "mâu thuẫn với nhau")]
)
def test_contradicting_formats_are_refused_in_the_readers_language(explain, observed, lang, words):
    for arguments in (
        (*explain, "--format", "tree"),
        ("score", "papi@2023", "--observations", observed, "--format", "csv"),
    ):
        found = run(*arguments, "--json", lang=lang)
        assert (found.exit_code, found.stdout) == (2, "")
        assert words in found.stderr
        assert found.stderr.count("\n") == 1
