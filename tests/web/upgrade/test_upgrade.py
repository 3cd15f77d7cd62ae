"""A database of any earlier version is brought up to date without losing anything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.databases import database_made, manage, python, rows
from tests.web.upgrade.dumps import DUMPS, held, loaded

pytestmark = pytest.mark.slow
QUESTIONS: dict[str, dict[str, Any]] = {
    "0.1.0": {
        "SELECT count(*) FROM units_unit": 2,
        "SELECT min(level) || max(level) FROM units_unit": "provinceprovince",
        "SELECT min(uid) || ' ' || max(uid) FROM units_unit": "01@unknown 22@unknown",
        "SELECT count(*) FROM results_score": 18,  # two provinces × (total + eight dimensions)
    },
    "0.2.0": {
        "SELECT full_name_vi FROM units_unit WHERE uid LIKE '00145@%'": "Phường Long Biên",
        "SELECT count(*) FROM results_evaluation WHERE synthetic": 2,
        "SELECT lowest FROM results_rankrange WHERE node = 'total'": 4,
    },
}
KEPT: dict[str, Any] = {
    "SELECT full_name FROM accounts_user WHERE username = 'an'": "Nguyễn Văn An",
    # PAPI 2023, table of dimensions: Hà Nội; Quảng Ninh was not published
    "SELECT value FROM results_observation WHERE measure = 'papi.4' AND missing = ''": 6.734771,
    "SELECT missing FROM results_observation WHERE measure = 'papi.4' AND value IS NULL": (
        "not_published"
    ),
}
# columns that a later version writes in another way on purpose: version, then table.column
REWRITTEN: dict[str, set[str]] = {}
PAGE = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="localhost").get("/papi/2023")
print(answer.status_code, "Hà Nội" in answer.content.decode(), "43,96" in answer.content.decode())
"""


@pytest.fixture(scope="module", params=DUMPS, ids=lambda path: path.stem)
def dump(request: pytest.FixtureRequest) -> Path:
    """The dump of an earlier version."""
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def migrated(dump: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of its database after this version's migrations."""
    if dump == DUMPS[-1]:
        yield request.getfixturevalue("up_to_date")
        return
    tmp_path_factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    with database_made(tmp_path_factory.mktemp("old")) as address:
        loaded(dump, address)
        manage(address, "migrate", "--no-input", "--verbosity", "0")
        yield address


def test_older_database_still_shows_its_league(migrated: str, collected_files: Path) -> None:
    # PAPI 2023 report, table of totals: Hà Nội 43.9603
    assert python(migrated, PAGE, CHISO_STATIC_ROOT=str(collected_files)) == "200 True True"


def test_older_database_keeps_every_row_of_every_table(dump: Path, migrated: str) -> None:
    lost = [
        f"{table} {row}"
        for table, expected in held(dump).items()
        if table != "django_migrations"  # on PostgreSQL they carry the day of the test
        for row in missing_rows(migrated, table, expected, REWRITTEN.get(dump.stem, set()))
    ]
    assert not lost, "\n".join(lost)


def missing_rows(
    address: str, table: str, expected: list[dict[str, Any]], rewritten: set[str]
) -> list[tuple[str, ...]]:
    """The rows that are no longer there as they were, in the columns that are not rewritten."""
    columns = [name for name in (expected or [{}])[0] if f"{table}.{name}" not in rewritten]
    if not columns:
        return []
    names = ", ".join(f'"{name}"' for name in columns)
    found = {as_text(row) for row in rows(address, f'SELECT {names} FROM "{table}"')}
    wanted = [as_text(tuple(row[name] for name in columns)) for row in expected]
    return [row for row in wanted if row not in found]


def as_text(row: tuple[Any, ...]) -> tuple[str, ...]:
    """A row as both databases give it: SQLite has 0 and 1 for no and yes, and days as text."""
    return tuple(
        str(int(value)) if isinstance(value, bool) else str(value).removesuffix("+00:00")
        for value in row
    )


def test_older_database_answers_as_before(dump: Path, migrated: str) -> None:
    questions = KEPT | QUESTIONS.get(dump.stem, {})
    found = {question: rows(migrated, question)[0][0] for question in questions}
    assert found == questions


def test_lost_row_is_told(up_to_date: str) -> None:
    expected = held(DUMPS[-1])["accounts_user"]
    assert missing_rows(up_to_date, "accounts_user", expected, set()) == []
    changed = [row | {"full_name": "Trần Thị Bình"} for row in expected]
    assert missing_rows(up_to_date, "accounts_user", changed, set())
