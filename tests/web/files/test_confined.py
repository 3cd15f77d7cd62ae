"""The program that looks at a file is bound: what it cannot do in time and memory is a refusal."""

import io
import subprocess
import sys
import time
from tempfile import TemporaryFile

import pikepdf
import pytest

from chiso_web.files.confined import Exceeded, Limits, confined
from chiso_web.files.inspection.found import Inspection, read_back
from chiso_web.files.inspection.inspecting import inspected
from tests.web.files.samples import clean, pdf, wide_png, workbook

PROGRAM = "chiso_web.files.inspection.program"
LIMITS = Limits(processor_seconds=20, memory=1 << 30, seconds=60)


def looked_at_apart(raw: bytes, name: str, limits: Limits = LIMITS) -> Inspection:
    with TemporaryFile() as file:
        file.write(raw)
        return read_back(confined(PROGRAM, [name], file, limits))


@pytest.mark.parametrize("name", ["Đã ký.PDF", "ảnh.jpg", "Biểu.xlsx", "a.doc", "Số liệu.csv"])
def test_program_finds_what_the_function_finds(name: str) -> None:
    raw = clean()[name]
    assert looked_at_apart(raw, name) == inspected(io.BytesIO(raw), name)


def test_program_tells_faults() -> None:
    assert looked_at_apart(workbook(), "a.pdf") == inspected(io.BytesIO(workbook()), "a.pdf")


def test_file_that_lies_on_no_disk_is_copied() -> None:
    assert read_back(confined(PROGRAM, ["a.pdf"], io.BytesIO(pdf()), LIMITS)).is_taken


def bomb(document: pikepdf.Pdf) -> None:
    """An object stream that unpacks to 200 MB of blanks."""
    body = b" " * 200_000_000 + b"<<>>"
    stream = document.make_stream(body, Type=pikepdf.Name.ObjStm, N=1, First=4)
    document.Root.Bomb = stream


def test_pdf_bomb_ends_in_a_refusal_in_time() -> None:
    began = time.monotonic()
    found = looked_at_apart(pdf(bomb, compress_streams=True), "a.pdf")
    assert found.is_taken or found.faults
    assert time.monotonic() - began < 30


def test_memory_that_does_not_suffice_is_a_refusal() -> None:
    small = Limits(processor_seconds=20, memory=200_000_000, seconds=60)
    found = looked_at_apart(wide_png(8_000, 7_900), "a.png", small)  # 190 MB when decoded
    assert [fault.code for fault in found.faults] == ["too_complex"]


def test_time_that_does_not_suffice_ends_the_program() -> None:
    with pytest.raises(Exceeded):
        confined("timeit", [], io.BytesIO(b""), Limits(1, 1 << 30, seconds=1))


def test_enormous_picture_is_refused_without_being_decoded() -> None:
    assert [fault.code for fault in looked_at_apart(wide_png(60_000, 60_000), "a.png").faults] == [
        "pixels"
    ]


def test_server_loads_no_library_that_reads_strangers_files() -> None:
    ask = (
        "import sys, django; django.setup(); import chiso_web.config.urls;"
        "print({'pikepdf', 'olefile', 'pypdfium2'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
