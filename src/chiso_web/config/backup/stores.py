"""The database that the settings name, as something to copy and to put back."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from chiso_web.config.backup.manifest import Held, Manifest
from chiso_web.config.backup.postgresql import PostgresqlStore
from chiso_web.config.backup.refusals import BackupRefused
from chiso_web.config.backup.sqlite import SqliteStore
from chiso_web.config.preparing import Progress, sqlite_path


class Store(Protocol):
    """What both databases can do."""

    vendor: str
    migrates_aside: bool  # an older copy is brought up to date before the switch, else after it

    def copy_out(self, target: Path, show: Progress) -> Held:
        """Copy the database as it is at one moment; say what it holds."""
        ...

    def is_empty(self) -> bool:
        """Whether it has no table."""
        ...

    def put_back(self, staged: Path, manifest: Manifest, *, older: bool, show: Progress) -> None:
        """Make the database what the copy holds: all of it or nothing. It ends with the switch.

        Raises RestoreUnfinished where nobody knows whether it was switched.
        """
        ...


def store() -> Store:
    """The one of the settings."""
    if connection.vendor == "postgresql":
        return PostgresqlStore()
    path = sqlite_path()
    if path is None:
        raise BackupRefused("The database is in memory only. Name one: CHISO_DATABASE_URL.")
    return SqliteStore(path)
