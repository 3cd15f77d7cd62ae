"""PAPI's results on the 34 provinces since 1 July 2025."""

from datetime import date

from measuring.figure import Figure
from measuring.memory import peak
from measuring.timing import CPU, medians

from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.evaluation import evaluate, restate
from chiso.territory import census_2019

TODAY = date(2025, 7, 1)


def fourteen_years() -> list[Figure]:
    """63 provinces to 34, every node of fourteen years."""
    series = [evaluate(edition(f"papi@{year}"), papi.observations(year)) for year in papi.YEARS]
    weights = census_2019()

    def work() -> object:
        return restate(series, TODAY, weights=weights)

    (ours,) = medians(work, clock=CPU)
    return [
        Figure(
            name="restate",
            what="63 provinces × every node × 14 years on the 34 of 1 July 2025",
            ours=ours,
            most=1000.0,
            peak_ours=peak(work),
        )
    ]
