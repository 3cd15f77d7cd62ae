"""Which migrations this Chiso knows, and running them on a database that is behind."""

import os
import subprocess
import sys
from collections.abc import Collection

from django.db.migrations.loader import MigrationLoader

from chiso_web.config.backup.refusals import BackupRefused


def migrations_known() -> tuple[set[str], set[str]]:
    """The migrations of this Chiso, and those besides that it once had and has since merged."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    merged = {
        f"{app}.{name}"
        for migration in loader.disk_migrations.values()
        for app, name in migration.replaces
    }
    return known, merged - known


def migrations_unknown(applied: Collection[str]) -> list[str]:
    """Those of the archive that this Chiso never had: it was made by a newer one."""
    known, merged = migrations_known()
    return sorted(set(applied) - known - merged)


def is_behind(applied: Collection[str]) -> bool:
    """Whether this Chiso has migrations that the archive's database has not seen."""
    known, _ = migrations_known()
    return bool(known - set(applied))


def migrated(address: str) -> None:
    """Bring the database at the address up to date, in a program of its own.

    So that a migration that forgets which database it works on cannot touch the present one.
    """
    facts = os.environ | {"CHISO_DATABASE_URL": address} if address else dict(os.environ)
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    found = subprocess.run(  # noqa: S603  nothing of it comes from outside
        command, env=facts, capture_output=True, text=True, check=False
    )
    if found.returncode:
        told = (found.stderr.strip().splitlines() or ["no reason was told"])[-1]
        raise BackupRefused(f"The older database could not be brought up to date: {told}")
