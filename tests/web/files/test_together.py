"""Several processes at once, and one that is killed: no number twice, nothing half."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.web.databases import database_made, environment, rows

pytestmark = pytest.mark.slow
WRITERS, EACH = 3, 3
WRITER = ("-m", "tests.web.in_django", "tests.web.files.writer")


class Place:
    """A database and a storage of their own."""

    def __init__(self, address: str, files: Path) -> None:
        self.files = files
        self.address = address
        self.variables = environment(
            address,
            CHISO_FILES_ROOT=str(files),
            CHISO_STATIC_ROOT=str(files.parent / "static"),
            XDG_STATE_HOME=str(files.parent / "state"),
        )

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *command], env=self.variables, cwd=ROOT, stderr=subprocess.PIPE
        )

    def writer(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self.start(*WRITER, *arguments)

    def numbers(self) -> list[int]:
        found = rows(self.address, "SELECT number FROM files_version ORDER BY number")
        return [number for (number,) in found]

    def contents(self) -> set[str]:
        """The keys of whole contents."""
        found = (path.relative_to(self.files) for path in self.files.rglob("*") if path.is_file())
        return {path.as_posix() for path in found if path.parts[0] != "aside"}

    def named(self) -> set[str]:
        return {place for (place,) in rows(self.address, "SELECT place FROM files_version")}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A migrated database with one file in it."""
    folder = tmp_path_factory.mktemp("together")
    with database_made(folder) as address:
        made = Place(address, folder / "files")
        for command in (
            ["-m", "django", "migrate", "--verbosity=0"],
            [*WRITER, "prepare"],
        ):
            running = made.start(*command)
            _out, told = running.communicate()
            assert running.returncode == 0, told.decode()
        yield made


def test_versions_added_at_once_have_a_number_each(place: Place) -> None:
    before = place.numbers()
    running = [place.writer("versions", f"writer {n}", str(EACH)) for n in range(WRITERS)]
    for one in running:
        _out, told = one.communicate()
        assert one.returncode == 0, told.decode()
    added = WRITERS * EACH
    assert place.numbers() == [*before, *range(len(before) + 1, len(before) + added + 1)]
    assert place.contents() == place.named()
    entries = rows(
        place.address, "SELECT number FROM audit_entry WHERE app = 'files' ORDER BY number"
    )
    assert [number for (number,) in entries] == list(range(1, len(before) + added + 1))


@pytest.mark.parametrize("moment", ["killed-before-commit", "killed-while-writing"])
def test_kill_leaves_nothing_half(place: Place, moment: str) -> None:
    numbers, whole = place.numbers(), place.contents()
    running = place.writer(moment)
    running.communicate()
    assert running.returncode == -9
    assert place.numbers() == numbers
    assert place.named() <= place.contents()
    left = place.contents() - whole
    assert len(left) == (1 if moment == "killed-before-commit" else 0)
    assert all(len((place.files / key).read_bytes()) > 1000 for key in left)
