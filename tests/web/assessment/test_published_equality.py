"""From the observations that a publication keeps ``chiso score`` gives the published result to the
last digit: two kinds by one edition, one by another, awards, what did not arise, units left out.
"""

import json
from pathlib import Path

import pytest

from chiso import tables
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso_web.assessment.models import Entrant, Event, Line, Publication, Round
from chiso_web.assessment.moves import DecisionKind, Step
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.assessment.services.opening import round_make, round_open
from chiso_web.assessment.services.publishing import (
    Decided,
    publication_confirm,
    publication_prepare,
)
from chiso_web.assessment.services.signing import form_sign, form_submit
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Evaluation, Score
from tests.people import BO_DE, HOME_AFFAIRS, LONG_BIEN
from tests.unit.cli_run import run
from tests.web.assessment.rounds import TODAY, Cast, appraised, cast_made, filled, plan_of

pytestmark = pytest.mark.django_db
EDITIONS = {
    "ward": "ha-noi-communes@2026",
    "rural_commune": "ha-noi-communes@2026",
    "provincial_department": "ha-noi-departments@2026",
}
COLUMNS = ("unit", "node", "score", "min", "max", "missing", "rank_group", "rank", "class")
AWARDS = {"1.2": 0.25, "1.4": 0.0, "1.7": 0.0}  # 1.5 hangs on 1.4
DECIDED = Decided(
    decision="12/QĐ-UBND",
    decided_on=TODAY,
    signer="Nguyễn Văn Ký",
    left_out="Một phường chưa nộp phiếu",
)


def round_of_three_kinds(each: int) -> Round:
    """An open round with some units of each kind."""
    (group,) = plan_of().groups
    told = {name: getattr(group, name) for name in group.__slots__}
    groups = [type(group)(**(told | {"kind": k, "edition": e})) for k, e in EDITIONS.items()]
    made = round_make(plan_of(groups=groups), actor=SYSTEM)
    for one in made.groups.all():
        first = sorted(one.entrants.all(), key=lambda e: e.unit.uid not in NAMED)[:each]
        one.entrants.exclude(pk__in=[entrant.pk for entrant in first]).delete()
    return round_open(made.pk, actor=SYSTEM)


NAMED = (LONG_BIEN, BO_DE, HOME_AFFAIRS)


def decided(entrant: Entrant, cast: Cast, *, seed: int) -> None:
    """A form filled, signed and decided on: 1.1 did not arise; some points are changed."""
    filled(entrant, cast.reporter, seed=seed)
    measure = "hn.plan.days_late"
    seen = entrant.values.get(measure=measure).version
    told = {"not_applicable": True, "ground": "Điều 5, không phát sinh", "difference": "Theo sổ"}
    change = Change(measure=measure, seen=seen, **told)
    values_save(entrant.pk, [change], by=cast.reporter, actor=SYSTEM, today=TODAY)
    turn = form_submit(entrant.pk, actor=SYSTEM, today=TODAY).turn
    form_sign(entrant.pk, turn=turn, by=cast.head, actor=SYSTEM, today=TODAY)
    appraised(entrant, cast)
    if seed % 2:
        for node, points in AWARDS.items():
            Line.objects.filter(entrant=entrant, node=node).update(
                decision=DecisionKind.CHANGE, decided_points=points, reason="Thiếu căn cứ"
            )


def published() -> tuple[Round, Publication]:
    """The round, three units of each kind decided on but one that is left out."""
    cast, one = cast_made(), round_of_three_kinds(3)
    *finished, _left_out = Entrant.objects.filter(round=one).order_by("group", "pk")
    for seed, entrant in enumerate(finished):
        decided(entrant, cast, seed=seed)
    told = {"actor": SYSTEM, "by": cast.runner}
    made = publication_prepare(one.pk, DECIDED, today=TODAY, **told)
    return one, publication_confirm(made.pk, by=cast.chair, actor=SYSTEM)


def observed(made: Publication) -> list[Observation]:
    """What a publication keeps, as the library reads it."""
    return [
        Observation(
            unit,
            period,
            measure,
            Missing(MissingKind(reason), note) if reason else value,
            note=note,
            source=source,
        )
        for unit, period, measure, value, reason, note, source in json.loads(made.observations)
    ]


def scored(edition: str, seen: list[Observation], folder: Path) -> list[tuple[object, ...]]:
    """What the command prints of observations in a file."""
    file = folder / f"{edition}.csv"
    columns = tables.observation_columns(table_of(seen))
    file.write_bytes(tables.encoded(columns, "csv"))
    arguments = ["score", edition, "--observations", str(file), "--rank-by-kind", "--json"]
    rows = json.loads(run(*arguments).stdout)
    return sorted(tuple(row[name] for name in COLUMNS) for row in rows)


def stored(evaluation: Evaluation) -> list[tuple[object, ...]]:
    names = ("unit__uid", "node", "points", "minimum", "maximum", "missing", "rank_group", "rank")
    rows = Score.objects.filter(evaluation=evaluation).values_list(*names, "class_id")
    return sorted(rows)


def test_score_of_the_kept_observations_is_the_published_result(tmp_path: Path) -> None:
    one, made = published()
    seen = observed(made)
    evaluations = Evaluation.objects.filter(period=one.period, decision=DECIDED.decision)
    assert {found.index for found in evaluations} == {"ha-noi-communes", "ha-noi-departments"}
    for evaluation in evaluations:
        units = set(Score.objects.filter(evaluation=evaluation).values_list("unit__uid", flat=True))
        own = [found for found in seen if found.unit in units]
        assert scored(evaluation.edition, own, tmp_path) == stored(evaluation)
    groups = Score.objects.filter(evaluation__in=evaluations, node="total")
    assert groups.count() == 8  # three of each kind, but one that is left out
    assert set(groups.values_list("rank_group", flat=True)) == set(EDITIONS)
    _history_says_the_published_points(one, made)


def _history_says_the_published_points(one: Round, made: Publication) -> None:
    steps = Event.objects.filter(entrant__round=one, step=Step.PUBLISHED)
    points = {
        (unit, node): value
        for unit, node, value in Score.objects.filter(
            evaluation__decision=made.decision
        ).values_list("unit__uid", "node", "points")
    }
    told = list(steps.values_list("entrant__unit__uid", "node", "points"))
    assert told
    assert all(points[unit, node] == value for unit, node, value in told)
