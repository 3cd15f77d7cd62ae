"""The archive: a compressed tar of plain files, written once and read with suspicion."""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from chiso_web.config.backup.manifest import Manifest, Member, manifest_read, manifest_text
from chiso_web.config.backup.refusals import ArchiveRefused, BackupRefused
from chiso_web.config.preparing import Progress

MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
FILES = "files/"
PIECE = 1 << 20
LONGEST_MANIFEST = 256 << 20
COMPRESSION = 6
DAMAGE = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeError)


class Hashed:
    """Reads from a file, and knows the SHA-256 and number of the bytes that were read."""

    def __init__(
        self, source: IO[bytes], seen: Callable[[int], None] = lambda _count: None
    ) -> None:
        self.source, self.seen, self.size, self._sum = source, seen, 0, hashlib.sha256()

    def read(self, count: int = -1) -> bytes:
        """The next bytes."""
        piece = self.source.read(count)
        self._sum.update(piece)
        self.size += len(piece)
        self.seen(len(piece))
        return piece

    @property
    def sha256(self) -> str:
        """Of what was read so far, in hexadecimal."""
        return self._sum.hexdigest()


class ArchiveWriter:
    """Adds files to the archive, and the manifest at the end."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: list[Member] = []

    def add(self, name: str, path: Path, seen: Callable[[int], None]) -> None:
        """Add the file at ``path``. Raises FileNotFoundError before anything is written."""
        with path.open("rb") as source:
            info = self.tar.gettarinfo(arcname=name, fileobj=source)
            if not info.isreg():
                raise BackupRefused(f"{path} is no plain file. Take it out of the folder.")
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            hashed = Hashed(source, seen)
            try:
                self.tar.addfile(info, hashed)
            except OSError as error:
                if error.errno is not None:
                    raise
                raise BackupRefused(f"{path} changed while it was read. Try again.") from error
        self.members.append(Member(name=name, size=hashed.size, sha256=hashed.sha256))

    def close(self, manifest: Manifest) -> None:
        """Add the manifest."""
        content = manifest_text(manifest)
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(content), 0o600
        self.tar.addfile(info, io.BytesIO(content))


@contextmanager
def archive_opened(target: BinaryIO) -> Iterator[ArchiveWriter]:
    """What writes the archive into an open file."""
    with (
        gzip.GzipFile(
            filename="", fileobj=target, mode="wb", compresslevel=COMPRESSION, mtime=0
        ) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield ArchiveWriter(tar)


def archive_check(path: Path, show: Progress) -> Manifest:
    """What the archive holds, after every byte of it was read and its hash compared.

    Raises ArchiveRefused.
    """
    found: list[Member] = []
    manifest: Manifest | None = None
    with _damage_told(path):
        for name, source in _members(path, show):
            if manifest is not None:
                raise ArchiveRefused(path, "something follows its manifest.")
            if name == MANIFEST:
                manifest = _manifest(path, source)
            else:
                while source.read(PIECE):
                    pass
                found.append(Member(name=name, size=source.size, sha256=source.sha256))
    if manifest is None:
        raise ArchiveRefused(path, "it ends before its manifest.")
    _compare(path, manifest, found)
    return manifest


def archive_unpack(path: Path, *, into: Path, manifest: Manifest, show: Progress) -> None:
    """Write everything but the manifest under ``into``, which is empty; hashes are compared anew.

    Raises ArchiveRefused, also if the archive is no longer the one that was checked.
    """
    expected = {member.name: member for member in manifest.members}
    with _damage_told(path):
        for name, source in _members(path, show):
            if name != MANIFEST:
                member = expected.pop(name, None)
                if member is None or _unpacked(into / name, name, source) != member:
                    raise ArchiveRefused(path, "it changed while it was read.")
    if expected:
        raise ArchiveRefused(path, "it changed while it was read.")


def _unpacked(target: Path, name: str, source: Hashed) -> Member:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
    return Member(name=name, size=source.size, sha256=source.sha256)


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise ArchiveRefused(path, f"it is damaged or cut short ({error}).") from error


def _members(path: Path, show: Progress) -> Iterator[tuple[str, Hashed]]:
    """Each plain file of the archive with what reads it; the whole archive is read to its end."""
    if not path.is_file():
        raise BackupRefused(f"There is no backup {path}. Check its name.")
    size, seen = path.stat().st_size, set[str]()
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw, mode="rb") as packed:
        with tarfile.open(fileobj=packed, mode="r|") as tar:
            for info in tar:
                _refuse_tricks(path, info, seen)
                content = tar.extractfile(info)
                if content is not None:  # never None: it is a plain file
                    yield info.name, Hashed(content, lambda _: show("Reading", raw.tell(), size))
        while packed.read(PIECE):  # to the checksum at the very end
            pass


def _refuse_tricks(path: Path, info: tarfile.TarInfo, seen: set[str]) -> None:
    """Raises ArchiveRefused for what Chiso never writes: links, devices, paths that lead out."""
    name = info.name
    if info.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or info.issparse():
        raise ArchiveRefused(path, f"{name!r} in it is no plain file.")
    if name not in {MANIFEST, *DATABASES.values()} and not _is_file_name(name):
        raise ArchiveRefused(path, f"{name!r} in it has no place in a backup.")
    if name in seen:
        raise ArchiveRefused(path, f"{name!r} is in it twice.")
    seen.add(name)


def _is_file_name(name: str) -> bool:
    """Whether it names a file below files/ in one way only."""
    own = name.removeprefix(FILES)
    parts = own.split("/")
    return (
        name.startswith(FILES)
        and str(PurePosixPath(own)) == own
        and not {"", ".", ".."} & set(parts)
        and "\\" not in own
        and own.isprintable()
    )


def _manifest(path: Path, source: Hashed) -> Manifest:
    content = source.read(LONGEST_MANIFEST)
    try:
        return manifest_read(content)
    except ValueError as error:
        raise ArchiveRefused(path, f"its manifest is wrong: {error}.") from error


def _compare(path: Path, manifest: Manifest, found: list[Member]) -> None:
    """Raises ArchiveRefused naming the first member that is not as the manifest says."""
    expected = {member.name: member for member in manifest.members}
    if manifest.database.name != DATABASES.get(manifest.vendor):
        raise ArchiveRefused(path, "its manifest names another database than it holds.")
    for member in found:
        if expected.pop(member.name, None) != member:
            raise ArchiveRefused(path, f"{member.name!r} in it is not what its manifest says.")
    if expected:
        raise ArchiveRefused(path, f"{next(iter(expected))!r} is missing in it.")
    folders = {str(parent) for one in found for parent in PurePosixPath(one.name).parents}
    for member in found:
        if member.name in folders:
            raise ArchiveRefused(path, f"{member.name!r} in it is a file and a folder.")
