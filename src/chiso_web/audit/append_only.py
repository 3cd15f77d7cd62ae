"""What makes the trail append-only in the database itself, and the index of its words.

A migration that makes a table anew (SQLite does so for most changes) ends with ``guards_make``.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("audit_entry", "audit_manifest")
REFUSAL = "The trail is append-only: rows of {table} are neither changed nor deleted"

_SQLITE_GUARDS = """
CREATE TRIGGER IF NOT EXISTS {table}_not_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
CREATE TRIGGER IF NOT EXISTS {table}_not_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
"""
# INSERT OR REPLACE deletes without asking the trigger above
_SQLITE_NOT_REPLACED = """
CREATE TRIGGER IF NOT EXISTS {table}_not_replaced BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
"""
_SAME = {
    "audit_entry": ("id = NEW.id OR (app = NEW.app AND unit = NEW.unit AND number = NEW.number)"),
    "audit_manifest": "id = NEW.id OR day = NEW.day",
}
_POSTGRESQL_REFUSAL = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only: rows of % are neither changed nor deleted',
        TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
_POSTGRESQL_GUARD = """
CREATE OR REPLACE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_not_changed;
"""
_SQLITE_WORDS = """
CREATE VIRTUAL TABLE IF NOT EXISTS audit_words USING fts5(
    words, content='audit_entry', content_rowid='id', detail='none', columnsize=0,
    tokenize="unicode61 remove_diacritics 0"
);
CREATE TRIGGER IF NOT EXISTS audit_entry_words AFTER INSERT ON audit_entry
BEGIN INSERT INTO audit_words(rowid, words) VALUES (NEW.id, NEW.words); END;
"""
_POSTGRESQL_WORDS = """
CREATE INDEX IF NOT EXISTS audit_entry_words ON audit_entry
USING gin (array_to_tsvector(string_to_array(words, ' ')));
"""


def guards_make(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse to change or delete entries and manifests."""
    _run(connection, _guards(connection.vendor))


def guards_drop(connection: BaseDatabaseWrapper) -> None:
    """Take the refusal away: for a migration that makes a table anew, and for emptying tests."""
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    kinds = ("changed", "deleted", "replaced") if connection.vendor == "sqlite" else ("changed",)
    statements = [
        f"DROP TRIGGER IF EXISTS {table}_not_{kind}{on.format(table=table)};"
        for table in GUARDED
        for kind in kinds
    ]
    _run(connection, statements)


def guards_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that somebody has taken the refusal from."""
    query = (
        "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' "
        "AND name LIKE '%%_not_%%' GROUP BY tbl_name"
        if connection.vendor == "sqlite"
        else "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname = c.relname || '_not_changed' AND t.tgenabled = 'A' "
        "AND pg_table_is_visible(c.oid) GROUP BY c.relname"
    )
    expected = 3 if connection.vendor == "sqlite" else 1
    with connection.cursor() as cursor:
        cursor.execute(query, [])
        found = dict(cursor.fetchall())
    return [table for table in GUARDED if found.get(table, 0) < expected]


def words_index_make(connection: BaseDatabaseWrapper) -> None:
    """Make the index by which entries are found by their words."""
    _run(connection, [_SQLITE_WORDS if connection.vendor == "sqlite" else _POSTGRESQL_WORDS])


def _guards(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            part.format(table=table, refusal=REFUSAL.format(table=table), same=_SAME[table])
            for table in GUARDED
            for part in (_SQLITE_GUARDS, _SQLITE_NOT_REPLACED)
        ]
    return [_POSTGRESQL_REFUSAL, *(_POSTGRESQL_GUARD.format(table=table) for table in GUARDED)]


def _run(connection: BaseDatabaseWrapper, scripts: Sequence[str]) -> None:
    """Statement by statement within the transaction there is: ``executescript`` would end it."""
    with connection.cursor() as cursor:
        for script in scripts:
            for statement in _statements(script) if connection.vendor == "sqlite" else [script]:
                cursor.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of an SQLite script, each of which begins a line with CREATE or DROP."""
    parts: list[str] = []
    for line in script.strip().splitlines():
        if line.startswith(("CREATE", "DROP")):
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return parts
