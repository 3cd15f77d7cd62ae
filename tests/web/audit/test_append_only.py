"""The database itself refuses to change or delete what is in the trail."""

import pytest
from django.db import IntegrityError, connection, transaction

from chiso_web.audit.append_only import guards_drop, guards_make, guards_missing
from chiso_web.audit.models import Entry, Manifest
from chiso_web.audit.services import SYSTEM, record


def one_entry() -> Entry:
    """An entry, in a transaction of its own where there is none."""
    with transaction.atomic():
        return record(app="files", unit="", actor=SYSTEM, action="file.lost", subject="file 3f2a")


def one_manifest() -> Manifest:
    """A manifest of no chain."""
    facts = {"heads": "[]", "previous": "0" * 64, "digest": "1" * 64}
    return Manifest.objects.create(day="2026-12-01", made_at="2026-12-01T01:00:00Z", **facts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'none'",
        "DELETE FROM audit_entry",
        "UPDATE audit_manifest SET heads = '[[]]'",
        "DELETE FROM audit_manifest",
    ],
)
def test_rows_are_neither_changed_nor_deleted(statement: str) -> None:
    one_entry(), one_manifest()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_row_is_not_replaced_by_inserting_it_again() -> None:
    """SQLite's INSERT OR REPLACE deletes the old row without asking triggers on DELETE."""
    entry = one_entry()
    insert = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "app, unit, number, recorded_at, action, subject, before, after, reason, previous"
    columns += ", digest, words, actor_name, actor_full_name, actor_role, actor_unit"
    again = f"{insert} INTO audit_entry ({columns}) SELECT {columns} FROM audit_entry"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(again)
    assert Entry.objects.get().pk == entry.pk


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_manifest"])
def test_tables_are_not_emptied(table: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db
def test_guards_taken_away_are_noticed() -> None:
    assert guards_missing(connection) == []
    guards_drop(connection)
    assert guards_missing(connection) == ["audit_entry", "audit_manifest"]
    guards_make(connection)
    assert guards_missing(connection) == []
