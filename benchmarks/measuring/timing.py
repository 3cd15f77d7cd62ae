"""Medians of runs that alternate, so that a slow moment of the machine meets both alike."""

import gc
import time
from collections.abc import Callable
from statistics import median

RUNS = 20
WARM_UP = 3
Work = Callable[[], object]


def milliseconds(work: Work) -> float:
    """Wall-clock time of one run; garbage is collected before it, never in it."""
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    gc.enable()
    return took * 1000


def medians(*works: Work, runs: int = RUNS, warm_up: int = WARM_UP) -> tuple[float, ...]:
    """The median time of each work, all of them run in turn, ``runs`` times after the warm-up."""
    for _ in range(warm_up):
        for work in works:
            work()
    rounds = [[milliseconds(work) for work in works] for _ in range(runs)]
    return tuple(median(times) for times in zip(*rounds, strict=True))
