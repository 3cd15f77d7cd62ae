"""The three statements that add an entry, written out: every change pays for them, and the ORM
would take as long to build each as the database takes to run it.
"""

from datetime import datetime

from django.db import connection

from chiso_web.audit.canonical import BEGINNING, HASHED
from chiso_web.audit.models import Entry, Head

COLUMNS = (*HASHED, "digest", "words")
MOMENT_AT = COLUMNS.index("recorded_at")

_ENTRY, _HEAD = Entry._meta.db_table, Head._meta.db_table
_PLACES = ", ".join(["%s"] * len(COLUMNS))
# our own names; values are given apart
_INSERT = f"INSERT INTO {_ENTRY} ({', '.join(COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608  # nosec B608
_SELECT = f"SELECT id, number, digest FROM {_HEAD} WHERE app = %s AND unit = %s"  # noqa: S608  # nosec B608
_MOVE = f"UPDATE {_HEAD} SET number = %s, digest = %s WHERE id = %s"  # noqa: S608  # nosec B608


def head_locked(app: str, unit: str) -> Head:
    """The chain's head, locked; its first writers make it, one of them and the others wait."""
    found = _head(app, unit)
    if found is None:
        fresh = Head(app=app, unit=unit, number=0, digest=BEGINNING)
        Head.objects.bulk_create([fresh], ignore_conflicts=True)
        found = _head(app, unit)
    if found is None:
        raise LookupError(f"The head of the chain {app}/{unit} can be neither made nor read.")
    return found


def entry_insert(entry: Entry) -> None:
    """Write the entry, and give it its key."""
    values = [getattr(entry, name) for name in COLUMNS]
    values[MOMENT_AT] = _adapted(entry.recorded_at)
    returning = connection.features.can_return_columns_from_insert
    with connection.cursor() as cursor:
        cursor.execute(f"{_INSERT} RETURNING id" if returning else _INSERT, values)
        entry.pk = cursor.fetchone()[0] if returning else cursor.lastrowid


def head_move(head: Head, entry: Entry) -> None:
    """Let the head name the entry as the last of its chain."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [entry.number, entry.digest, head.pk])


def _head(app: str, unit: str) -> Head | None:
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + locking, [app, unit])
        row = cursor.fetchone()
    return None if row is None else Head(*row[:1], app, unit, *row[1:])


def _adapted(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)
