"""The figures as a table on the screen and as JSON beside the benchmarks."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from measuring.figure import Figure
from measuring.machine import machine

RESULTS = Path(__file__).parent.parent / "results"


def show(figures: Sequence[Figure]) -> None:
    """Print the table, the machine, and what each line compares."""
    table = Table("benchmark", title="Medians of alternating runs; peak memory in MB")
    for heading in ("ours", "reference", "ratio", "bar", "peak", "peak of reference", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in figures:
        table.add_row(
            one.name,
            _quantity(one.ours, one.unit),
            _quantity(one.reference, one.unit),
            "–" if one.ratio is None else f"{one.ratio:.2f}",
            one.bar,
            _quantity(one.peak_ours),
            _quantity(one.peak_reference),
            one.verdict,
        )
    console = Console(width=120)
    console.print(table)
    for one in figures:
        beside = f"; beside {one.against}" if one.against else ""
        why = f" SKIPPED: {one.skipped}" if one.skipped else ""
        console.print(f"{one.name}: {one.what}{beside}.{why}", highlight=False)
    console.print(machine(), highlight=False)


def _quantity(number: float | None, unit: str = "") -> str:
    if number is None:
        return "–"
    return f"{number:.{0 if number >= 1000 else 1 if number >= 100 else 2}f} {unit}".strip()


def keep(figures: Sequence[Figure]) -> Path:
    """Write the figures to a JSON file named by the moment, and say where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    found = [{**asdict(one), "ratio": one.ratio, "verdict": one.verdict} for one in figures]
    path = RESULTS / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    content = {"machine": machine(), "at": now.isoformat(), "figures": found}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
