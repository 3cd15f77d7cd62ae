"""The published results that ship with the package, loaded, evaluated and published."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

import chiso
from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.definition.model import ROOT
from chiso.evaluation import evaluate
from chiso.scoring import RULE_SET_VERSION
from chiso.values import ObservationTable
from chiso_web.results.models import Dataset
from chiso_web.results.ranks import rank_ranges_publish
from chiso_web.results.selectors import evaluation_list_stale
from chiso_web.results.services import evaluation_publish, observations_replace
from chiso_web.units.loading import provinces_load, units_are_loaded
from chiso_web.units.models import Unit

PAPI = "papi"
STEPS = ("units", *(f"PAPI {year}" for year in papi.YEARS))
TOTAL = f"{PAPI}.{ROOT}"
FOLDERS = ("indices", "datasets")


def fingerprint() -> str:
    """SHA-256 of every index and data set in the package, with its and the rules' version."""
    package = Path(chiso.__file__).parent
    digest = hashlib.sha256(f"{chiso.__version__} {RULE_SET_VERSION}".encode())
    for folder in FOLDERS:
        for path in sorted((package / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def papi_is_loaded() -> bool:
    """Whether the database holds PAPI and all units as this package has and computes them."""
    loaded = Dataset.objects.filter(name=PAPI, fingerprint=fingerprint()).exists()
    return loaded and units_are_loaded() and not evaluation_list_stale(PAPI)


def papi_load() -> Iterator[str]:
    """Load all units, then load, evaluate and publish PAPI year by year; names each of ``STEPS``
    when it is done.
    """
    units = provinces_load(papi.provinces())
    yield STEPS[0]
    Dataset.objects.filter(name=PAPI).delete()
    for year, step in zip(papi.YEARS, STEPS[1:], strict=True):
        papi_year_load(year, units)
        yield step
    papi_mark_loaded()


def papi_mark_loaded() -> None:
    """Record that the database holds PAPI as this package has it."""
    Dataset.objects.update_or_create(name=PAPI, defaults={"fingerprint": fingerprint()})


@transaction.atomic
def papi_year_load(year: int, units: dict[str, Unit]) -> None:
    """Store one survey year's observations, and publish their evaluation."""
    table = papi.observations(year)
    observations_replace(table.observations(), dataset=PAPI, period=str(year), units=units)
    evaluated = evaluate(edition(f"{PAPI}@{year}"), table)
    published = evaluation_publish(evaluated, period=str(year), units=units)
    errors = _errors_of_totals(table)
    rank_ranges_publish(evaluated, published, node=ROOT, errors=errors, units=units)


def _errors_of_totals(table: ObservationTable) -> dict[str, float]:
    found = ((unit, table.observation(row, TOTAL).se) for row, unit in enumerate(table.units))
    return {unit: se for unit, se in found if se is not None}
