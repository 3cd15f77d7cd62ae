"""Dumps of older versions, loaded into a database of either kind."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.web.databases import opened, python

FOLDER = Path(__file__).parent
DUMPS = sorted(FOLDER.glob("*.sql"))
MIGRATE = """
import django
from django.core.management import call_command
django.setup()
for app, name in %r.items():
    call_command("migrate", app, name, interactive=False, verbosity=0)
"""
Row = dict[str, Any]


def held(dump: Path) -> dict[str, list[Row]]:
    """The rows of each table that the dump holds."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
            for (name,) in names
        }


def loaded(dump: Path, address: str) -> None:
    """Fill an empty database with the dump, as that version left it."""
    if address.startswith("sqlite"):
        with opened(address) as connection:
            connection.executescript(dump.read_text(encoding="utf-8"))
        return
    found = held(dump)
    python(address, MIGRATE % _last_migrations(found["django_migrations"]))
    _filled(address, {table: rows for table, rows in found.items() if table != "django_migrations"})


def _last_migrations(applied: list[Row]) -> dict[str, str]:
    return {row["app"]: row["name"] for row in sorted(applied, key=lambda row: row["id"])}


def _filled(address: str, found: dict[str, list[Row]]) -> None:
    """The rows in one transaction: foreign keys are looked at when it ends."""
    with opened(address) as connection:
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, rows in found.items():
            truths = _columns_of_truth(connection, table)
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                values = [bool(value) if key in truths else value for key, value in row.items()]
                marks = ", ".join("%s" for _ in row)
                connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
            _count_on(connection, table)
        connection.commit()


def _columns_of_truth(connection: Any, table: str) -> set[str]:
    found = connection.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = %s AND data_type = 'boolean'",
        (table,),
    ).fetchall()
    return {name for (name,) in found}


def _count_on(connection: Any, table: str) -> None:
    """The next row gets an id that is not taken."""
    counter = connection.execute(
        "SELECT pg_get_serial_sequence(table_name, column_name) FROM information_schema.columns "
        "WHERE table_name = %s AND is_identity = 'YES'",
        (table,),
    ).fetchone()
    if counter:
        connection.execute(
            f'SELECT setval(%s, (SELECT coalesce(max(id), 1) FROM "{table}"))', (counter[0],)
        )
