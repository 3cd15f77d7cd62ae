"""``chiso calendar``: what it counts, lists, writes and refuses."""

import json
from pathlib import Path

from chiso.calendar import read_ical
from tests.unit.cli_run import run


def test_due_says_the_day_and_what_is_illustrative() -> None:
    done = run("calendar", "due", "2026-02-12T16:50", "--days", "5")
    assert done.exit_code == 0
    assert done.stdout.startswith("Due by 17:00 on Thursday 2026-02-26.")
    assert done.stdout.count("illustrative") == 2


def test_due_speaks_vietnamese() -> None:
    done = run("calendar", "due", "2026-02-12T16:50", "--days", "5", lang="vi")
    assert "Thứ Năm 26/02/2026" in done.stdout
    assert "minh họa" in done.stdout


def test_due_as_json_says_whether_it_is_a_forecast() -> None:
    done = run("calendar", "due", "2026-12-30T09:00", "--days", "5", "--json")
    told = json.loads(done.stdout)
    # 31 December, then Monday 4 to Thursday 7 January 2027; Friday 1 is a holiday.
    assert told["due"] == "2027-01-07T17:00"
    assert told["forecast_years"] == [2027]


def test_sealed_only_refuses_a_forecast() -> None:
    done = run("calendar", "due", "2026-12-30T09:00", "--days", "5", "--sealed-only")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Not sealed: 2027." in done.stderr


def test_day_outside_the_calendar_is_refused_naming_its_ends() -> None:
    done = run("calendar", "due", "2031-01-02", "--days", "5")
    assert done.exit_code == 2
    assert "from 2010-01-01 to 2030-12-31" in done.stderr


def test_exactly_one_time_limit_is_asked_for() -> None:
    assert run("calendar", "due", "2026-01-05").exit_code == 2
    assert run("calendar", "due", "2026-01-05", "--days", "1", "--hours", "1").exit_code == 2


def test_explain_has_a_line_a_day() -> None:
    done = run("calendar", "explain", "2026-02-12T16:50", "--days", "5", "--json")
    assert len(json.loads(done.stdout)["days"]) == 16


def test_explain_with_pauses_names_who_stopped_the_clock(tmp_path: Path) -> None:
    file = tmp_path / "pauses.csv"
    file.write_text(
        "since,until,document,author\n2026-03-02,2026-03-03,9/STC,Sở Tài chính\n", "utf-8"
    )
    done = run("calendar", "explain", "2026-02-27T09:00", "--days", "1", "--pauses", file)
    assert done.stdout.count("Sở Tài chính (9/STC)") == 2
    assert done.stdout.startswith("Due by 17:00 on Wednesday 2026-03-04.")


def test_windows_list_four_things_and_the_working_day_before() -> None:
    done = run("calendar", "windows", "--year", "2026", "--regime", "581/BNV-CCHC")
    assert "2026-H1  2025-12-15  2026-06-14  2026-06-20  2026-06-19" in done.stdout


def test_windows_of_an_unknown_regime_names_the_known() -> None:
    done = run("calendar", "windows", "--year", "2026", "--regime", "582")
    assert done.exit_code == 2
    assert "581/BNV-CCHC" in done.stderr


def test_windows_of_a_year_without_any_say_so() -> None:
    done = run("calendar", "windows", "--year", "2018", "--regime", "09/2019/NĐ-CP")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No window for 2018." in done.stderr


def test_days_of_a_forecast_year_are_noted_as_such() -> None:
    assert "2027 is a forecast" in run("calendar", "days", "2027").stderr
    assert run("calendar", "days", "2026").stderr == ""


def test_sealed_year_is_written_and_taken_by_the_other_commands(tmp_path: Path) -> None:
    listed = run("calendar", "days", "2028", "--format", "csv").stdout.splitlines()
    swap = [
        "2028-04-03,Mon,swapped_off,Hoán đổi,,1/VPCP,,",
        "2028-04-08,Sat,makeup_working,Làm bù,,1/VPCP,,",
    ]
    decision, sealed = tmp_path / "decision.csv", tmp_path / "2028.csv"
    decision.write_text("\n".join([*listed, *swap]), "utf-8")
    done = run("calendar", "seal", decision, "--year", "2028", "--out", sealed)
    assert "2028 is sealed. Newly off: 2028-04-03. Newly worked: 2028-04-08." in done.stderr
    asked = ("calendar", "due", "2028-03-31T09:00", "--days", "1", "--sealed-only")
    assert run(*asked).exit_code == 2
    told = run(*asked, "--decision", f"2028={sealed}")
    assert told.stdout.startswith("Due by 17:00 on Wednesday 2028-04-05.")


def test_decision_without_a_year_is_refused() -> None:
    done = run("calendar", "days", "2028", "--decision", "2028.csv")
    assert done.exit_code == 2
    assert "2027=2027.csv" in done.stderr


def test_ical_is_read_back(tmp_path: Path) -> None:
    out = tmp_path / "2024.ics"
    assert run("calendar", "ical", "2024", "--out", out).exit_code == 0
    content = out.read_text("utf-8")
    assert content.count("BEGIN:VEVENT") == 15
    assert len([day for day in read_ical(out) if day.kind == "makeup_working"]) == 1
