"""Run as `python -m measured.assessment_round FOLDER` it prints as JSON what a round of 500 units
takes to open, to fill and to recompute, on a database of its own in that folder.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median

FOLDER = Path(sys.argv[1])
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    "CHISO_DATABASE_URL": f"sqlite:///{FOLDER / 'round.sqlite3'}",
    "CHISO_STATIC_ROOT": str(FOLDER / "round-static"),
    "CHISO_SECRET_KEY": "benchmark",
    "CHISO_LOG_LEVEL": "ERROR",
}

import django  # noqa: E402  after its settings are chosen

django.setup()

import numpy as np  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.core.management import call_command  # noqa: E402  after its models are known
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from measuring.memory import peak  # noqa: E402
from measuring.timing import CPU, RUNS, WALL, Work, medians, milliseconds  # noqa: E402

from chiso.definition.model import Edition  # noqa: E402
from chiso.evaluation import evaluate  # noqa: E402
from chiso.synthesis import synthetic  # noqa: E402
from chiso.values import Missing, ObservationTable, table_of  # noqa: E402
from chiso_web.accounts.models import Holding, User  # noqa: E402
from chiso_web.accounts.roles import Role  # noqa: E402
from chiso_web.assessment.asked import leaves_asked  # noqa: E402
from chiso_web.assessment.evaluating import round_compute  # noqa: E402
from chiso_web.assessment.models import Entrant, Line, Round, Value  # noqa: E402
from chiso_web.assessment.models.forms import NOT_APPLICABLE  # noqa: E402
from chiso_web.assessment.moves import DecisionKind, FormState, LineState  # noqa: E402
from chiso_web.assessment.services.filling import Change, values_save  # noqa: E402
from chiso_web.assessment.services.opening import (  # noqa: E402
    GroupPlan,
    RoundPlan,
    round_make,
    round_open,
)
from chiso_web.audit.services import SYSTEM  # noqa: E402
from chiso_web.results.selectors import edition_named  # noqa: E402
from chiso_web.units.models import Unit  # noqa: E402

UNITS, EDITION, PERIOD = 500, "ha-noi-communes@2026", "2026"
TODAY = timezone.localdate()
OPEN_MEASURE = "hn.plan.days_late"
QUEUE, TRIVIAL = "/rounds/benchmark/appraise/ward/1.2", "/health"
UNDECIDED = 100  # forms of which the criterion is not decided on yet


def unit(code: str, kind: str, level: str, parent: Unit | None) -> Unit:
    names = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), f"Đơn vị {code}")
    facts = {"uid": f"{code}@2026-01-01", "kind": kind, "level": level, "code": code}
    return Unit(**facts, place=1, fold=code, sort_key=code, parent=parent, **names)


def opened() -> tuple[Round, float]:
    """A round of 500 invented wards, open, and the milliseconds that opening took."""
    office = unit("p", "province", "province", None)
    office.save()
    wards = [unit(f"w{number:03d}", "ward", "commune", office) for number in range(UNITS)]
    Unit.objects.bulk_create(wards)
    group = GroupPlan(
        kind="ward",
        edition=EDITION,
        self_from=TODAY - timedelta(20),
        self_until=TODAY + timedelta(9),
        appraisal_from=TODAY - timedelta(20),
        appraisal_until=TODAY + timedelta(30),
        publication_on=TODAY + timedelta(60),
    )
    plan = RoundPlan(
        slug="benchmark",
        unit=office,
        period=PERIOD,
        reported_from=date(2025, 11, 1),
        reported_until=date(2026, 10, 31),
        groups=[group],
    )
    made = round_make(plan, actor=SYSTEM)
    took = milliseconds(lambda: round_open(made.pk, actor=SYSTEM), CPU)
    return Round.objects.get(pk=made.pk), took


def appraised(one: Round, edition: Edition) -> None:
    """Every form but the last filled with drawn values, signed and accepted, some lines changed."""
    entrants = list(one.entrants.select_related("unit").order_by("pk"))
    generator = np.random.default_rng(7)
    ids = [entrant.unit.uid for entrant in entrants]
    table = synthetic(edition, ids, period=PERIOD, generator=generator)
    *done, _open = entrants
    Value.objects.bulk_create(values_of(edition, done, table), batch_size=2_000)
    by = User.objects.create(username="appraiser", full_name="Đỗ Minh")
    decided = {"decided_by": by, "decided_at": timezone.now(), "decision_version": 1}
    lines = Line.objects.filter(entrant__in=done)
    lines.update(state=LineState.DONE, how="Sổ", counted="Tỷ lệ", decision="accept", **decided)
    changed = {"decision": DecisionKind.CHANGE, "decided_points": 0.5, "reason": "Thiếu căn cứ"}
    Line.objects.filter(entrant__in=done[::5], node="1.2").update(**changed)
    signed = {"signed_at": timezone.now(), "signed_by": by, "state": FormState.SIGNED}
    Entrant.objects.filter(pk__in=[entrant.pk for entrant in done]).update(**signed)


def values_of(edition: Edition, entrants: list[Entrant], table: ObservationTable) -> list[Value]:
    """The drawn values of every measure that forms ask for."""
    asked = dict.fromkeys(
        measure
        for leaf in leaves_asked(edition)
        for measure in (leaf.rule.measures if leaf.rule else ())
    )
    found = []
    for row, entrant in enumerate(entrants):
        for measure in asked:
            seen = table.observation(row, measure).value
            absent = {"missing": NOT_APPLICABLE, "ground": "Không phát sinh"}
            told = absent if isinstance(seen, Missing) else {"value": seen}
            found.append(Value(entrant=entrant, measure=measure, version=1, **told))
    return found


def appraiser(one: Round) -> Client:
    """The browser of an appraiser in a department beside the wards, with work in the queue."""
    waiting = one.entrants.order_by("-pk").values_list("pk", flat=True)[1 : UNDECIDED + 1]
    nobody = {"decided_by": None, "decided_at": None, "decided_points": None, "reason": ""}
    Line.objects.filter(entrant__in=list(waiting), node="1.2").update(decision="", **nobody)
    department = unit("so", "provincial_department", "province", one.unit)
    department.save()
    by = User.objects.create(username="thamdinh", full_name="Lê Yến")
    since = TODAY - timedelta(30)
    Holding.objects.create(user=by, role=Role.APPRAISER, unit=department, since=since)
    Authenticator.objects.create(user=by, type=Authenticator.Type.TOTP, data={"secret": "x"})
    asks = Client(SERVER_NAME="localhost")
    asks.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = asks.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(by.pk)
    session.save()
    return asks


def queue(asks: Client) -> dict[str, float]:
    """The appraiser's queue of one criterion at the server, beside a trivial page."""

    def body(address: str) -> bytes:
        answer = asks.get(address)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{answer.status_code} instead of 200")
        return answer.content

    page, health = medians(lambda: body(QUEUE), lambda: body(TRIVIAL), clock=WALL)
    return {
        "queue": page,
        "health": health,
        "queue_queries": counted(lambda: body(QUEUE)),
        "queue_bytes": len(body(QUEUE)),
        "queue_peak": peak(lambda: body(QUEUE)),
    }


