"""Uploads are bounded on their way in, and only who signed in sends any."""

import io
import os
import tempfile
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.config.environment import files_folder
from chiso_web.files import receiving
from chiso_web.files.models import File
from tests.people import LONG_BIEN, person_with, signed_in
from tests.web.files.uploads import sent

pytestmark = pytest.mark.django_db
ADD = f"/en/files/of/{LONG_BIEN}/add"


@pytest.fixture
def reporter(client: Client) -> Client:
    """The browser of the ward's reporter."""
    return signed_in(client, person_with(Role.REPORTER, LONG_BIEN))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit that a test reaches quickly: two chunks of a form."""
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)


def test_file_over_the_limit_is_refused_with_a_sentence_and_the_next_one_kept(
    reporter: Client, small: None
) -> None:
    page = sent(reporter, ADD, {"large.txt": b"a" * 300_000, "good.txt": b"a"})
    assert "The file is larger than" in page.content.decode()
    assert [file.title for file in File.objects.all()] == ["good"]
    assert Entry.objects.filter(action="file.refused").count() == 1


def test_file_at_the_limit_is_kept(reporter: Client, small: None) -> None:
    sent(reporter, ADD, {"full.txt": b"a" * 100_000})
    assert File.objects.get().versions.get().size == 100_000


def test_bytes_over_the_limit_are_not_stored(
    reporter: Client, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    whole = receiving.BoundedUpload.file_complete

    def complete(self, size: int):
        upload = whole(self, size)
        sizes.append(os.fstat(upload.fileno()).st_size)
        return upload

    monkeypatch.setattr(receiving.BoundedUpload, "file_complete", complete)
    sent(reporter, ADD, {"large.txt": b"a" * 900_000})
    assert sizes == [0]


def test_upload_has_no_name_on_the_disk_that_a_killed_server_could_leave(
    reporter: Client, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    names: list[str] = []
    whole = receiving.BoundedUpload.file_complete

    def complete(self, size: int):
        names.extend(path.name for path in tmp_path.iterdir() if path.is_file())
        return whole(self, size)

    monkeypatch.setattr(receiving.BoundedUpload, "file_complete", complete)
    sent(reporter, ADD, {"a.txt": b"a" * 90_000, "b.exe": b"MZ\x90"})
    assert (names, File.objects.get().versions.get().size) == ([], 90_000)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_request_that_announces_too_much_is_refused_before_it_is_read(reporter: Client) -> None:
    body = io.BytesIO(b"x")
    answer = reporter.generic(
        "POST",
        ADD,
        body.getvalue(),
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH="999999999999",
    )
    assert answer.status_code == 413
    assert "one file may have 50 MB" in answer.content.decode()


def test_nobody_fills_the_disk_without_signing_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(receiving, "UploadAside", lambda *_: made.append(1))
    answer = client.post(ADD, {"files": io.BytesIO(b"a")})
    assert answer.status_code == 403
    assert made == []


def test_too_many_parts_are_refused(reporter: Client) -> None:
    answer = reporter.post(ADD, {"files": [io.BytesIO(b"a") for _ in range(21)]})
    assert answer.status_code == 400
    assert File.objects.count() == 0


def multipart(headers: str) -> bytes:
    return f"--x\r\n{headers}\r\n\r\na\r\n--x--\r\n".encode()


@pytest.mark.parametrize(
    "headers",
    [
        'Content-Disposition: form-data; name="files"; filename="' + "a" * 100_000 + '.txt"',
        'Content-Disposition: form-data; name="files"; filename="../../../etc/cron.d/a.txt"',
        'Content-Disposition: form-data; name="files"; filename="..\\\\..\\\\a.txt"',
        'Content-Disposition: form-data; name="files"; filename="a.' + "x" * 240 + '"',
        'Content-Disposition: form-data; name="files"; filename="a\x00.txt"',
        'Content-Disposition: form-data; name="files"; filename=".."',
        "Content-Disposition: form-data; name=\"files\"; filename*=utf-8''a%2F..%2Fb.txt",
        "X-" + "a" * 900_000 + ": b",
        "",
    ],
)
def test_odd_parts_do_no_harm(reporter: Client, headers: str, files_root: Path) -> None:
    answer = reporter.generic("POST", ADD, multipart(headers), "multipart/form-data; boundary=x")
    assert answer.status_code in {302, 400}
    for path in files_root.rglob("*"):
        assert files_root in path.resolve().parents
    assert not Path(tempfile.gettempdir(), "a.txt").exists()
    assert all("/" not in file.versions.get().name for file in File.objects.all())


@pytest.mark.parametrize("inside", ["static", "static/files", "package/files", "."])
def test_files_under_a_served_folder_are_refused_at_start(
    tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_FILES_ROOT", str(tmp_path / inside))
    with pytest.raises(ImproperlyConfigured, match="CHISO_FILES_ROOT"):
        files_folder(served=tmp_path / "static", package=tmp_path / "package")


def test_folder_of_its_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_FILES_ROOT", str(tmp_path / "files"))
    found = files_folder(served=tmp_path / "static", package=tmp_path / "package")
    assert found == tmp_path / "files"
