"""10,000 audited changes by 16 writers, on SQLite and on a PostgreSQL that writes to disk."""

import tempfile
from importlib.util import find_spec
from pathlib import Path

from measuring.figure import Figure
from measuring.platform import on_postgresql, on_sqlite

MODULE = "measured.audited_changes"
DURABLE = "-c fsync=on -c full_page_writes=on"
WHAT = "10,000 changes, each with its entry in one of 42 chains, by 16 processes"


def audited_changes() -> list[Figure]:
    """On either database; anything but 0 in `audit-lost` is a fault."""
    if find_spec("chiso_web") is None:
        return [Figure(name="audit", what=WHAT, skipped="chiso_web is not installed")]
    return [*_figures("SQLite", _on_sqlite()), *_figures("PostgreSQL", _on_postgresql())]


def _on_sqlite() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="chiso-bench-") as folder:
        return on_sqlite(MODULE, Path(folder) / "trail.sqlite3", static=Path(folder))


def _on_postgresql() -> dict[str, float] | None:
    with tempfile.TemporaryDirectory(prefix="chiso-bench-") as folder:
        return on_postgresql(MODULE, static=Path(folder), options=DURABLE)


def _figures(database: str, found: dict[str, float] | None) -> list[Figure]:
    if found is None:
        return [Figure(name="audit", what=f"{WHAT}, {database}", skipped="it is not installed")]
    return [
        Figure(
            name="audit",
            what=f"{WHAT}, {database}",
            against="the same changes with an unchained log row of the same fields and indexes, "
            "median of alternating rounds, wall clock",
            ours=found["trail"],
            reference=found["plain"],
            most_times=2.5,
        ),
        Figure(
            name="audit-lost",
            what=f"changes of all rounds without their entry, and broken chains, {database}",
            ours=found["made"] - found["entries"] + found["faults"],
            unit="of 30,000",
            most=0.0,
        ),
    ]
