"""Write the small database of this version into tests/web/upgrade, once, when it is released.

`release_dump.py` makes <version>.sql: two provinces with their results of 2023 down to the
dimensions, a few observations, one invented person. A dump that is there is never overwritten.
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
from chiso.datasets import papi

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "web" / "upgrade"
YEAR = 2023
APPLIED = "2026-01-01 00:00:00"  # the day of building would make each dump another
KEPT = "(SELECT id FROM units_unit WHERE uid IN ('01@unknown', '22@unknown'))"
SMALLER = f"""
DELETE FROM results_rankrange WHERE unit_id NOT IN {KEPT};
DELETE FROM results_score WHERE kind NOT IN ('index', 'dimension') OR unit_id NOT IN {KEPT};
DELETE FROM results_observation
    WHERE measure NOT IN ('papi.4', 'papi.4.1.01', 'papi.total') OR unit_id NOT IN {KEPT};
DELETE FROM units_link WHERE old_id NOT IN {KEPT} OR new_id NOT IN {KEPT};
DELETE FROM units_unit WHERE id NOT IN {KEPT};
INSERT INTO accounts_user (password, username, full_name, email, is_active)
    VALUES ('', 'an', 'Nguyễn Văn An', '', 1);
"""


def database_make() -> None:
    """The tables of this version with one year's results, in the database of the settings."""
    django.setup()
    # the models can be imported only now
    from chiso_web.results.loading import papi_year_load  # noqa: PLC0415
    from chiso_web.units.loading import provinces_load  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    papi_year_load(YEAR, provinces_load(papi.provinces()))


def dump(path: Path) -> Iterator[str]:
    """The statements that make the database at ``path`` again, made smaller."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SMALLER)
        connection.execute("UPDATE django_migrations SET applied = ?", [APPLIED])
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
    print(f"Wrote {target.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
