"""Restoring: all of the archive is proven, then unpacked aside, then switched to at one moment."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import DatabaseError

import chiso
from chiso_web.accounts.access import AccessEnded, access_end
from chiso_web.audit.services import SYSTEM
from chiso_web.config.backup.archive import archive_check, archive_unpack
from chiso_web.config.backup.manifest import Manifest, version_numbers
from chiso_web.config.backup.migrating import is_behind, migrated, migrations_unknown
from chiso_web.config.backup.refusals import BackupRefused, RestoreUnfinished, TargetRefused
from chiso_web.config.backup.stored_files import (
    FilesSwitch,
    files_folder,
    files_held,
    staging_cleared,
)
from chiso_web.config.backup.stores import Store, store
from chiso_web.config.preparing import (
    Progress,
    database_alone,
    folder_make,
    sqlite_path,
)
from chiso_web.results.plans import plans_refresh

INTERRUPTED = (
    "Interrupted while the database was switched: it is the old one or the backup’s, whole. No "
    "file that either names was taken away. Run `chiso manage restore --replace` again."
)
BEHIND = (
    "The data of the backup, database and files, are restored, but the database is not up to date "
    "(%s). Bring it up to date with `chiso manage migrate`, then end the access it brought back "
    "with `chiso manage access_end`."
)

OPEN = (
    "The data of the backup are restored, but sessions, invitations and API tokens of its day "
    "could not be ended (%s). End them with `chiso manage access_end`."
)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored; ``older``: it was brought up to date; ``ended``: the access that ended."""

    manifest: Manifest
    older: bool
    ended: AccessEnded | None = None


def restore_check(path: Path, show: Progress) -> Restored:
    """Prove that the archive is whole and that this Chiso can take it. Nothing is changed.

    Raises BackupRefused.
    """
    manifest = archive_check(path, show)
    _fitting(manifest, store())
    return Restored(manifest=manifest, older=is_behind(manifest.held.migrations))


def restore(path: Path, *, over: bool, keep_access: bool, show: Progress) -> Restored:
    """Make database and files what the archive holds; ``over`` what is there already.

    Files are added first, the database is switched in one transaction, then files that the archive
    has not are taken away: a failure or a kill before the switch leaves what was there.

    What was open on the day of the backup, and may have been revoked since, is ended then.

    Raises:
        BackupRefused: nothing was changed.
        RestoreUnfinished: it was switched, or may have been, and something is left to do.
    """
    checked = restore_check(path, show)
    target, uploads = store(), files_folder()
    folder_make()
    with database_alone():
        _empty_or_told(target, uploads, over=over)
        with _staging(uploads, checked.manifest) as staging:
            archive_unpack(path, into=staging, manifest=checked.manifest, show=show)
            _switch(target, uploads, staging, checked, show)
        plans_refresh()
        return checked if keep_access else replace(checked, ended=_access_ended())


def _switch(
    target: Store, uploads: Path | None, staging: Path, checked: Restored, show: Progress
) -> None:
    """Undo before the switch, and never after it, nor where nobody knows."""
    manifest = checked.manifest
    files = FilesSwitch(uploads, staging / "files", manifest.files) if uploads else None
    if files:
        _files_added(files)
    try:
        target.put_back(staging / manifest.database.name, manifest, older=checked.older, show=show)
    except RestoreUnfinished:
        raise
    except Exception:
        if files:
            files.undo()
        raise
    except KeyboardInterrupt as interrupt:
        raise RestoreUnfinished(INTERRUPTED) from interrupt
    if files:
        files.finish()
    if checked.older and not target.migrates_aside:
        _brought_up()


def _files_added(files: FilesSwitch) -> None:
    try:
        files.add()
    except BaseException:
        files.undo()
        raise


def _brought_up() -> None:
    """Migrate the database that was switched to."""
    try:
        migrated("")
    except (BackupRefused, KeyboardInterrupt) as error:
        raise RestoreUnfinished(BEHIND % (str(error) or "interrupted")) from error


def _access_ended() -> AccessEnded:
    try:
        return access_end(by=SYSTEM, reason="A backup was restored.")
    except (DatabaseError, KeyboardInterrupt) as error:
        raise RestoreUnfinished(OPEN % (str(error) or "interrupted")) from error


def _fitting(manifest: Manifest, target: Store) -> None:
    """Raises TargetRefused for an archive of another database or a newer Chiso."""
    if manifest.vendor != target.vendor:
        raise TargetRefused(
            f"The backup is of {manifest.vendor}, and CHISO_DATABASE_URL names {target.vendor}. "
            f"Restore it into {manifest.vendor}: set CHISO_DATABASE_URL accordingly."
        )
    unknown = migrations_unknown(manifest.held.migrations)
    if unknown or version_numbers(manifest.chiso) > version_numbers(chiso.__version__):
        cause = f", with {unknown[0]}" if unknown else ""
        raise TargetRefused(
            f"The backup was made by a newer Chiso ({manifest.chiso}{cause}); this is "
            f"{chiso.__version__}. Install that version or a later one first."
        )
    if manifest.files and files_folder() is None:
        raise TargetRefused("The backup holds uploaded files, and this Chiso keeps none.")


def _empty_or_told(target: Store, uploads: Path | None, *, over: bool) -> None:
    """Raises TargetRefused if something is there and nobody said that it may go."""
    full = [] if target.is_empty() else ["The database holds tables"]
    if files_held(uploads):
        full.append(f"{uploads} holds files")
    if full and not over:
        raise TargetRefused(
            f"{' and '.join(full)}. To put the backup in the place of what is there: --replace. "
            "Make a backup of it first."
        )


@contextmanager
def _staging(uploads: Path | None, manifest: Manifest) -> Iterator[Path]:
    """Where to unpack: on the disk of the files, so that they only need to be renamed."""
    beside = sqlite_path()
    place = uploads or (beside.with_name(f".{beside.name}.parts") if beside else None)
    if place is None:
        place = Path(tempfile.mkdtemp(prefix="chiso-restore-"))
    staging = staging_cleared(place)
    try:
        _room_check(staging, manifest)
        yield staging
    finally:
        shutil.rmtree(staging if place == uploads else place, ignore_errors=True)


def _room_check(staging: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(staging).free
    if free < manifest.bytes_held:
        raise TargetRefused(
            f"Unpacking needs {manifest.bytes_held / 1e6:,.0f} MB and the disk of {staging.parent} "
            f"has {free / 1e6:,.0f} MB. Free some space."
        )
