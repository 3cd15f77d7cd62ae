"""What a round of 500 units on 60 criteria takes to open, fill, appraise and recompute, on a fresh
database (run by `measuring.in_django`).
"""

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from itertools import count
from pathlib import Path
from statistics import median

from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from measuring.memory import peak
from measuring.timing import CPU, RUNS, WALL, Work, medians, milliseconds

from chiso.definition.model import Edition
from chiso.evaluation import evaluate
from chiso.values import table_of
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Entrant, Line, Round
from chiso_web.assessment.publishing.shown import Shown, result_now
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.assessment.services.opening import round_open
from chiso_web.audit.services import SYSTEM
from measured.large_round import (
    TODAY,
    edition_written,
    filled,
    last_year,
    round_prepared,
    unit_of,
)

OPEN_MEASURE = "hn.plan.days_late"
NODE = "1.2"
TRIVIAL = "/health"
UNDECIDED = 100  # forms of which the criterion is not decided on yet


def figures() -> dict[str, float]:
    """Milliseconds by the clock on the wall and of CPU time, megabytes and counts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        return found_with(edition_written(Path(folder)))


def found_with(edition: Edition) -> dict[str, float]:
    """The figures of a round that an edition scores."""
    made = round_prepared()
    by = User.objects.create(username="appraiser", full_name="Đỗ Minh")
    last_year(made, edition)
    opened = milliseconds(lambda: round_open(made.pk, actor=SYSTEM), WALL)
    one = Round.objects.get(pk=made.pk)
    filled(one, edition, by=by)
    return recomputing(one) | saving(one) | appraising(one) | {"open": opened}


def recomputing(one: Round) -> dict[str, float]:
    """The draft result of the round, beside the library's evaluation of the table built before."""
    shown = result_now(one)
    (computed,) = shown.computed
    table, kinds = table_of(computed.observations), dict.fromkeys(computed.units, "ward")
    edition = computed.evaluation.edition
    return {
        "units": len(computed.units),
        "criteria": len(edition.leaves),
        "observations": len(computed.observations),
        **timed(
            recompute=lambda: points_of(result_now(one)),
            bare=lambda: evaluate(edition, table, groups=kinds).points,
        ),
        "recompute_queries": counted(lambda: result_now(one)),
        "recompute_peak": peak(lambda: points_of(result_now(one))),
    }


def points_of(shown: Shown) -> list[object]:
    return [each.evaluation.points for each in shown.computed]


def saving(one: Round) -> dict[str, float]:
    """One value of the form that is open, each time another number on the version before."""
    entrant = one.entrants.order_by("pk").last() or Entrant()
    by = User.objects.create(username="reporter", full_name="Trần Hà")
    turns = count()

    def save() -> object:
        turn = next(turns)
        change = Change(measure=OPEN_MEASURE, seen=turn, typed=str(turn % 30 + 1))
        return values_save(entrant.pk, [change], by=by, actor=SYSTEM, today=TODAY)

    save()
    return {**timed(save=save), "save_queries": counted(save), "save_peak": peak(save)}


def appraising(one: Round) -> dict[str, float]:
    """The appraiser's pages at the server, beside a trivial one, and a decision."""
    entrants = one.entrants.select_related("unit").order_by("-pk")[1 : UNDECIDED + 1]
    reopened(entrants)
    asks, waiting = appraiser(one), iter([entrant.unit.uid for entrant in entrants])
    unit = entrants[0].unit.uid
    pages = {
        "queue": f"/rounds/{one.slug}/appraise/ward/{NODE}",
        "unit": f"/rounds/{one.slug}/appraise/of/{unit}",
        "hand": f"/rounds/{one.slug}/appraise/ward/{NODE}?unit={unit}&only=hand",
    }
    works: dict[str, Work] = {name: partial(body, asks, address) for name, address in pages.items()}
    works["decide"] = lambda: decided(asks, one, next(waiting))
    found = timed(**works, health=lambda: body(asks, TRIVIAL))
    for name, work in works.items():
        found[f"{name}_queries"] = counted(work)
        found[f"{name}_peak"] = peak(work)
    return found | {f"{name}_bytes": len(body(asks, address)) for name, address in pages.items()}


def reopened(entrants: Iterable[Entrant]) -> None:
    """Nothing of a form is decided, nor a criterion of many."""
    keys = [entrant.pk for entrant in entrants]
    nobody = {"decided_by": None, "decided_at": None, "decided_points": None, "reason": ""}
    Line.objects.filter(entrant__in=keys, node=NODE).update(decision="", **nobody)
    Line.objects.filter(entrant=keys[0]).update(decision="", **nobody)


def appraiser(one: Round) -> Client:
    """The browser of an appraiser in a department beside the wards."""
    department = unit_of("so", "provincial_department", "province", one.unit)
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


def body(asks: Client, address: str) -> bytes:
    answer = asks.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address}: {answer.status_code} instead of 200")
    return answer.content


def decided(asks: Client, one: Round, unit: str) -> None:
    """A line accepted; the way on to the next one is the answer."""
    told = {"kind": "accept", "seen": "1"}
    answer = asks.post(f"/rounds/{one.slug}/appraise/of/{unit}/{NODE}", told)
    if answer.status_code != HTTPStatus.FOUND:
        raise RuntimeError(f"a decision: {answer.status_code} instead of 302")


def timed(**works: Work) -> dict[str, float]:
    """The medians of works that are run in turn: by the clock on the wall, and of CPU time."""
    wall = medians(*works.values(), clock=WALL)
    cpu = [median(milliseconds(work, CPU) for _ in range(RUNS)) for work in works.values()]
    return dict(zip(works, wall, strict=True)) | {
        f"{name}_cpu": took for name, took in zip(works, cpu, strict=True)
    }


def counted(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
