"""Synthetic results of reform indices, to show what the pages do before any unit has reported.

They are drawn as ``chiso synthesize`` draws them, so that the same command gives the same files.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from chiso import evaluation as library
from chiso import territory
from chiso.definition.editions import edition
from chiso.evaluation import evaluate
from chiso.synthesis import MARK, gathered, synthetic
from chiso.territory import period_end
from chiso_web.results.loading import fingerprint
from chiso_web.results.models import Dataset, Evaluation, Observation
from chiso_web.results.services import evaluation_publish, observations_replace
from chiso_web.units.models import Unit

NAME = "synthetic"
HA_NOI, LONG_BIEN = "01@unknown", "004@unknown"


@dataclass(frozen=True, slots=True)
class SyntheticSet:
    """Results to draw: of all units of a ``kind`` right ``under`` one, or of the one itself from
    those of the indices in ``parts``; ``prefix`` begins the names of the measures.
    """

    index: str
    period: str
    prefix: str
    seed: int
    under: str
    kind: str = ""
    parts: tuple[str, ...] = ()
    by_kind: bool = False


SETS = (
    SyntheticSet("ha-noi-communes", "2025", "hn", 2026, HA_NOI, kind="commune", by_kind=True),
    SyntheticSet("ha-noi-departments", "2025", "hn", 2027, HA_NOI, kind="department"),
    SyntheticSet("long-bien-wards", "2018", "lb", 2018, LONG_BIEN, kind="ward"),
    SyntheticSet("long-bien-departments", "2018", "lb", 2019, LONG_BIEN, kind="department"),
    SyntheticSet(
        *("long-bien-district", "2018", "lb", 2020, LONG_BIEN),
        parts=("long-bien-wards", "long-bien-departments"),
    ),
)
STEPS = tuple(f"{one.index} {one.period}" for one in SETS)


def synthetic_fingerprint() -> str:
    """SHA-256 of the package's data and of what is drawn from them."""
    return hashlib.sha256(f"{fingerprint()} {SETS}".encode()).hexdigest()


def synthetic_is_loaded() -> bool:
    """Whether the database holds the synthetic results as this package draws them."""
    return Dataset.objects.filter(name=NAME, fingerprint=synthetic_fingerprint()).exists()


def synthetic_load() -> Iterator[str]:
    """Draw, evaluate and publish every set, but for those in whose place an office has results or
    observations of its own; names each of ``STEPS`` when it is done. What an earlier version drew
    of another period goes away.
    """
    Dataset.objects.filter(name=NAME).delete()
    _remove_no_longer_drawn()
    found: dict[str, library.Evaluation] = {}
    for one, step in zip(SETS, STEPS, strict=True):
        found[one.index] = set_publish(one, found)
        yield step
    Dataset.objects.create(name=NAME, fingerprint=synthetic_fingerprint())


@transaction.atomic
def set_publish(
    drawn: SyntheticSet, others: Mapping[str, library.Evaluation]
) -> library.Evaluation:
    """Store a set's observations and publish their evaluation, unless there is a real one;
    ``others`` has that of its parts.
    """
    ids = _unit_ids(drawn)
    units = {unit.uid: unit for unit in Unit.objects.filter(uid__in=ids)}
    definition = edition(f"{drawn.index}@{drawn.period}")
    generator = np.random.default_rng(drawn.seed)
    if drawn.parts:
        parts = [others[name] for name in drawn.parts]
        table = gathered(definition, ids[0], parts=parts, period=drawn.period, generator=generator)
    else:
        table = synthetic(definition, ids, period=drawn.period, generator=generator)
    groups = {uid: unit.kind for uid, unit in units.items()} if drawn.by_kind else None
    evaluated = evaluate(definition, table, groups=groups)
    if not _is_real(drawn, units.values()):
        observed = table.observations()
        observations_replace(observed, dataset=drawn.prefix, period=drawn.period, units=units)
        evaluation_publish(evaluated, period=drawn.period, units=units, synthetic=True)
    return evaluated


def _is_real(drawn: SyntheticSet, units: Iterable[Unit]) -> bool:
    """Whether an office has published or observed what would be drawn."""
    published = Evaluation.objects.filter(index=drawn.index, period=drawn.period)
    observed = Observation.objects.filter(
        period=drawn.period,
        measure__startswith=f"{drawn.prefix}.",
        unit__in=[unit.pk for unit in units],
    )
    own = published.exclude(pk__in=_drawn_results())
    return own.exists() or observed.exclude(source__startswith=MARK.vi).exists()


def _unit_ids(drawn: SyntheticSet) -> list[str]:
    if not drawn.kind:
        return [drawn.under]
    day = period_end(drawn.period)
    return [one.id for one in territory.shipped().units(day, under=drawn.under, kind=drawn.kind)]


@transaction.atomic
def synthetic_remove() -> int:
    """Take the drawn results and their observations away; how many results there were."""
    published = list(_drawn_results())
    for one in published:
        _take_away(one)
    Dataset.objects.filter(name=NAME).delete()
    return len(published)


@transaction.atomic
def _remove_no_longer_drawn() -> None:
    """Take away what an earlier version drew of a period that ``SETS`` no longer names."""
    drawn = {(one.index, one.period) for one in SETS}
    for one in _drawn_results():
        if (one.index, one.period) not in drawn:
            _take_away(one)


def _drawn_results() -> QuerySet[Evaluation]:
    """The results that were drawn; what a decision made official is a round's, though its figures
    may be synthetic too.
    """
    return Evaluation.objects.filter(synthetic=True, decision="")


def _take_away(published: Evaluation) -> None:
    """Delete a synthetic result with the observations drawn for it; an office's own stay."""
    units = published.scores.values("unit").distinct()
    for prefix in {drawn.prefix for drawn in SETS if drawn.index == published.index}:
        Observation.objects.filter(
            period=published.period,
            measure__startswith=f"{prefix}.",
            unit__in=units,
            source__startswith=MARK.vi,
        ).delete()
    published.delete()
