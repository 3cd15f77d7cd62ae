"""Peak memory: of NumPy work by tracemalloc, which NumPy reports to; of a process by the system."""

import gc
import tracemalloc
from pathlib import Path

from measuring.timing import Work

MEGABYTE = 1_000_000


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
