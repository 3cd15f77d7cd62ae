"""An archive that is damaged, hostile or of another kind is refused before anything is touched."""

import gzip
import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import chiso
from chiso_web.config.backup.archive import archive_check, archive_unpack
from chiso_web.config.backup.refusals import ArchiveRefused, BackupRefused
from tests.web.config.place import Place, place_made
from tests.web.databases import run

Members = list[tuple[tarfile.TarInfo, bytes]]


def ignore(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def plain(name: str, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, content


def special(name: str, kind: bytes, leads_to: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, leads_to
    return info, b""


def manifest(held_by: Members, /, **changes: Any) -> tuple[tarfile.TarInfo, bytes]:
    """A manifest that agrees with the members, but for the changes."""
    facts: dict[str, Any] = {
        "format": 1,
        "chiso": chiso.__version__,
        "made": "2026-12-01T00:00:00+00:00",
        "vendor": "sqlite",
        "held": {"migrations": [], "rows": {"note": 1}, "schema": ""},
        "members": [
            {"name": info.name, "size": len(held), "sha256": hashlib.sha256(held).hexdigest()}
            for info, held in held_by
        ],
    } | changes
    return plain("manifest.json", json.dumps(facts).encode())


def packed(path: Path, members: Members) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    return path


def database() -> bytes:
    """A small one with one row."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE note (text); INSERT INTO note VALUES ('an');")
        return connection.serialize()


@pytest.fixture
def members() -> Members:
    return [plain("database.sqlite3", database()), plain("files/ab/one.pdf", b"%PDF")]


@pytest.fixture
def whole(tmp_path: Path, members: Members) -> Path:
    return packed(tmp_path / "whole.tar.gz", [*members, manifest(members)])


def test_whole_archive_is_unpacked(whole: Path, tmp_path: Path) -> None:
    found = archive_check(whole, ignore)
    archive_unpack(whole, into=tmp_path / "out", manifest=found, show=ignore)
    assert (tmp_path / "out/files/ab/one.pdf").read_bytes() == b"%PDF"


def cut(content: bytes, at: float) -> bytes:
    return content[: int(len(content) * at)]


def flipped(content: bytes, at: float) -> bytes:
    place = int(len(content) * at)
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("damage", [cut, flipped])
def test_damaged_archive_is_refused(
    whole: Path, damage: Callable[[bytes, float], bytes], at: float
) -> None:
    whole.write_bytes(damage(whole.read_bytes(), at))
    with pytest.raises(ArchiveRefused):
        archive_check(whole, ignore)


def test_changed_checksum_at_the_very_end_is_seen(whole: Path) -> None:
    content = whole.read_bytes()
    whole.write_bytes(content[:-8] + bytes(4) + content[-4:])
    with pytest.raises(ArchiveRefused):
        archive_check(whole, ignore)


def test_member_that_is_not_what_the_manifest_says_is_named(
    tmp_path: Path, members: Members
) -> None:
    told = manifest(members)
    changed = [members[0], plain("files/ab/one.pdf", b"%PFD"), told]
    with pytest.raises(ArchiveRefused, match=r"files/ab/one.pdf' in it is not what its manifest"):
        archive_check(packed(tmp_path / "x.tar.gz", changed), ignore)
    with pytest.raises(ArchiveRefused, match=r"'files/ab/one.pdf' is missing"):
        archive_check(packed(tmp_path / "x.tar.gz", [members[0], told]), ignore)


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/passwd", "../out.txt", "files/../../out.txt", "files//x", "files/./x", "files/"),
        *(
            "files/..",
            "files/a\\..\\b",
            "files/a\nb",
            "other.txt",
            "database.sqlite3/x",
            ".files/x",
        ),
    ],
)
def test_name_that_leads_astray_is_refused(tmp_path: Path, members: Members, name: str) -> None:
    hostile = [*members, plain(name, b"x")]
    path = packed(tmp_path / "x.tar.gz", [*hostile, manifest(hostile)])
    with pytest.raises(ArchiveRefused):
        archive_check(path, ignore)


@pytest.mark.parametrize(
    ("kind", "leads_to"),
    [
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "database.sqlite3"),
        (tarfile.CHRTYPE, ""),
        (tarfile.BLKTYPE, ""),
        (tarfile.FIFOTYPE, ""),
        (tarfile.DIRTYPE, ""),
    ],
)
def test_what_is_no_plain_file_is_refused(
    tmp_path: Path, members: Members, kind: bytes, leads_to: str
) -> None:
    hostile = [*members, special("files/x", kind, leads_to)]
    path = packed(tmp_path / "x.tar.gz", [*hostile, manifest(hostile)])
    with pytest.raises(ArchiveRefused, match="no plain file"):
        archive_check(path, ignore)


def test_name_that_comes_twice_or_is_a_folder_too_is_refused(
    tmp_path: Path, members: Members
) -> None:
    for extra in (plain("files/ab/one.pdf", b"%PDF"), plain("files/ab", b"")):
        hostile = [*members, extra]
        path = packed(tmp_path / "x.tar.gz", [*hostile, manifest(hostile)])
        with pytest.raises(ArchiveRefused):
            archive_check(path, ignore)


def test_nothing_follows_the_manifest(tmp_path: Path, members: Members) -> None:
    late = [*members, manifest(members), plain("files/late", b"x")]
    with pytest.raises(ArchiveRefused, match="something follows"):
        archive_check(packed(tmp_path / "x.tar.gz", late), ignore)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 2}, "it has format 2, expected 1"),
        ({"vendor": "oracle"}, "names another database"),
        ({"members": []}, "names no database"),
        ({"held": {}}, "cannot be read"),
        ({"members": [{"name": "database.sqlite3", "size": "x", "sha256": ""}]}, "wrong"),
    ],
)
def test_wrong_manifest_is_told(
    tmp_path: Path, members: Members, changes: dict[str, Any], sentence: str
) -> None:
    path = packed(tmp_path / "x.tar.gz", [*members, manifest(members, **changes)])
    with pytest.raises(ArchiveRefused, match=sentence):
        archive_check(path, ignore)


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir")
    with pytest.raises(ArchiveRefused):
        archive_check(letter, ignore)
    (tmp_path / "empty.tar.gz").write_bytes(gzip.compress(b""))
    with pytest.raises(ArchiveRefused):
        archive_check(tmp_path / "empty.tar.gz", ignore)
    with pytest.raises(BackupRefused, match="There is no backup"):
        archive_check(tmp_path / "gone.tar.gz", ignore)


def test_archive_that_changes_after_the_check_is_not_unpacked(
    whole: Path, tmp_path: Path, members: Members
) -> None:
    checked = archive_check(whole, ignore)
    other = [members[0], plain("files/ab/one.pdf", b"%XXX")]
    packed(whole, [*other, manifest(other)])
    with pytest.raises(ArchiveRefused, match="changed while it was read"):
        archive_unpack(whole, into=tmp_path / "out", manifest=checked, show=ignore)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"chiso": "99.0.0"}, "made by a newer Chiso (99.0.0)"),
        (
            {"held": {"migrations": ["units.9999_next"], "rows": {}, "schema": ""}},
            "with units.9999_next",
        ),
        ({"vendor": "postgresql"}, "The backup is of postgresql"),
    ],
)
def test_archive_that_does_not_fit_is_refused_and_nothing_is_made(
    tmp_path: Path, members: Members, changes: dict[str, Any], sentence: str
) -> None:
    if changes.get("vendor") == "postgresql":
        members[0][0].name = "database.pgdump"
    path = packed(tmp_path / "x.tar.gz", [*members, manifest(members, **changes)])
    place = Place(f"sqlite:///{tmp_path}/target.sqlite3", tmp_path)
    option = "--check" if "vendor" in changes else "--replace"  # both ask the same function
    found = place.chiso("restore", option, path)
    assert (found.returncode, sentence in found.stderr) == (2, True), found.stderr
    assert not (tmp_path / "target.sqlite3").exists()
    assert not place.files.exists()


def test_archive_whose_database_is_no_database_leaves_the_old_one(
    tmp_path: Path, members: Members
) -> None:
    bad = [plain("database.sqlite3", b"no database"), members[1]]
    path = packed(tmp_path / "x.tar.gz", [*bad, manifest(bad)])
    place = Place(f"sqlite:///{tmp_path}/target.sqlite3", tmp_path)
    place.store({"own.txt": b"mine"})
    with closing(sqlite3.connect(tmp_path / "target.sqlite3")) as connection:
        connection.executescript("CREATE TABLE mine (text); INSERT INTO mine VALUES ('kept');")
    before = place.rows()
    found = place.chiso("restore", "--replace", path)
    assert (found.returncode, "cannot be read" in found.stderr) == (2, True), found.stderr
    assert (place.rows(), place.stored()) == (before, {"own.txt": b"mine"})


def test_rows_that_the_manifest_does_not_count_leave_the_old_database(
    tmp_path: Path, members: Members
) -> None:
    held = {"migrations": [], "rows": {"note": 7}, "schema": ""}
    path = packed(tmp_path / "x.tar.gz", [*members, manifest(members, held=held)])
    place = Place(f"sqlite:///{tmp_path}/target.sqlite3", tmp_path)
    found = place.chiso("restore", path)
    assert (found.returncode, "not the one that its manifest" in found.stderr) == (2, True)
    assert place.rows() == {}
    assert place.stored() == {}


def test_damaged_database_is_not_written_over(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "target.sqlite3").write_text("This was a database once, and is none now.")
    place = Place(f"sqlite:///{tmp_path}/target.sqlite3", tmp_path)
    found = place.chiso("restore", "--replace", whole)
    assert (found.returncode, "aside, then restore" in found.stderr) == (2, True)
    assert "none now" in (tmp_path / "target.sqlite3").read_text()


def test_link_among_the_uploaded_files_is_not_followed(tmp_path: Path) -> None:
    with place_made(tmp_path / "place") as place:
        run(place.address, "CREATE TABLE own (id integer)")
        place.files.mkdir()
        (place.files / "out").symlink_to("/etc")
        found = place.chiso("backup", tmp_path / "x.tar.gz")
    assert (found.returncode, "is a link" in found.stderr) == (2, True)
    assert not (tmp_path / "x.tar.gz").exists()
