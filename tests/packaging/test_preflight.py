"""scripts/preflight.sh names the Python to use, or the cause and the command that mends it."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

RECENT = "exit 0"
OLD = 'case "$1" in -c) exit 1 ;; --version) echo "Python 3.9.2" ;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac'


def preflight(
    folder: Path, pythons: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run the script on a machine that has these Pythons only."""
    for name, script in pythons.items():
        folder.joinpath(name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        folder.joinpath(name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "scripts/preflight.sh"), *arguments],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("pythons", "chosen"),
    [
        ({"python3": RECENT}, "python3"),
        ({"python3": OLD, "python3.12": RECENT}, "python3.12"),
        ({"python3.11": RECENT}, "python3.11"),
    ],
)
def test_recent_python_is_chosen(tmp_path: Path, pythons: dict[str, str], chosen: str) -> None:
    assert preflight(tmp_path, pythons).stdout == f"{chosen}\n"


@pytest.mark.parametrize(
    ("pythons", "cause", "remedy"),
    [
        ({}, "not installed", "sudo apt install python3 python3-venv"),
        ({"python3": OLD}, "Python 3.9.2", "sudo apt install python3.11 python3.11-venv"),
        ({"python3": WITHOUT_VENV}, "venv", "sudo apt install python3-venv"),
        ({"python3": OLD, "python3.12": WITHOUT_VENV}, "venv", "sudo apt install python3.12-venv"),
    ],
)
def test_missing_part_is_named_in_one_sentence(
    tmp_path: Path, pythons: dict[str, str], cause: str, remedy: str
) -> None:
    result = preflight(tmp_path, pythons)
    assert (result.returncode, result.stdout) == (1, "")
    assert cause in result.stderr
    assert result.stderr.endswith(f"{remedy}\n")
    assert result.stderr.count("\n") == 1


def test_uv_needs_no_venv_module(tmp_path: Path) -> None:
    assert preflight(tmp_path, {"python3": WITHOUT_VENV}, "with-uv").stdout == "python3\n"
