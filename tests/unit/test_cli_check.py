"""``chiso check``: ten faults told at once, each with its line, what stands there and the page."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli_run import run

SPOILT = {
    "schema: 1\nid": "schema: 2\nid",
    "to: open": "to: 2025-01-01",
    "illustrative: true": "illustrative: yes",
    'combine: sum\n    points: 3\n    cite: {source: decision, place: {vi: "Phụ': (
        'combine: sum\n    points: 3\n    cite: {source: decisio, place: {vi: "Phụ'
    ),
    'id: "1.1" ': "id: 1.1 ",
    "{up_to: 5, points: 0.5}": "{up_to: 5, points: 1.5}",
    "numerator: trial.tasks_done": "numerator: trial.task_done",
    "times: 100": "times: 0",
    "{from: 70, up_to: 90": "{from: 75, up_to: 90",
    "zero_denominator: not_applicable": "zero_denominator: none",
}


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A new edition with ten different faults."""
    run("new", "trial", "--from", "2026-01-01", "--folder", tmp_path, "--lang", "en")
    index = tmp_path / "trial" / "2026-01-01" / "index.yaml"
    text = index.read_text(encoding="utf-8")
    for old, new in SPOILT.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    index.write_text(text, encoding="utf-8")
    return index.parent


# by hand, from the file of `chiso new`: the line of each fault, or that of the node it is in; and a
# word of what is said of it
TOLD = {
    2: "reads schema 1 only",
    7: "comes before the first",
    8: "expected true or false",
    24: "unknown source “decisio”",
    32: "expected a text in quotes",
    37: "points rise with lateness",
    40: "unknown measure “trial.task_done”",
    49: "times (0) must be above 0",
    50: "found “none”",
    51: "values between 70 and 75",
}


def test_ten_faults_are_told_at_once_each_with_file_and_line_from_the_top(spoilt: Path) -> None:
    command = [sys.executable, "-c", "from chiso.cli import main; main()", "check", str(spoilt)]
    environment = os.environ | {"CHISO_LANG": "en"}
    found = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    place = f"  {spoilt / 'index.yaml'}:"
    told = [one.removeprefix(place) for one in found.stderr.splitlines() if one.startswith(place)]
    assert found.returncode == 2
    assert [int(one.partition(":")[0]) for one in told] == list(TOLD)
    assert [words for one, words in zip(told, TOLD.values(), strict=True) if words not in one] == []


def test_faults_of_several_editions_stand_file_by_file(spoilt: Path, tmp_path: Path) -> None:
    other = shutil.copytree(spoilt.parent, tmp_path / "a" / "trial") / spoilt.name
    told = [one for one in run("check", spoilt, other).stderr.splitlines() if ".yaml:" in one]
    assert [one.split(".yaml:")[0].strip() for one in told] == [
        *[str(spoilt / "index")] * 10,
        *[str(other / "index")] * 10,
    ]


def test_a_fault_quotes_its_line_and_names_the_page_of_its_rule(spoilt):
    lines = run("check", spoilt).stderr.splitlines()
    place = next(at for at, line in enumerate(lines) if "points rise with lateness" in line)
    assert "rule: {kind: on_time, measure: trial.plan_days_late" in lines[place + 1]
    assert lines[place + 2].strip() == "how on_time is written: docs/method/rules.md#on_time"


def test_the_page_is_in_the_readers_language(spoilt):
    assert "docs/method/rules.vi.md#on_time" in run("check", spoilt, lang="vi").stderr
