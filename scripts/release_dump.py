"""Write the small database of a version into tests/web/upgrade, once, when it is released.

`release_dump.py` makes <version>.sql of the Chiso that Python finds: rows of every table, with
PAPI's results of 2023 of two provinces, synthetic ones of a ward and a department, and
one invented person. A dump that is there is never overwritten.

For an older state: `git worktree add /tmp/at STATE`, then
`PYTHONPATH=/tmp/at/src python scripts/release_dump.py`.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import django
from django.core.management import call_command

import chiso

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "web" / "upgrade"
YEAR = "2023"
APPLIED = "2026-01-01 00:00:00"  # the day of building would make each dump another
SYNTHETIC = ("ha-noi-communes", "ha-noi-departments")
PAPI_KEPT = "'papi.4', 'papi.4.1.01', 'papi.total'"
SYNTHETIC_MEASURES = 6
SMALLER = f"""
CREATE TEMP TABLE kept_evaluation AS SELECT id FROM results_evaluation
    WHERE ("index" = 'papi' AND period = '{YEAR}') OR "index" IN {SYNTHETIC};
CREATE TEMP TABLE kept_unit AS
WITH RECURSIVE chosen(id) AS (
    SELECT id FROM units_unit WHERE uid IN ('01@unknown', '22@unknown')
    UNION SELECT * FROM (SELECT DISTINCT s.unit_id FROM results_score s
        JOIN units_unit u ON u.id = s.unit_id
        WHERE s.evaluation_id IN kept_evaluation AND u.full_name_vi = 'Phường Long Biên')
    UNION SELECT * FROM (SELECT min(s.unit_id) FROM results_score s
        JOIN units_unit u ON u.id = s.unit_id
        WHERE s.evaluation_id IN kept_evaluation AND u.office <> '')),
held(id) AS (
    SELECT id FROM chosen
    UNION SELECT l.old_id FROM units_link l JOIN chosen c ON l.new_id = c.id
    UNION SELECT u.parent_id FROM units_unit u JOIN held h ON u.id = h.id
        WHERE u.parent_id IS NOT NULL)
SELECT id FROM held;
DELETE FROM results_rankrange
    WHERE unit_id NOT IN kept_unit OR evaluation_id NOT IN kept_evaluation;
DELETE FROM results_score WHERE unit_id NOT IN kept_unit OR evaluation_id NOT IN kept_evaluation
    OR kind NOT IN (SELECT kind FROM results_score other
        WHERE other.evaluation_id = results_score.evaluation_id
        GROUP BY kind ORDER BY min(place) LIMIT 2);
DELETE FROM results_observation WHERE unit_id NOT IN kept_unit OR NOT (
    (measure IN ({PAPI_KEPT}) AND period = '{YEAR}') OR (measure NOT LIKE 'papi.%' AND measure IN (
        SELECT measure FROM results_observation WHERE measure NOT LIKE 'papi.%'
            AND unit_id IN kept_unit GROUP BY measure ORDER BY measure
            LIMIT {SYNTHETIC_MEASURES})));
DELETE FROM results_evaluation WHERE id NOT IN kept_evaluation;
DELETE FROM units_link WHERE old_id NOT IN kept_unit OR new_id NOT IN kept_unit;
DELETE FROM units_unit WHERE id NOT IN kept_unit;
INSERT INTO accounts_user (password, username, full_name, email, is_active)
    VALUES ('', 'an', 'Nguyễn Văn An', '', 1);
UPDATE django_migrations SET applied = '{APPLIED}';
"""


def database_make() -> None:
    """The tables of this version with everything it ships, in the database of the settings."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("papi_load")
    call_command("synthetic_load")


def dump(path: Path) -> Iterator[str]:
    """The statements that make the database at ``path`` again, made smaller."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SMALLER)
        connection.commit()
        yield from connection.iterdump()


def main() -> int:
    """Write the dump."""
    target = FOLDER / f"{chiso.__version__}.sql"
    if target.exists():
        print(f"{target.name} is there, and a released dump never changes.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "release.sqlite3")
        os.environ["CHISO_DATABASE_URL"] = f"sqlite:///{path}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "chiso_web.config.settings"
        database_make()
        target.write_text("\n".join(dump(path)) + "\n", encoding="utf-8")
    print(f"Wrote {target.name} of {Path(chiso.__file__).parent}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