def counted(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def saving(entrant: Entrant) -> Callable[[], object]:
    """Saves of one value, each another number on the version before."""
    by = User.objects.create(username="reporter", full_name="Trần Hà")
    numbers = iter(range(1_000))

    def save() -> object:
        turn = next(numbers)
        change = Change(measure=OPEN_MEASURE, seen=turn, typed=str(turn % 30 + 1))
        return values_save(entrant.pk, [change], by=by, actor=SYSTEM, today=TODAY)

    return save


def alternating(*works: Work) -> dict[str, float]:
    recompute, bare = medians(*works, clock=CPU)
    return {"recompute": recompute, "bare": bare}


def figures() -> dict[str, float]:
    """Milliseconds, megabytes and counts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    edition = edition_named(EDITION)
    one, opening = opened()
    appraised(one, edition)
    (computed,) = round_compute(one)
    table = table_of(computed.observations)
    kinds = dict.fromkeys(computed.units, "ward")
    found = alternating(
        lambda: round_compute(one)[0].evaluation.points,
        lambda: evaluate(edition, table, groups=kinds).points,
    )
    save = saving(one.entrants.order_by("pk").last() or Entrant())
    save()
    return found | {
        "units": len(computed.units),
        "observations": len(computed.observations),
        "criteria": len(edition.leaves),
        "open": opening,
        "save": median(milliseconds(save, CPU) for _ in range(RUNS)),
        "save_queries": counted(save),
        "queries": counted(lambda: round_compute(one)),
        "peak": peak(lambda: round_compute(one)),
        "save_peak": peak(save),
        **queue(appraiser(one)),
    }


if __name__ == "__main__":
    print(json.dumps(figures()))
