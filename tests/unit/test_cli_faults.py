"""Faulty input on the command line: every fault at once, at its row, with all its digits."""

import pytest

from tests.unit.cli_run import run

HEADER = "unit,period,measure,value\n"
READ = ("score", "papi@2023", "--observations", "-")


def faults_of(rows, *, lang="en"):
    found = run(*READ, stdin=HEADER + rows, lang=lang)
    assert found.exit_code == 2
    assert found.stdout == ""
    return [line.strip() for line in found.stderr.splitlines()]


def test_unknown_measures_values_out_of_range_and_what_does_not_read_come_in_one_round():
    found = faults_of(
        '01,2023,papi.1.22,1\n01,2023,papi.4.1.01,1.5\n01,2023,papi.1.2,"0,5"\n01,23,papi.1.3,1\n'
    )
    assert found == [
        "Faults found in stdin: 4.",
        "stdin:2:measure: unknown measure “papi.1.22”. Nearest: papi.1.2, papi.1.2.02, papi.8.2",
        "stdin:3:value: found 1.5, expected 0 to 1",
        "stdin:4:value: found “0,5”; expected a number with “.” as its decimal mark: 0.5",
        "stdin:5:period: found “23”; expected a period from 1900 to 2199, such as 2018, 2018-H1, "
        "2018-Q3 or 2018-M05",
    ]


def test_note_that_an_award_lacks_is_told_once():
    found = faults_of("01,2023,4.1.01.awarded,0.5\n")
    assert len(found) == 2
    assert found[1].startswith("stdin:2:note: the note is blank")


def test_row_of_a_vast_file_is_named_too(tmp_path):
    rows = "".join(f"{unit:05d},2023,papi.4.1.01,0.5\n" for unit in range(5000))
    path = tmp_path / "vast.csv"
    path.write_text(HEADER + rows + "99999,2023,papi.4.1.01,-1\n")
    found = run("explain", "papi@2023", "--observations", path, "--unit", "99999")
    assert f"{path}:5002:value: found −1, expected 0 to 1" in found.stderr


@pytest.mark.parametrize(
    ("value", "en", "vi"),
    [("1.0000002", "found 1.0000002,", "gặp 1,0000002,"), ("-4e-7", "−0.0000004", "−0,0000004")],
)
def test_fault_shows_every_digit_that_makes_it_one(value, en, vi):
    rows = f"01,2023,papi.4.1.01,{value}\n"
    assert en in faults_of(rows)[1]
    assert vi in faults_of(rows, lang="vi")[1]
