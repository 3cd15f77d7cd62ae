"""Medians of runs that alternate, so that a slow moment of the machine meets both alike.

What runs in one thread is measured by its CPU time, for a busy machine interrupts the longer of two
runs more often; what uses all cores or answers a request, by the clock on the wall.
"""

import gc
import time
from collections.abc import Callable
from statistics import median

RUNS = 20
WARM_UP = 3
Work = Callable[[], object]
Clock = Callable[[], float]
WALL: Clock = time.perf_counter
CPU: Clock = time.process_time


def milliseconds(work: Work, clock: Clock) -> float:
    """The time of one run; garbage is collected before it, never in it."""
    gc.collect()
    gc.disable()
    began = clock()
    work()
    took = clock() - began
    gc.enable()
    return took * 1000


def medians(*works: Work, clock: Clock, warm_up: int = WARM_UP) -> tuple[float, ...]:
    """The median time of each work, all of them run in turn, ``RUNS`` times after the warm-up."""
    for _ in range(warm_up):
        for work in works:
            work()
    rounds = [[milliseconds(work, clock) for work in works] for _ in range(RUNS)]
    return tuple(median(times) for times in zip(*rounds, strict=True))
