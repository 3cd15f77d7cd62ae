"""`chiso manage calendar_load` does what the administrator's page does."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.workdays import services
from chiso_web.workdays.drafts import draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.selectors import office_get
from tests.web.workdays.lists import HEADER, LOCAL, WINDOWS, decision_2027

pytestmark = pytest.mark.django_db


def run(path: Path, text: str, *options: str) -> str:
    path.write_text(text, encoding="utf-8")
    output = StringIO()
    call_command("calendar_load", str(path), *options, stdout=output)
    return output.getvalue()


def test_decision_is_loaded_and_what_changes_is_said(tmp_path: Path) -> None:
    said = run(tmp_path / "2027.csv", decision_2027(), "--year", "2027")
    assert "Newly off: 2027-12-23. Newly worked: 2027-12-25." in said
    assert office_get().calendar.years[2027].sealed
    assert Entry.objects.get(app="workdays").actor_name == "chiso"


def test_check_loads_nothing(tmp_path: Path) -> None:
    said = run(tmp_path / "2027.csv", decision_2027(), "--year", "2027", "--check")
    assert "Nothing was loaded." in said
    assert not Loading.objects.exists()


def test_local_exceptions_and_windows(tmp_path: Path) -> None:
    run(tmp_path / "local.csv", LOCAL, "--local")
    run(tmp_path / "windows.csv", WINDOWS, "--windows")
    assert not office_get().calendar.is_working(date(2026, 12, 7))
    assert office_get().own_regimes == {"Phường"}


def test_faults_are_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"2027\.csv:2") as refused:
        run(tmp_path / "2027.csv", f"{HEADER}2027-13-01,holiday,Tết,1/QĐ\n", "--year", "2027")
    assert refused.value.returncode == 2
    assert not Loading.objects.exists()


def test_same_list_is_refused_the_second_time_in_the_language_of_the_shell(tmp_path: Path) -> None:
    run(tmp_path / "local.csv", LOCAL, "--local")
    with pytest.raises(CommandError, match="The same text holds already"):
        run(tmp_path / "local.csv", LOCAL, "--local")


def test_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("calendar_load", "nowhere.csv", "--local")


@pytest.mark.parametrize("check", [(), ("--check",)])
def test_name_that_is_too_long_is_refused_in_a_sentence(
    tmp_path: Path, check: tuple[str, ...]
) -> None:
    path = tmp_path / f"{'d' * 210}.csv"
    path.write_text(LOCAL, encoding="utf-8")
    with pytest.raises(CommandError, match="214 letters") as refused:
        call_command("calendar_load", str(path), "--local", *check)
    assert refused.value.returncode == 2
    assert not Loading.objects.exists()


def test_other_values_that_cannot_be_stored_are_refused_in_a_sentence() -> None:
    draft = draft_of(Loading.Kind.LOCAL, LOCAL, statutory_days=-1)
    with pytest.raises(ActRefused, match="-1"):
        services.loading_add(draft, by=SYSTEM)
