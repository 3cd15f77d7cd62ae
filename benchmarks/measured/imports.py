"""What importing the package costs beside importing NumPy: CPU time in fresh interpreters."""

import subprocess
import sys
from statistics import median

from measuring.figure import Figure
from measuring.timing import RUNS

_CLOCK = "import time; began = time.process_time(); import {}; print(time.process_time() - began)"
_ROOMS = "chiso.evaluation, chiso.definition.editions"


def importing() -> list[Figure]:
    """The package by itself, which has the bar, and the rooms that scoring needs."""
    modules = ("chiso", "numpy", _ROOMS)
    for module in modules:
        _milliseconds(module)
    rounds = [[_milliseconds(module) for module in modules] for _ in range(RUNS)]
    package, numpy, rooms = (median(times) for times in zip(*rounds, strict=True))
    against = "import numpy, CPU time of fresh interpreters that alternate"
    return [
        Figure(
            name="import",
            what="import chiso",
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


def _milliseconds(module: str) -> float:
    code = _CLOCK.format(module)
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    return float(printed) * 1000
