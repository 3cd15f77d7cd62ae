"""The uploaded files: where they are, which there are, and putting them back.

A file never changes once it is stored, so that files may be added before the database is switched
and taken away afterwards: at no moment does the database name a file that is not there.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from chiso_web.config.backup.manifest import Member
from chiso_web.config.backup.refusals import BackupRefused
from chiso_web.files.storage import ALIAS, ASIDE, NO_CONTENTS, RESTORING

LEFT_OUT = {ASIDE, *NO_CONTENTS}


def files_folder() -> Path | None:
    """The folder of the uploaded files; None where this Chiso keeps none."""
    if ALIAS not in settings.STORAGES:
        return None
    storage = storages[ALIAS]
    if not isinstance(storage, FileSystemStorage):
        raise BackupRefused(
            f"Uploaded files are kept by {type(storage).__name__}, and a backup takes only those "
            "kept in a folder."
        )
    return Path(storage.base_location).absolute()


def files_held(folder: Path | None) -> list[str]:
    """The files below the folder by their names with slashes, sorted.

    Raises BackupRefused for a link, since it may lead anywhere.
    """
    return sorted(_files_below(folder)) if folder is not None and folder.is_dir() else []


def _files_below(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise error

    for here, folders, names in os.walk(folder, onerror=refuse):
        if Path(here) == folder:
            folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in (*folders, *names):
            if (Path(here) / name).is_symlink():
                raise BackupRefused(f"{Path(here) / name} is a link. Take it out of the folder.")
        yield from ((Path(here) / name).relative_to(folder).as_posix() for name in names)


class FilesSwitch:
    """Puts the files of an archive into the folder, around the moment the database is switched."""

    def __init__(self, folder: Path, staged: Path, members: tuple[Member, ...]) -> None:
        self.folder, self.staged = folder, staged
        self.members = {one.name.removeprefix("files/"): one for one in members}
        self.added: list[Path] = []
        self.changed: list[str] = []
        self.surplus: list[str] = []

    def add(self) -> None:
        """Add what is not there; what is there stays as it is. Nothing is taken away yet."""
        present = set(files_held(self.folder))
        self.surplus = sorted(present - set(self.members))
        for name, member in self.members.items():
            target = self.folder / name
            if name in present:
                if _sha256(target) != member.sha256:
                    self.changed.append(name)
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.staged / name).rename(target)
            self.added.append(target)
        os.sync()  # before the database says that they are there

    def undo(self) -> None:
        """Take away what was added: the database was not switched."""
        for path in self.added:
            path.unlink(missing_ok=True)
        self._tidy()

    def finish(self) -> None:
        """Take away what the archive has not, and mend what differs: the database was switched."""
        for name in self.surplus:
            (self.folder / name).unlink(missing_ok=True)
        for name in self.changed:
            (self.staged / name).replace(self.folder / name)
        self._tidy()

    def _tidy(self) -> None:
        """Take away folders that hold nothing."""
        for here, _, _ in os.walk(self.folder, topdown=False):
            if Path(here) != self.folder and not any(Path(here).iterdir()):
                Path(here).rmdir()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def staging_cleared(folder: Path) -> Path:
    """An empty folder to unpack into, of nobody else; what a killed restore left is gone."""
    staging = folder / RESTORING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    return staging
