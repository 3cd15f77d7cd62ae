"""Where contents lie: a folder that no address reaches, where a file is whole or not there."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File as Content
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "files"
ASIDE = "aside"
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
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        try:
            _write(aside, content)
            os.link(aside, target)  # unlike a renaming, never onto another file
            _force(target.parent)
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


def _force(folder: Path) -> None:
    """Let the name of a new file outlive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keys_of(storage: Storage, folder: str = "") -> list[str]:
    """Every key in a storage, by its own listing: one that is no folder has it too."""
    folders, files = storage.listdir(folder)
    start = f"{folder}/" if folder else ""
    inside = [key for name in folders for key in keys_of(storage, start + name)]
    return sorted([*inside, *(start + name for name in files)])


def age_of(storage: Storage, key: str) -> timedelta:
    """How long ago it was written."""
    return datetime.now(UTC) - storage.get_modified_time(key)
