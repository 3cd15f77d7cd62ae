"""All benchmarks, or those named: `python benchmarks/run.py [NAME…]`. Exit 1 if a bar is missed."""

import sys
from collections.abc import Callable, Mapping

from measured import (
    due_dates,
    evaluations,
    imports,
    long_columns,
    next_edition,
    open_api,
    rank_sets,
    restating,
    rounds,
    trail,
    web,
)
from measuring.figure import Figure
from measuring.report import keep, show

BENCHMARKS: Mapping[str, Callable[[], list[Figure]]] = {
    "evaluate-100": evaluations.hundred_indicators,
    "evaluate-300": evaluations.three_hundred_criteria,
    "evaluate-60": next_edition.sixty_criteria,
    "diff": next_edition.difference_in_the_shell,
    "explain": evaluations.explanation,
    "build": long_columns.building,
    "ranks": rank_sets.sets_for_ranks,
    "due": due_dates.ten_million,
    "import": imports.importing,
    "restate": restating.fourteen_years,
    "audit": trail.audited_changes,
    "round": rounds.five_hundred_units,
    "page": web.league_page,
    "people": web.people_page,
    "pages": web.portal_pages,
    "api": open_api.pages_and_whole_lists,
    "start": web.first_and_second_start,
}


def main(names: list[str]) -> int:
    """Run what is named, in the order above; everything if nothing is."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(BENCHMARKS)}.")
        return 2
    figures: list[Figure] = []
    for name in names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        figures += BENCHMARKS[name]()
    show(figures)
    print(f"Kept in {keep(figures)}")
    return 1 if any(figure.verdict == "FAIL" for figure in figures) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
