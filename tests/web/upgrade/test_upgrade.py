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
    "SELECT count(*) FROM results_score": 18,  # two provinces × (total + eight dimensions)
    "SELECT full_name FROM accounts_user": "Nguyễn Văn An",
    "SELECT value FROM results_observation WHERE measure = 'papi.4' AND missing = ''": 6.734771,
    "SELECT missing FROM results_observation WHERE measure = 'papi.4' AND value IS NULL": (
        "not_published"
    ),
}


def migrated(dump: Path, database: Path) -> None:
    """The dump's database after this version's migrations."""
    connection = sqlite3.connect(database)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    facts = {
        "CHISO_DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | facts, check=True)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_released_database_keeps_what_it_held(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "old.sqlite3"
    migrated(dump, database)
    connection = sqlite3.connect(database)
    found = {question: connection.execute(question).fetchone()[0] for question in KEPT}
    connection.close()
    assert found == KEPT
