"""A backup holds everything, and restoring it gives everything back, on both databases."""

import json
import stat
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import chiso
from tests.web.config.place import UPLOADS, Place, left_aside, place_filled, place_made
from tests.web.databases import ON_POSTGRESQL, python, rows, run
from tests.web.upgrade.dumps import DUMPS, loaded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, up_to_date: str) -> Iterator[Place]:
    """An installation with rows and files; no test changes them."""
    with place_filled(tmp_path_factory.mktemp("source"), like=up_to_date) as place:
        yield place


@pytest.fixture(scope="module")
def archive(source: Place) -> Path:
    """Its backup, which is its owner's only and says what it lacks."""
    path = source.folder / "chiso.tar.gz"
    found = source.chiso("backup", path)
    assert found.returncode == 0, found.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "CHISO_SECRET_KEY" in found.stdout
    assert_place_is_told(found.stdout.splitlines()[0], source)
    assert f"chiso manage restore {path}" in found.stdout
    assert left_aside(source.folder) == []
    return path


def assert_place_is_told(line: str, place: Place) -> None:
    """The database and the folder, and no password."""
    parts = urlsplit(place.address)
    assert line.startswith("Database: ")
    assert line.endswith(f", files: {place.files}")
    assert parts.path.rpartition("/")[2] in line
    assert f":{parts.password}@" not in line


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Place]:
    """An empty installation."""
    with place_made(tmp_path / "target") as place:
        yield place


def test_restored_installation_equals_the_backed_up_one(
    source: Place, archive: Path, target: Place
) -> None:
    found = target.chiso("restore", "--keep-access", archive)
    assert found.returncode == 0, found.stderr
    assert target.rows() == source.rows()
    assert target.stored() == source.stored() == UPLOADS
    assert "4 uploaded files" in found.stdout
    assert left_aside(target.folder) == []
    assert not (target.files / ".restoring").exists()
    next_row_gets_a_number_of_its_own(target)


def next_row_gets_a_number_of_its_own(target: Place) -> None:
    before = rows(target.address, "SELECT max(id) FROM units_unitlist")[0][0]
    target.write("own")
    found = rows(target.address, "SELECT id FROM units_unitlist WHERE name = 'own'")
    assert found[0][0] > before


def test_manifest_tells_version_database_migrations_and_rows(source: Place, archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))
    assert names[-1] == "manifest.json"
    assert manifest["chiso"] == chiso.__version__
    assert manifest["vendor"] == ("postgresql" if ON_POSTGRESQL else "sqlite")
    assert "units.0001_initial" in manifest["held"]["migrations"]
    assert manifest["held"]["rows"] == {name: count for name, (count, _) in source.rows().items()}
    assert {one["name"] for one in manifest["members"]} == set(names[:-1])


def test_no_key_is_in_the_archive(source: Place, archive: Path) -> None:
    key = (source.folder / "state" / "chiso" / "secret_key").read_bytes()
    with tarfile.open(archive) as tar:
        content = [tar.extractfile(one).read() for one in tar]
    assert not [one for one in content if key in one]


def test_backup_overwrites_only_when_told(source: Place, tmp_path: Path) -> None:
    path = tmp_path / "old.tar.gz"
    path.write_text("an older one")
    refused = source.chiso("backup", path)
    assert (refused.returncode, path.read_text()) == (2, "an older one")
    assert "--overwrite" in refused.stderr
    assert source.chiso("backup", "--overwrite", path).returncode == 0
    assert source.chiso("backup", "--verify", path).returncode == 0


def test_backup_beside_writers_is_of_one_moment(tmp_path: Path, up_to_date: str) -> None:
    """Lists are added one by one all the while: the backup holds the first ones without a gap."""
    with place_filled(tmp_path / "busy", like=up_to_date) as place:
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                run(
                    place.address,
                    "INSERT INTO units_unitlist (name, fingerprint) VALUES (?, ?)",
                    (f"list {number}", "0"),
                )

        writing = threading.Thread(target=write)
        writing.start()
        try:
            found = place.chiso("backup", tmp_path / "busy.tar.gz")
        finally:
            stop.set()
            writing.join()
    assert found.returncode == 0, found.stderr
    with place_made(tmp_path / "calm") as place:
        restored = place.chiso("restore", tmp_path / "busy.tar.gz")
        assert restored.returncode == 0, restored.stderr  # counts agree with the manifest
        names = rows(place.address, "SELECT count(*) FROM units_unitlist WHERE name LIKE 'list %'")
        last = rows(
            place.address,
            "SELECT max(id) - min(id) + 1 FROM units_unitlist WHERE name LIKE 'list %'",
        )
    assert names[0][0] > 0
    assert names == last


