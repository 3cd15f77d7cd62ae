"""A database of any released version is brought up to date without losing anything."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

DUMPS = sorted(Path(__file__).parent.glob("*.sql"))
KEPT = {
    "SELECT count(*) FROM units_unit": 2,
    "SELECT group_concat(uid || ' ' || level, ', ') FROM units_unit": (
        "01@unknown province, 22@unknown province"
    ),
    "SELECT count(*) FROM results_score": 18,  # two provinces × (total + eight dimensions)
    "SELECT full_name FROM accounts_user": "Nguyễn Văn An",
    "SELECT value FROM results_observation WHERE measure = 'papi.4' AND missing = ''": 6.734771,
    "SELECT missing FROM results_observation WHERE measure = 'papi.4' AND value IS NULL": (
        "not_published"
    ),
}


def environment(database: Path) -> dict[str, str]:
    """The variables of a program on that database."""
    return os.environ | {
        "CHISO_DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
        "CHISO_LOG_LEVEL": "ERROR",
    }


def migrated(dump: Path, database: Path) -> None:
    """The dump's database after this version's migrations."""
    connection = sqlite3.connect(database)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env=environment(database), check=True)


PAGE = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="localhost").get("/papi/2023")
print(answer.status_code, "Hà Nội" in answer.content.decode(), "43,96" in answer.content.decode())
"""


def league_page(database: Path, folder: Path) -> str:
    """What the league page of 2023 shows on a migrated database: status, name, total."""
    run = [sys.executable, "-W", "ignore", "-m", "django", "collectstatic", "--no-input"]
    facts = environment(database) | {"CHISO_STATIC_ROOT": str(folder / "static")}
    subprocess.run(run, env=facts, check=True, capture_output=True)
    found = subprocess.run(
        [sys.executable, "-c", PAGE], env=facts, check=False, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_released_database_still_shows_its_league(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "old.sqlite3"
    migrated(dump, database)
    # PAPI 2023 report, table of totals: Hà Nội 43.9603
    assert league_page(database, tmp_path) == "200 True True"


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_released_database_keeps_what_it_held(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "old.sqlite3"
    migrated(dump, database)
    connection = sqlite3.connect(database)
    found = {question: connection.execute(question).fetchone()[0] for question in KEPT}
    connection.close()
    assert found == KEPT
