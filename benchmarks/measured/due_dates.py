"""Ten million due dates beside one bare NumPy look-up in a table of the same days."""

import numpy as np
from measuring.figure import Figure
from measuring.timing import CPU, medians

from chiso.calendar import shipped

DUE_DATES = 10_000_000
MOST_DAYS = 60
_MOST_TIMES = 3.0
_MOST_MILLISECONDS = 1000.0


def ten_million() -> list[Figure]:
    """Random days of receipt of 2010–2029, each with its own number of working days."""
    calendar = shipped()
    generator = np.random.default_rng(2026)
    table = np.arange("2010-01-01", "2030-01-01", dtype="datetime64[D]")
    places = generator.integers(0, len(table), DUE_DATES)
    days = table[places]
    amounts = generator.integers(1, MOST_DAYS + 1, DUE_DATES)
    ours, bare = medians(
        lambda: calendar.due(days, amounts), lambda: table[places], clock=CPU, warm_up=1
    )
    what = f"{DUE_DATES:,} due dates"
    return [
        Figure(
            name="due",
            what=what,
            against="one bare NumPy look-up; CPU time of one thread",
            ours=ours,
            reference=bare,
            most_times=_MOST_TIMES,
        ),
        Figure(name="due-time", what=what, ours=ours, most=_MOST_MILLISECONDS),
    ]
