"""A round of 500 units: opened, filled value by value, recomputed."""

import tempfile

from measuring.figure import Figure
from measuring.processes import child

from measured import web


def five_hundred_units() -> list[Figure]:
    """What recomputing takes beside the library alone, what one save takes, and opening."""
    if not web.served():
        return [Figure(name="round", what="a round of 500 units", skipped=web.ABSENT)]
    with tempfile.TemporaryDirectory() as folder:
        found = child("measured.assessment_round", folder)
    cells = (
        f"{found['units']:.0f} units × {found['criteria']:.0f} criteria, "
        f"{found['observations']:,.0f} observations"
    )
    return [
        Figure(
            name="round",
            what=f"a round recomputed from its forms: {cells}, {found['queries']:.0f} queries",
            against="the library's evaluate on the table built before; CPU time of both",
            ours=found["recompute"],
            reference=found["bare"],
            most=1000.0,
            peak_ours=found["peak"],
        ),
        Figure(
            name="round-save",
            what=f"one value of a form saved: points, history and trail, "
            f"{found['save_queries']:.0f} queries; CPU time",
            ours=found["save"],
            most=100.0,
            peak_ours=found["save_peak"],
        ),
        Figure(
            name="round-queue",
            what=f"a queue of one criterion of {found['units']:.0f} forms at the server "
            f"({found['queue_bytes']:,.0f} bytes, {found['queue_queries']:.0f} queries)",
            against="/health, a trivial view with one query; wall clock",
            ours=found["queue"],
            reference=found["health"],
            most=150.0,
            peak_ours=found["queue_peak"],
        ),
        Figure(
            name="round-open",
            what="the round opened once: a form with all its lines for every unit; CPU time",
            ours=found["open"],
        ),
    ]
