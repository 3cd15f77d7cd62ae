"""How closely the editions give back PAPI's printed figures: the table of docs/method/papi.md.

Run it with ``python -m tests.reference.accuracy``; a test holds the page to it.
"""

import sys

from tests.reference.published import (
    EXACT_YEARS,
    PRINTED_DIMENSIONS,
    checked,
    coefficients,
    evaluated,
    exact_cells,
    pairs,
)

HEADING = ("| year | dimensions | totals | exact cells |", "| --- | --- | --- | --- |")


def table() -> list[str]:
    """The page's rows: largest errors in millionths of a point; cells also against their bound."""
    years = [_row(str(year), year) for year in PRINTED_DIMENSIONS]
    return [*HEADING, *years, _row("2019 weighted", 2019, index="papi-weighted")]


def _row(label: str, year: int, index: str = "papi") -> str:
    sums = [_largest(checked(year, kind=kind, index=index)) for kind in ("dimension", "index")]
    cells = _cells(year) if year in EXACT_YEARS and index == "papi" else "–"
    return f"| {label} | {sums[0]} | {sums[1]} | {cells} |"


def _largest(errors: list[float]) -> str:
    return f"{1e6 * max(errors):.1f}" if errors else "–"


def _cells(year: int) -> str:
    nodes = [node for when, node in exact_cells() if when == year]
    worst = {node: _worst(year, node) for node in nodes}
    shares = [
        error / (5e-7 * (1 + coefficients(evaluated(year), node))) for node, error in worst.items()
    ]
    return f"{len(nodes)} ({1e6 * max(worst.values()):.1f}; at most {max(shares):.0%} of its bound)"


def _worst(year: int, node: str) -> float:
    return max(
        pair.error for pair in pairs(year) if pair.node.id == node and pair.error is not None
    )


def rounded_at_source() -> str:
    """The two errors that the rounding of 1.3 and 1.4 of Hà Nội 2022 leaves, in millionths."""
    errors = {
        pair.node.id: pair.error for pair in pairs(2022) if pair.rounded_at_source and pair.error
    }
    return f"{1e6 * errors['1']:.0f} (D1), {1e6 * errors['total']:.0f} (total)"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*table(), f"Hà Nội 2022: {rounded_at_source()}", ""]))
