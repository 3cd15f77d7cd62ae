"""SQLite: copied by its online backup, and put back in one transaction of its own."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from chiso_web.config.backup.manifest import Held, Manifest
from chiso_web.config.backup.migrating import migrated
from chiso_web.config.backup.refusals import BackupRefused, TargetRefused
from chiso_web.config.environment import sqlite_url
from chiso_web.config.preparing import Progress

PAGES_A_STEP = 4096
WAIT_SECONDS = 20
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


class SqliteStore:
    """The database in one file."""

    vendor = "sqlite"
    migrates_aside = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy_out(self, target: Path, show: Progress) -> Held:
        """Copy the database as it is at one moment, while others write; say what it holds."""
        if not self.path.exists():
            raise BackupRefused(f"There is no database {self.path}. Check CHISO_DATABASE_URL.")
        with closing(self._opened("rw")) as source, closing(sqlite3.connect(target)) as copy:
            source.execute("BEGIN")
            # the transaction begins with the first read, and the copy is of this moment
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            page = source.execute("PRAGMA page_size").fetchone()[0]
            source.backup(
                copy,
                pages=PAGES_A_STEP,
                progress=lambda _status, left, total: show(
                    "Copying the database", (total - left) * page, total * page
                ),
            )
            copy.execute("PRAGMA journal_mode=DELETE")
            return _held(copy)

    def is_empty(self) -> bool:
        """Whether there is no file yet, or no table in it."""
        if not self.path.exists():
            return True
        try:
            with closing(self._opened("rw")) as connection:
                return connection.execute(TABLES).fetchone() is None
        except sqlite3.DatabaseError as error:
            raise TargetRefused(
                f"{self.path} cannot be read as a database: {error}. Move it, its -wal and "
                "its -shm aside, then restore."
            ) from error

    def put_back(self, staged: Path, manifest: Manifest, *, older: bool, show: Progress) -> None:
        """Make the database what ``staged`` holds, in one transaction: all of it or nothing.

        An older copy is brought up to date first, aside.
        """
        self._prove(staged, manifest)
        if older:
            migrated(sqlite_url(staged))
        with closing(sqlite3.connect(staged)) as copy, closing(self._opened("rwc")) as live:
            copy.execute("PRAGMA journal_mode=DELETE")
            show("Putting the database back", 0, staged.stat().st_size)
            live.execute("PRAGMA journal_mode=WAL")
            copy.backup(live, pages=-1, progress=self._progress)
            with suppress(sqlite3.Error):  # it is switched: whoever closes last tidies up
                live.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _progress(self, status: int, _left: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise TargetRefused(
                f"Another program is writing to {self.path}. Stop `chiso serve` and try again; "
                "the database is as it was."
            )

    def _prove(self, staged: Path, manifest: Manifest) -> None:
        """Raises BackupRefused if the copy is no sound database or not the one described."""
        with closing(sqlite3.connect(staged)) as copy:
            try:
                sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
                loose = copy.execute("PRAGMA foreign_key_check").fetchone()
                rows = dict(_held(copy).rows)
            except sqlite3.DatabaseError as error:
                raise BackupRefused(
                    f"The database of the backup cannot be read: {error}."
                ) from error
        if sound != "ok" or loose is not None or rows != manifest.held.rows:
            raise BackupRefused(
                "The database of the backup is not the one that its manifest describes "
                f"(integrity: {sound}; loose row: {loose}). Use another backup."
            )

    def _opened(self, mode: str) -> sqlite3.Connection:
        address = sqlite_url(self.path).replace("sqlite:///", "file://", 1)
        return sqlite3.connect(f"{address}?mode={mode}", uri=True, timeout=WAIT_SECONDS)


def _held(connection: sqlite3.Connection) -> Held:
    tables = sorted(name for (name,) in connection.execute(TABLES))
    rows = {}
    for table in tables:
        quoted = table.replace('"', '""')  # a name that the database gave
        count = f'SELECT count(*) FROM "{quoted}"'  # noqa: S608  # nosec B608
        rows[table] = connection.execute(count).fetchone()[0]
    applied = (
        connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        if "django_migrations" in rows
        else []
    )
    return Held(migrations=tuple(f"{app}.{name}" for app, name in applied), rows=rows)
