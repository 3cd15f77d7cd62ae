"""``chiso check``: ten faults told at once, each with its line, what stands there and the page."""

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


def test_ten_faults_are_told_at_once_each_with_file_and_line(spoilt):
    found = run("check", spoilt)
    told = [line for line in found.stderr.splitlines() if line.startswith(f"  {spoilt}")]
    assert found.exit_code == 2
    assert len({line.split(": ")[0] for line in told}) >= 10
    assert all(line.split(": ")[0].rpartition(":")[2].isdigit() for line in told)


def test_a_fault_quotes_its_line_and_names_the_page_of_its_rule(spoilt):
    lines = run("check", spoilt).stderr.splitlines()
    place = next(at for at, line in enumerate(lines) if "points rise with lateness" in line)
    assert "rule: {kind: on_time, measure: trial.plan_days_late" in lines[place + 1]
    assert lines[place + 2].strip() == "how on_time is written: docs/method/rules.md#on_time"


def test_the_page_is_in_the_readers_language(spoilt):
    assert "docs/method/rules.vi.md#on_time" in run("check", spoilt, lang="vi").stderr
