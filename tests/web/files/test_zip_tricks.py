"""Packages whose list lies, that unpack without end, or whose parts lead elsewhere."""

import io
import struct
import zipfile
import zlib

import pytest

from chiso_web.files.inspection.inspecting import inspected
from tests.web.files.samples import document, office, types, zipped

LOCAL, LISTED = b"PK\x03\x04", b"PK\x01\x02"


def codes(raw: bytes) -> set[str]:
    return {fault.code for fault in inspected(io.BytesIO(raw), "a.docx").faults}


def patched(raw: bytes, magic: bytes, *, at: int, value: bytes, number: int = -1) -> bytes:
    """The file with bytes of one record changed."""
    starts = [n for n in range(len(raw)) if raw.startswith(magic, n)]
    start = starts[number] + at
    return raw[:start] + value + raw[start + len(value) :]


def test_bomb_is_refused_by_its_ratio_before_it_is_unpacked() -> None:
    raw = office("docx", {"word/media/a.xml": b"\0" * 30_000_000})
    assert codes(raw) == {"zip_ratio"}


def test_bomb_of_many_parts_is_refused_by_its_total() -> None:
    part = bytes(range(256)) * 20_000
    noise = {f"word/media/{n}.xml": part for n in range(85)}  # 85 × 5.12 MB
    assert codes(office("docx", noise)) >= {"zip_total"}


def test_too_many_parts_are_refused() -> None:
    raw = office("docx", {f"word/{n}.xml": b"" for n in range(5_000)})
    assert codes(raw) == {"zip_entries"}


def test_part_that_is_longer_than_it_says_is_refused() -> None:
    body = b"x" * 5000
    raw = office("docx", {"word/z.xml": body})
    short = struct.pack("<L", 10)
    raw = patched(patched(raw, LISTED, at=24, value=short), LOCAL, at=22, value=short)
    assert codes(raw) == {"zip_size"}


def test_part_with_another_checksum_is_refused() -> None:
    wrong = struct.pack("<L", zlib.crc32(b"other"))
    raw = office("docx", {"word/z.xml": b"word"})
    raw = patched(patched(raw, LISTED, at=16, value=wrong), LOCAL, at=14, value=wrong)
    assert codes(raw) == {"zip_size"}


def test_local_header_that_names_another_part_is_refused() -> None:
    raw = office("docx", {"word/z.xml": b"word"})
    assert codes(patched(raw, LOCAL, at=30, value=b"evil/z.xml")) == {"zip_structure"}


def test_local_header_of_another_length_is_refused() -> None:
    raw = office("docx", {"word/z.xml": b"word"})
    assert codes(patched(raw, LOCAL, at=22, value=struct.pack("<L", 9))) == {"zip_structure"}


def overlapping() -> bytes:
    """A part whose bytes are another part with its header, and both listed."""
    inner = zipped({"word/inner.xml": b"x" * 99}, stored=("word/inner.xml",))
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        listed = archive.getinfo("word/inner.xml")
    record = inner[: inner.index(LISTED)]
    written = io.BytesIO(office("docx"))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/outer.xml", record, compress_type=zipfile.ZIP_STORED)
        archive.filelist.append(listed)
        listed.header_offset = written.getvalue().rindex(record)
    return written.getvalue()


def test_overlapping_parts_are_refused() -> None:
    assert codes(overlapping()) == {"zip_overlap"}


def test_same_entry_listed_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        raw = twice("word/z.xml", "word/z.xml")
    assert codes(raw) == {"zip_twice"}


def test_entries_that_differ_in_case_only_are_refused() -> None:
    assert codes(twice("word/z.xml", "Word/Z.xml")) == {"zip_twice"}


def twice(first: str, second: str) -> bytes:
    written = io.BytesIO(office("docx"))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(first, "<a/>")
        archive.writestr(second, "<b/>")
    return written.getvalue()


def test_bytes_before_the_package_are_refused() -> None:
    assert "zip_structure" in codes(LOCAL + b"\0" * 40 + office("docx"))


def test_bytes_behind_the_package_are_refused() -> None:
    assert codes(office("docx") + b"<script>") == {"zip_structure"}


def test_hidden_part_between_two_is_refused() -> None:
    raw = office("docx", {"word/z.xml": b"word" * 90})
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        at = archive.getinfo("word/z.xml").header_offset
    hidden = b"\0" * 500
    moved = raw[:at] + hidden + raw[at:]
    moved = patched(moved, LISTED, at=42, value=struct.pack("<L", at + len(hidden)))
    end = moved.rindex(b"PK\x05\x06") + 16
    start = struct.unpack_from("<L", moved, end)[0] + len(hidden)
    assert codes(moved[:end] + struct.pack("<L", start) + moved[end + 4 :]) == {"zip_structure"}


@pytest.mark.parametrize(
    "name",
    [
        "../a.xml",
        "word/../../a.xml",
        "/etc/passwd",
        "C:/a.xml",
        "word\\a.xml",
        "a//b.xml",
        "./a.xml",
    ],
)
def test_name_of_a_part_that_leads_out_is_refused(name: str) -> None:
    assert codes(zipped({"[Content_Types].xml": types("docx"), **document(""), name: "x"})) == {
        "zip_path"
    }


def test_symbolic_link_is_refused() -> None:
    written = io.BytesIO(office("docx"))
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert codes(written.getvalue()) == {"zip_path"}


def test_encrypted_part_is_refused() -> None:
    raw = office("docx", {"word/z.xml": b"word"})
    flag = struct.pack("<H", 1)
    raw = patched(patched(raw, LISTED, at=8, value=flag), LOCAL, at=6, value=flag)
    assert codes(raw) == {"protected"}


def test_other_compression_is_refused() -> None:
    written = io.BytesIO(office("docx"))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/z.xml", "x" * 90, compress_type=zipfile.ZIP_BZIP2)
    assert codes(written.getvalue()) == {"zip_structure"}


def test_parts_written_in_one_go_pass() -> None:
    """A program that writes to a pipe puts lengths behind each part."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    written = Pipe()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {"[Content_Types].xml": types("docx"), **document("")}.items():
            archive.writestr(name, body)
    assert codes(written.getvalue()) == set()
