"""What is written where: files put in place whole, pipes and links, and numbers without an end."""

import io
import json
import os
import re
import stat
import threading
import zipfile
from pathlib import Path

import pytest

from chiso import tables
from chiso.errors import FileUnwritable
from chiso.wording import tell

COLUMNS = {"unit": ["01", "02", "03"], "max": [float("inf"), -float("inf"), float("nan")]}


def test_number_without_an_end_is_a_blank_cell_or_null():
    assert tables.encoded(COLUMNS, "csv") == b"unit,max\n01,\n02,\n03,\n"
    assert [row["max"] for row in json.loads(tables.encoded(COLUMNS, "json"))] == [None] * 3


@pytest.mark.parametrize("format", ["xlsx", "parquet"])
def test_number_without_an_end_is_left_blank_in_every_format(format):
    columns = {
        "unit": ["01", "02"],
        "period": ["2023"] * 2,
        "measure": ["m"] * 2,
        "value": [1.0, 2.0],
        "se": [0.5, float("inf")],
    }
    table = tables.read(io.BytesIO(tables.encoded(columns, format)), format)
    assert table.observation(1, "m").se is None


def test_workbook_does_not_hold_the_time_at_which_it_was_written():
    content = io.BytesIO(tables.encoded({"unit": ["01"]}, "xlsx"))
    with zipfile.ZipFile(content) as book:
        properties = book.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", properties)) == {"1980-01-01T"}


def test_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()), daemon=True)
    reader.start()
    tables.write({"unit": ["01"]}, "csv", pipe)
    reader.join(timeout=5)
    assert found == [b"unit\n01\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_device_is_written_into():
    tables.write({"unit": ["01"]}, "csv", "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_link_stays_and_the_file_behind_it_is_replaced(tmp_path):
    target, link = tmp_path / "far" / "scores.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    target.write_text("before")
    link.symlink_to(target)
    tables.write({"unit": ["01"]}, "csv", link)
    assert link.is_symlink()
    assert target.read_text() == "unit\n01\n"


def test_link_that_leads_back_to_itself_is_replaced(tmp_path):
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    tables.write({"unit": ["01"]}, "csv", loop)
    assert loop.read_text() == "unit\n01\n"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_file_that_is_replaced_keeps_its_mode(tmp_path, mode):
    target = tmp_path / "scores.csv"
    target.touch()
    target.chmod(mode)
    tables.write({"unit": ["01"]}, "csv", target)
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_new_file_has_the_mode_that_the_system_gives_new_files(tmp_path):
    tables.write({"unit": ["01"]}, "csv", tmp_path / "scores.csv")
    (tmp_path / "plain").touch()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize(
    ("place", "en", "vi"),
    [
        ("absent/scores.csv", "there is no such file or folder", "không có tệp hoặc thư mục này"),
        ("", "it is a folder; expected a file", "đây là thư mục; cần một tệp"),
        ("plain/scores.csv", "a file stands where a folder", "chỗ cần thư mục lại là một tệp"),
        (f"{'x' * 300}.csv", "the name is too long", "tên quá dài"),
    ],
)
def test_place_that_cannot_be_written_is_told_in_both_languages(tmp_path, place, en, vi):
    (tmp_path / "plain").touch()
    with pytest.raises(FileUnwritable) as caught:
        tables.write({"unit": ["01"]}, "csv", tmp_path / place)
    assert en in tell(caught.value, "en")
    assert vi in tell(caught.value, "vi")
    assert [path.name for path in tmp_path.iterdir()] == ["plain"]
