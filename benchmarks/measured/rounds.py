"""A round of 500 units: opened, filled value by value, appraised, recomputed."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from measuring.figure import Figure
from measuring.platform import ABSENT, on_postgresql, on_sqlite, served

MODULE = "measured.assessment_round"
BARE = "the library's evaluate on the table built before"
HEALTH = "/health, a trivial view with one query"
WORKS = {  # what is measured: in words, beside what, and the bar in milliseconds
    "recompute": ("the round recomputed from its forms", "bare", 1000.0),
    "queue": ("an appraiser's queue of one criterion", "health", 150.0),
    "unit": ("an appraiser's queue of one unit", "health", 150.0),
    "hand": ("a line in hand alone, as the script asks for it", "health", 150.0),
    "decide": ("a decision on a line: the answer leads on to the next", "health", 150.0),
    "save": ("one value of a form saved: points, history and trail", "health", 100.0),
}
Found = Mapping[str, float]


def five_hundred_units() -> list[Figure]:
    """On either database: recomputing, the appraiser's pages, one save, and opening."""
    if not served():
        return [Figure(name="round", what="a round of 500 units", skipped=ABSENT)]
    with tempfile.TemporaryDirectory(prefix="chiso-bench-") as name:
        folder = Path(name)
        found = {
            "SQLite": on_sqlite(MODULE, folder / "round.sqlite3", static=folder / "static"),
            "PostgreSQL": on_postgresql(MODULE, static=folder / "static"),
        }
    return [figure for database, told in found.items() for figure in _figures(database, told)]


def _figures(database: str, found: Found | None) -> list[Figure]:
    if found is None:
        return [Figure(name="round", what=f"a round on {database}", skipped="it is not installed")]
    opened = Figure(
        name="round-open",
        what=f"the round opened once: a form with all its lines for every unit, {database}",
        ours=found["open"],
    )
    return [*(_figure(work, database, found) for work in WORKS), opened]


def _figure(work: str, database: str, found: Found) -> Figure:
    what, beside, most = WORKS[work]
    size = f"{found[f'{work}_bytes']:,.0f} bytes, " if f"{work}_bytes" in found else ""
    cells = (
        f"{found['units']:.0f} units × {found['criteria']:.0f} criteria, "
        f"{found['observations']:,.0f} observations; "
        if work == "recompute"
        else ""
    )
    return Figure(
        name=f"round-{work}",
        what=f"{what}, {database}: {cells}{size}{found[f'{work}_queries']:.0f} queries; "
        f"CPU time {found[f'{work}_cpu']:.1f} ms",
        against=f"{BARE if beside == 'bare' else HEALTH}; wall clock, CPU time of it "
        f"{found[f'{beside}_cpu']:.1f} ms",
        ours=found[work],
        reference=found[beside],
        most=most,
        peak_ours=found[f"{work}_peak"],
    )
