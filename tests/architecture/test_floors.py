"""The import contracts of pyproject.toml break when a small house breaks them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

ROOMS = (
    "chiso/tables",
    "chiso/scoring",
    "chiso/aggregation",
    "chiso_web/look",
    "chiso_web/results",
)


def broken_contracts(house: Path, *, file: str, source: str) -> list[str]:
    """The contracts found broken in a small house with one file of the given source."""
    for room in ROOMS:
        house.joinpath(room).mkdir(parents=True)
        house.joinpath(room, "__init__.py").touch()
    for package in ("chiso", "chiso_web"):
        house.joinpath(package, "__init__.py").touch()
    house.joinpath(file).parent.mkdir(exist_ok=True)
    house.joinpath(file).write_text(source, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    report = subprocess.run(
        [*command, "--config", str(ROOT / "pyproject.toml")],
        env={**os.environ, "PYTHONPATH": str(house)},
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "Contracts:" in report, report
    return [
        line.removesuffix(" BROKEN") for line in report.splitlines() if line.endswith(" BROKEN")
    ]


@pytest.mark.parametrize(
    ("file", "source", "contracts"),
    [
        ("chiso/scoring/a.py", "import chiso.tables", []),
        ("chiso/tables/__init__.py", "import chiso.scoring", ["The floors of the library"]),
        ("chiso/scoring/a.py", "def f(): import chiso.aggregation", ["The floors of the library"]),
        ("chiso/misc/__init__.py", "", ["The floors of the library"]),
        ("chiso/values.py", "import chiso_web", ["The library does not know the platform"]),
        ("chiso/values.py", "def f(): import django", ["The library does not know Django"]),
        ("chiso_web/look/a.py", "import chiso_web.results", ["The floors of the platform"]),
    ],
)
def test_contract_breaks(tmp_path: Path, file: str, source: str, contracts: list[str]) -> None:
    assert broken_contracts(tmp_path, file=file, source=source) == contracts
