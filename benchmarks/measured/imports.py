"""What importing the package costs beside importing NumPy: CPU time in fresh interpreters."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from measuring.figure import Figure
from measuring.processes import environment
from measuring.timing import RUNS

_CLOCK = "import time; began = time.process_time(); import {}; print(time.process_time() - began)"
_ROOMS = "chiso.evaluation, chiso.definition.editions"


def importing() -> list[Figure]:
    """The package by itself, which has the bar, and the rooms that scoring needs."""
    package, numpy, rooms = _medians("chiso", "numpy", _ROOMS)
    against = "import numpy, CPU time of fresh interpreters that alternate"
    return [
        Figure(
            name="import",
            what="import chiso (its rooms are imported by name)",
            against=against,
            ours=package,
            reference=numpy,
            most_times=2.5,
        ),
        Figure(
            name="import-rooms",
            what=f"import {_ROOMS}",
            against=against,
            ours=rooms,
            reference=numpy,
            most_times=2.5,
        ),
    ]


def _medians(*modules: str) -> tuple[float, ...]:
    """The median of each, imported in turn, once the byte code of all has been kept."""
    with tempfile.TemporaryDirectory() as folder:
        kept = environment(Path(folder))
        for module in modules:
            _milliseconds(module, kept)
        rounds = [[_milliseconds(module, kept) for module in modules] for _ in range(RUNS)]
    return tuple(median(times) for times in zip(*rounds, strict=True))


def _milliseconds(module: str, kept: Mapping[str, str]) -> float:
    code = _CLOCK.format(module)
    printed = subprocess.run(
        [sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True
    ).stdout
    return float(printed) * 1000
