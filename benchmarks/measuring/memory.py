"""Peak memory: of NumPy work by tracemalloc, which NumPy reports to; of a process by the system."""

import gc
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

from measuring.timing import Work

MEGABYTE = 1_000_000
BENCHMARKS = Path(__file__).parent.parent


def peak(work: Work) -> float:
    """The most megabytes that one run held at a time beyond what was there before."""
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / MEGABYTE


def resident_during(work: Work) -> float:
    """The most megabytes that the process held in one run beyond what it held before (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = _status("VmRSS")
    work()
    return (_status("VmHWM") - before) / MEGABYTE


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def child(module: str, *arguments: str) -> dict[str, float]:
    """The figures that a module of the benchmarks prints as JSON when run in a fresh process."""
    printed = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=BENCHMARKS,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(json.loads(printed.splitlines()[-1]))