def test_restore_into_what_is_not_empty_is_refused(archive: Path, target: Place) -> None:
    run(target.address, "CREATE TABLE own (id integer)")
    target.store({"own.txt": b"mine"})
    before = target.rows()
    found = target.chiso("restore", archive)
    assert found.returncode == 2
    assert "The database holds tables" in found.stderr
    assert "--replace" in found.stderr
    assert (target.rows(), target.stored()) == (before, {"own.txt": b"mine"})


def test_replace_leaves_nothing_of_what_was_there(
    source: Place, archive: Path, tmp_path: Path, up_to_date: str
) -> None:
    with place_made(tmp_path / "target", like=up_to_date) as target:
        run(target.address, "CREATE TABLE surplus (id integer)")
        target.write("gone afterwards")
        target.store({"own.txt": b"mine", "2f/2f31.pdf": b"damaged"})
        found = target.chiso("restore", "--replace", "--keep-access", archive)
        assert found.returncode == 0, found.stderr
        assert target.rows() == source.rows()
        assert target.stored() == UPLOADS


def test_check_changes_nothing(archive: Path, target: Place) -> None:
    found = target.chiso("restore", "--check", archive)
    assert found.returncode == 0, found.stderr
    assert "It can be restored here." in found.stdout
    assert not target.files.exists()


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of an installation of the first version, with files."""
    folder = tmp_path_factory.mktemp("old")
    with place_made(folder) as old:
        loaded(DUMPS[0], old.address)
        old.store(UPLOADS)
        assert old.chiso("backup", folder / "old.tar.gz").returncode == 0
    return folder / "old.tar.gz"


BROKEN = """
import django
django.setup()
from unittest import mock
from django.core.management import CommandError, call_command
from chiso_web.config.backup import restoring
from chiso_web.config.backup.refusals import BackupRefused
with mock.patch.object(restoring, "migrated", side_effect=BackupRefused("boom")):
    try:
        call_command("restore", %r)
    except CommandError as error:
        print(error)
"""


@pytest.mark.postgres
def test_files_stay_where_migrating_after_the_switch_fails(older: Path, target: Place) -> None:
    told = python(target.address, BROKEN % str(older), CHISO_FILES_ROOT=str(target.files))
    assert "are restored, but the database is not up to date (boom)" in told
    assert rows(target.address, "SELECT full_name FROM accounts_user") == [("Nguyễn Văn An",)]
    assert target.stored() == UPLOADS


def test_older_backup_is_brought_up_to_date(older: Path, target: Place) -> None:
    found = target.chiso("restore", older)
    assert found.returncode == 0, found.stderr
    assert "brought up to date" in found.stdout
    assert target.chiso("migrate", "--check").returncode == 0
    held = rows(target.address, "SELECT full_name FROM accounts_user")
    assert held == [("Nguyễn Văn An",)]
    assert "Ended: 0 sessions" in found.stdout
    assert rows(target.address, "SELECT action FROM audit_entry") == [("access.ended",)]


def test_database_without_a_name_is_told(tmp_path: Path) -> None:
    found = Place("sqlite:///:memory:", tmp_path).chiso("backup", tmp_path / "x.tar.gz")
    assert (found.returncode, "in memory" in found.stderr) == (2, True)
    assert list(tmp_path.glob("*.gz")) == []


@pytest.mark.postgres
def test_password_stands_on_no_command_line(source: Place, tmp_path: Path) -> None:
    """A stand-in for pg_dump writes down how it was called."""
    stand_in = tmp_path / "pg_dump"
    stand_in.write_text(
        f'#!/bin/sh\necho "$@" >{tmp_path}/line\necho "$PGPASSWORD" >{tmp_path}/word\n'
    )
    stand_in.chmod(0o755)
    address = source.address.replace("chiso@", "chiso:very-secret@")
    facts = {"PATH": f"{tmp_path}:{source.facts['PATH']}", "CHISO_DATABASE_URL": address}
    source.chiso("backup", tmp_path / "x.tar.gz", **facts)
    assert "very-secret" not in (tmp_path / "line").read_text()
    assert (tmp_path / "word").read_text() == "very-secret\n"


@pytest.mark.postgres
def test_missing_programs_are_told(source: Place, tmp_path: Path) -> None:
    found = source.chiso("backup", tmp_path / "x.tar.gz", PATH=str(tmp_path))
    assert found.returncode == 2
    assert "sudo apt install postgresql-client" in found.stderr
