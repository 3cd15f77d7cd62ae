"""An installation of its own: a database, a folder of uploaded files, and the program on both."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.web.databases import database_made, environment, run, tables
from tests.web.databases import rows as answered

CHISO = str(Path(sys.executable).parent / "chiso")
UPLOADS = {
    "2f/2f31.pdf": b"%PDF-1.7 quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh",
    "2f/2f99.bin": bytes(range(256)) * 400,
    "a0/empty.txt": b"",
    "tờ trình số 5.txt": "Kính gửi".encode(),
}
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """Where one installation keeps everything."""

    address: str
    folder: Path

    @property
    def files(self) -> Path:
        """The folder of the uploaded files."""
        return self.folder / "files"

    @property
    def facts(self) -> dict[str, str]:
        """The variables of its programs."""
        own = {"CHISO_FILES_ROOT": str(self.files), "XDG_STATE_HOME": str(self.folder / "state")}
        return environment(self.address, **own)

    def chiso(self, *arguments: str | Path, **facts: str) -> subprocess.CompletedProcess[str]:
        """`chiso manage …` as an operator runs it."""
        command = [CHISO, "manage", *map(str, arguments)]
        return subprocess.run(
            command,
            env=self.facts | facts,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def started(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """The same, while it runs."""
        command = [CHISO, "manage", *map(str, arguments)]
        return subprocess.Popen(command, env=self.facts, stderr=subprocess.PIPE, text=True)

    def rows(self) -> dict[str, tuple[int, str]]:
        """How many rows each table has, and a hash of all of them."""
        return {table: hashed(self.address, table) for table in tables(self.address)}

    def stored(self) -> dict[str, bytes]:
        """Each uploaded file with its bytes."""
        found = sorted(path for path in self.files.rglob("*") if path.is_file())
        return {path.relative_to(self.files).as_posix(): path.read_bytes() for path in found}

    def store(self, uploads: dict[str, bytes]) -> None:
        """Put files into the folder."""
        for name, content in uploads.items():
            path = self.files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def write(self, name: str) -> None:
        """Add one person to the database."""
        run(
            self.address,
            "INSERT INTO units_unitlist (name, fingerprint) VALUES (?, ?)",
            (name, "0" * 64),
        )


def hashed(address: str, table: str) -> tuple[int, str]:
    """The number of rows of a table, and one hash of all of them in order."""
    found = sorted(map(repr, answered(address, f'SELECT * FROM "{table}"')))
    return len(found), hashlib.sha256("\n".join(found).encode()).hexdigest()


@contextmanager
def place_made(folder: Path, *, like: str = "") -> Iterator[Place]:
    """An installation without files, and an empty database or a copy of another one."""
    folder.mkdir(parents=True, exist_ok=True)
    with database_made(folder, like=like) as address:
        yield Place(address, folder)


@contextmanager
def place_filled(folder: Path, *, like: str) -> Iterator[Place]:
    """An installation with a copy of a database, and uploaded files."""
    with place_made(folder, like=like) as place:
        place.store(UPLOADS)
        yield place


def left_aside(folder: Path) -> list[str]:
    """What a program that was killed or failed left lying about."""
    return [
        os.path.relpath(path, folder)
        for path in folder.rglob("*")
        if path.name.startswith(".") and path.name != ".restoring"
    ]
