"""The locked requirements name packages and hashes only: no index host, no path of a machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
LINE = re.compile(
    r"(?P<pin>[a-z0-9][a-z0-9.-]*(\[[a-z0-9,-]+\])?==[\w.+!]+( ; [^\\]+)? \\)"
    r"|(?P<hash>    --hash=sha256:[0-9a-f]{64}( \\)?)"
)


def strange_lines(text: str) -> list[str]:
    """The lines that are neither a pinned package nor a hash."""
    return [line for line in text.splitlines() if not LINE.fullmatch(line)]


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.stem)
def test_locked_file_holds_pins_and_hashes_only(path: Path) -> None:
    assert strange_lines(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "-e .",
        "chiso @ file:///somewhere",
        "numpy>=2",
        "numpy==2.4.6",
    ],
)
def test_guard_sees_a_strange_line(line: str) -> None:
    assert strange_lines(line)


def test_every_set_is_locked() -> None:
    assert [path.stem for path in LOCKED] == ["dev", "engine", "files", "postgres", "uv", "web"]
