"""Where contents lie: a folder that no address reaches, where a file is whole or not there."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File as Content
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "files"
ASIDE = "aside"  # what is being uploaded at this moment
RESTORING = ".restoring"  # what a restore is unpacking
NO_CONTENTS = {RESTORING, "lost+found"}
# what shares answer that know no hard links, or cannot force a folder to the disk
LINKLESS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700


def files_storage() -> Storage:
    """The storage of files, whatever the settings make it."""
    return storages[ALIAS]


def place_new() -> str:
    """A key that nobody can guess and that says nothing of the file."""
    key = uuid4().hex
    return f"{key[:2]}/{key}"


class WholeFileStorage(FileSystemStorage):
    """Files on a disk: written aside, forced to the disk, and only then given their name."""

    def _save(self, name: str, content: "Content[bytes]") -> str:
        target = Path(self.path(name))
        aside = Path(self.path(f"{ASIDE}/{uuid4().hex}"))
        for folder in (aside.parent, target.parent):
            _folder_made(folder)
        try:
            _write(aside, content)
            _named(aside, target)
        finally:
            aside.unlink(missing_ok=True)
        return name

    def url(self, name: str | None) -> str:
        """None: files are served by a view that checks who asks."""
        raise NotImplementedError


def _write(path: Path, content: "Content[bytes]") -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(descriptor)


def _named(aside: Path, target: Path) -> None:
    """Give a whole content its name, never onto another file; neither is there where it fails."""
    try:
        os.link(aside, target)
    except OSError as error:
        if error.errno not in LINKLESS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))  # ours now
        aside.replace(target)
    try:
        for folder in (target.parent, target.parent.parent):
            _force(folder)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _folder_made(folder: Path) -> None:
    """Make a folder and those above it, each with a name that outlives a power cut."""
    if folder.is_dir():
        return
    _folder_made(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    _force(folder.parent)


def _force(folder: Path) -> None:
    """Let the names in a folder outlive a power cut too, where its disk can promise that."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in LINKLESS:
            raise
    finally:
        os.close(descriptor)


def keys_of(storage: Storage, folder: str = "") -> list[str]:
    """Every key in a storage, by its own listing: one that is no folder has it too.

    What is nobody's content, and folders that may not be read, are left out.
    """
    try:
        folders, files = storage.listdir(folder)
    except (FileNotFoundError, PermissionError):
        return []
    start = f"{folder}/" if folder else ""
    within = [name for name in folders if folder or name not in NO_CONTENTS]
    inside = [key for name in within for key in keys_of(storage, start + name)]
    return sorted([*inside, *(start + name for name in files)])


def age_of(storage: Storage, key: str) -> timedelta:
    """How long ago it was written; no time where it is gone or may not be looked at."""
    try:
        return datetime.now(UTC) - storage.get_modified_time(key)
    except (FileNotFoundError, PermissionError):
        return timedelta(0)
