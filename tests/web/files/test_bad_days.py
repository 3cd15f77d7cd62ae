"""What happens to files on a bad day: a busy server, a full disk, a share, the wrong database."""

import errno
import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from chiso_web.accounts.models import User
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.files import arriving, confined, storage
from chiso_web.files.models import File, Version
from chiso_web.files.previews import cache, drawing
from chiso_web.files.storage import files_storage
from tests.people import LONG_BIEN, person_with, signed_in
from tests.web.files.samples import pdf
from tests.web.files.uploads import file_kept, outcome_of, sent

pytestmark = pytest.mark.django_db
ADD = reverse("files:add", kwargs={"unit": LONG_BIEN})
FULL = OSError(errno.ENOSPC, "No space left on device")
LIMITS = confined.Limits(processor_seconds=20, memory=1 << 30, seconds=0)


@pytest.fixture
def ha() -> User:
    """Who uploads."""
    return person_with(Role.REPORTER, LONG_BIEN, name="ha")


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All the places are taken."""
    monkeypatch.setattr(arriving, "LIMITS", LIMITS)
    monkeypatch.setattr(drawing, "LIMITS", LIMITS)
    for _ in range(confined.AT_ONCE):
        confined._places.acquire()
    yield
    for _ in range(confined.AT_ONCE):
        confined._places.release()


def contents(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("busy")
def test_busy_server_says_so_and_blames_no_file(ha: User) -> None:
    outcome = outcome_of(ha, raw=pdf(), name="a.pdf")
    assert [fault.code for fault in outcome.faults] == ["busy"]
    with override("en"):
        assert "again in a few minutes" in str(outcome.faults[0])
    assert not Entry.objects.exists()


def test_full_disk_is_a_sentence_and_nothing_is_half_kept(ha: User, files_root: Path) -> None:
    full = mock.patch.object(storage.os, "fsync", side_effect=FULL)
    with full:
        page = sent(signed_in(Client(), ha), ADD, {"a.pdf": pdf()})
    assert page.status_code == 200
    assert "its disk is full" in page.content.decode() or "đầy" in page.content.decode()
    assert (contents(files_root), File.objects.count()) == ([], 0)


def test_folder_that_may_not_be_written_to_is_a_sentence(ha: User, files_root: Path) -> None:
    with mock.patch.object(Path, "mkdir", side_effect=PermissionError):
        outcome = outcome_of(ha, raw=pdf(), name="a.pdf")
    assert [fault.code for fault in outcome.faults] == ["not_kept"]


@pytest.mark.parametrize("step", ["__init__", "write"])
def test_no_room_for_the_upload_itself_is_a_sentence(ha: User, step: str) -> None:
    upload = "chiso_web.files.receiving.UploadAside"
    full = (
        mock.patch(upload, side_effect=FULL)
        if step == "__init__"
        else mock.patch(f"{upload}.write", create=True, side_effect=FULL)
    )
    client = signed_in(Client(), ha)
    with full:
        page = sent(client, ADD, {"a.pdf": pdf()})
    assert page.status_code == 200
    assert "a.pdf" in page.content.decode()
    assert File.objects.count() == 0


def test_share_without_hard_links_keeps_files_too(ha: User, files_root: Path) -> None:
    with mock.patch.object(storage.os, "link", side_effect=OSError(errno.EPERM, "no links")):
        version = file_kept(ha, raw=pdf()).versions.get()
        assert (files_root / version.place).read_bytes() == pdf()
        with pytest.raises(FileExistsError):  # and none is written over
            files_storage()._save(version.place, ContentFile(b"other"))
    assert (files_root / version.place).read_bytes() == pdf()
    assert len(contents(files_root)) == 1


def test_every_new_name_is_forced_to_the_disk(ha: User, files_root: Path) -> None:
    forced: list[Path] = []
    with mock.patch.object(storage, "_force", side_effect=forced.append):
        version = file_kept(ha).versions.get()
    folder = (files_root / version.place).parent
    assert {folder, files_root, files_root.parent} <= set(forced)


def test_picture_that_failed_for_the_moment_is_drawn_the_next_time(ha: User) -> None:
    version = file_kept(ha).versions.get()
    for fault in (OSError(), confined.Busy(), confined.Late()):
        with mock.patch.object(drawing, "confined", side_effect=fault):
            assert drawing.picture_of(version, 1) is None
    assert drawing.picture_of(version, 1)


def test_picture_that_the_program_refused_is_not_tried_again(ha: User) -> None:
    version = file_kept(ha).versions.get()
    refusing = mock.patch.object(drawing, "confined", side_effect=confined.Exceeded())
    with refusing as tried:
        assert [drawing.picture_of(version, 1) for _ in range(2)] == [None, None]
    assert tried.call_count == 1


def test_kept_picture_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    with mock.patch.object(Path, "read_bytes", side_effect=PermissionError):
        assert cache.kept("x.png") is None


@pytest.fixture
def lost(files_root: Path) -> Callable[[int], None]:
    """Puts old contents there that no version names."""

    def put(count: int, folder: str = "ab") -> None:
        for number in range(count):
            path = files_root / folder / f"{folder}{number}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"evidence")
            os.utime(path, (1, 1))

    return put


def swept(**options: bool) -> str:
    told = StringIO()
    call_command("files_sweep", stdout=told, **options)
    return told.getvalue()


def test_sweep_with_a_database_that_names_nothing_is_refused(
    files_root: Path, lost: Callable[..., None]
) -> None:
    lost(3)
    assert "names no file at all" in swept(dry_run=True)
    with pytest.raises(CommandError, match=r"names no file at all.*--even-so"):
        swept()
    assert len(contents(files_root)) == 3
    assert "Removed: 3." in swept(even_so=True)


def test_sweep_of_more_than_a_tenth_is_refused(
    ha: User, files_root: Path, lost: Callable[..., None]
) -> None:
    file_kept(ha)
    lost(20)
    assert "Compared: 21 contents" in swept(dry_run=True)
    lost(21)
    with pytest.raises(CommandError, match="More than 10 %"):
        swept()
    assert len(contents(files_root)) == 22
    lost(20)
    (files_root / "ab/ab20").unlink()
    assert "Removed: 20." in swept()
    assert Version.objects.count() == len(contents(files_root)) == 1


@pytest.mark.parametrize("folder", [".restoring", "lost+found"])
def test_sweep_leaves_what_is_nobodys_content(
    ha: User, files_root: Path, lost: Callable[..., None], folder: str
) -> None:
    file_kept(ha)
    lost(1, folder)
    assert "Removed: 0." in swept()


def test_sweep_goes_on_past_what_it_may_not_touch(
    ha: User, files_root: Path, lost: Callable[..., None]
) -> None:
    file_kept(ha)
    lost(2)
    storage_of = type(files_storage())
    with mock.patch.object(storage_of, "delete", side_effect=[PermissionError, None]):
        told = swept()
    assert "Removed: 1." in told
    assert "not permitted: 1." in told
    with mock.patch.object(storage_of, "listdir", side_effect=PermissionError):
        assert "Removed: 0." in swept()


def test_upload_that_was_lost_on_the_way_is_not_looked_at() -> None:
    upload = SimpleUploadedFile("a.pdf", pdf())
    upload.is_lost = True
    assert [fault.code for fault in arriving.arrival_read(upload).found.faults] == ["not_kept"]
