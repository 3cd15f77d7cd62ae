"""Storing observations and publishing evaluations of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chiso import evaluation as library
from chiso.values import AWARDED, Missing
from chiso.values import Observation as Observed
from chiso_web.results.awards import BETWEEN, stored_name
from chiso_web.results.models import Evaluation, Observation, Score
from chiso_web.units.models import Unit

BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What makes a result official: the decision, and what a later version corrects."""

    version: int
    decision: str
    decided_on: date
    signer: str
    note: str = ""


@transaction.atomic
def observations_replace(
    observed: Iterable[Observed], *, dataset: str, period: str, units: Mapping[str, Unit]
) -> int:
    """Store a data set's observations of a period in place of its own there; how many there are.

    A data set's measures begin with its name ("papi.4"); what others observed, and of other units,
    stays.
    """
    keys = [unit.pk for unit in units.values()]
    own = Observation.objects.filter(
        period=period, measure__startswith=f"{dataset}.", unit__in=keys
    )
    own.delete()
    rows = [_row(item, units[item.unit]) for item in observed]
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def observations_put(
    observed: Iterable[Observed], *, index: str, period: str, units: Mapping[str, Unit]
) -> int:
    """Store observations of an index in place of those of the same units, period and measures, and
    take away what it awarded them before; how many there are.
    """
    rows = [_row(item, units[item.unit]) for item in observed]
    for row in rows:
        row.measure = stored_name(row.measure, index)
    keys = [unit.pk for unit in units.values()]
    standing = Observation.objects.filter(period=period, unit__in=keys)
    standing.filter(measure__in={row.measure for row in rows}).delete()
    standing.filter(measure__startswith=f"{index}{BETWEEN}", measure__endswith=AWARDED).delete()
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _row(item: Observed, unit: Unit) -> Observation:
    missing = item.value if isinstance(item.value, Missing) else None
    return Observation(
        unit=unit,
        period=item.period,
        measure=item.measure,
        value=None if isinstance(item.value, Missing) else item.value,
        missing=missing.kind.value if missing else "",
        numerator=item.numerator,
        denominator=item.denominator,
        se=item.se,
        n=item.n,
        note=item.note,
        source=item.source,
    )


@transaction.atomic
def evaluation_publish(
    evaluated: library.Evaluation,
    *,
    period: str,
    units: Mapping[str, Unit],
    synthetic: bool = False,
    official: Official | None = None,
) -> Evaluation:
    """Publish an evaluation of one period with all its scores, in place of an earlier one;
    ``units`` by the ids that it was computed under.
    """
    index = evaluated.edition.id
    Evaluation.objects.filter(index=index, period=period).delete()
    published = Evaluation(
        index=index,
        period=period,
        edition=evaluated.edition.name,
        edition_sha256=evaluated.edition_hash,
        rule_set_version=str(evaluated.rule_set_version),
        package_version=evaluated.package_version,
        keyed_by=_key_of(units),
        synthetic=synthetic,
        **(_decided(official) if official else {}),
    )
    published.full_clean()
    published.save()
    Score.objects.bulk_create(_scores(evaluated, published, units), batch_size=BATCH)
    return published


def _decided(official: Official) -> dict[str, object]:
    return {
        "version": official.version,
        "decision": official.decision,
        "decided_on": official.decided_on,
        "signer": official.signer,
        "note": official.note,
    }


def _key_of(units: Mapping[str, Unit]) -> str:
    """Which column of the units has the ids that they were computed under."""
    coded = all(name == unit.code for name, unit in units.items())
    return Evaluation.CODE if coded else Evaluation.UID


def _scores(
    evaluated: library.Evaluation, published: Evaluation, units: Mapping[str, Unit]
) -> list[Score]:
    places = {node.id: place for place, node in enumerate(evaluated.edition.nodes)}
    reduced = {node.id: evaluated.reduced(node.id) for node in evaluated.edition.nodes}
    rows_of = {unit: row for row, unit in enumerate(evaluated.table.units)}
    columns = evaluated.columns()
    rows = (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    return [
        Score(
            evaluation=published,
            unit=units[row["unit"]],
            node=row["node"],
            place=places[row["node"]],
            code=row["code"],
            kind=row["kind"],
            points=row["score"],
            minimum=row["min"],
            maximum=row["max"],
            missing=row["missing"] or "",
            rank_group=row["rank_group"],
            rank=row["rank"],
            class_id=row["class"] or "",
            reduced=reduced[row["node"]][rows_of[row["unit"]]],
        )
        for row in rows
    ]
