"""Making a backup: the database first, then the files, the manifest last."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import chiso
from chiso_web.config.backup.archive import DATABASES, FILES, ArchiveWriter, archive_opened
from chiso_web.config.backup.manifest import Held, Manifest
from chiso_web.config.backup.refusals import BackupRefused
from chiso_web.config.backup.stored_files import files_folder, files_held
from chiso_web.config.backup.stores import store
from chiso_web.config.preparing import Progress


@dataclass(frozen=True, kw_only=True)
class Written:
    """A backup that was made; ``vanished``: files that were deleted while it was made."""

    manifest: Manifest
    size: int
    vanished: tuple[str, ...]


def backup_write(target: Path, *, overwrite: bool, show: Progress) -> Written:
    """Write the archive aside, mode 0600, then give it its name.

    Raises BackupRefused; then no new archive is there and an old one is as it was.
    """
    target = target.absolute()
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}. Make it first.")
    if target.is_dir() or (target.exists() and not overwrite):
        raise BackupRefused(
            f"{target} is there already. Name another file, or overwrite it with --overwrite."
        )
    with _aside(target) as folder:
        written = _written(folder, show)
        _synced(folder / "archive")
        (folder / "archive").replace(target)
        _synced(target.parent)
    return written


def _written(folder: Path, show: Progress) -> Written:
    """Files are listed after the database was copied: each one that it names is there by then."""
    source = store()
    copy = folder / DATABASES[source.vendor]
    held = source.copy_out(copy, show)
    uploads = files_folder()
    names = files_held(uploads)
    with _owners_only(folder / "archive") as file, archive_opened(file) as tar:
        vanished = _filled(tar, copy, uploads, names, show)
        manifest = _manifest(source.vendor, held, tar)
        tar.close(manifest)
    size = (folder / "archive").stat().st_size
    return Written(manifest=manifest, size=size, vanished=vanished)


def _filled(
    tar: ArchiveWriter, copy: Path, uploads: Path | None, names: list[str], show: Progress
) -> tuple[str, ...]:
    """Add the database and the files; gives the names of those that were gone by then."""
    paths = {copy.name: copy} | {f"{FILES}{name}": (uploads or copy) / name for name in names}
    total = sum(path.stat().st_size for path in paths.values() if path.exists())
    done, vanished = 0, []

    def seen(count: int) -> None:
        nonlocal done
        done += count
        show("Packing", done, total)

    for name, path in paths.items():
        try:
            tar.add(name, path, seen)
        except FileNotFoundError:
            vanished.append(name)
    return tuple(vanished)


def _manifest(vendor: str, held: Held, tar: ArchiveWriter) -> Manifest:
    return Manifest(
        chiso=chiso.__version__,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        vendor=vendor,
        held=held,
        members=tuple(tar.members),
    )


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """An empty folder beside the target, of nobody else; what a killed backup left is gone."""
    folder = target.with_name(f".{target.name}.partial")
    folder.mkdir(mode=0o700, exist_ok=True)
    with _held_alone(folder, target):
        for path in folder.iterdir():
            path.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held_alone(folder: Path, target: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupRefused(f"Another backup is writing {target} now. Wait for it.") from error
    finally:
        os.close(descriptor)


def _owners_only(path: Path) -> BinaryIO:
    """A new file that its owner alone may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _synced(path: Path) -> None:
    """See to it that the disk has it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
