"""Processes that work on one round, or are killed at it: run by tests.web.in_django.

Every line that they print is an answer that somebody got: JSON, after the transaction has ended.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Lock

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import Role
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Entrant, Line, Publication, Round, Value
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.services import evidence, filling, publishing, signing
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.assessment.services.opening import (
    GroupPlan,
    RoundPlan,
    round_make,
    round_open,
)
from chiso_web.audit.services import SYSTEM
from chiso_web.results.models import Score
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit

TODAY = timezone.localdate()
EDITION = "ha-noi-communes@2026"
WARDS, THREADS, EACH = 4, 10, 5
MEASURES = ("hn.plan.days_late", "hn.reports.wrong", "hn.dialogues", "hn.plan.planned")
ROLES = {
    "reporter": Role.REPORTER,
    "head": Role.HEAD,
    "runner": Role.COUNCIL_MEMBER,
    "chair": Role.COUNCIL_CHAIR,
}
COUNCIL = (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR)
PRINTING = Lock()


def say(**told: object) -> None:
    """Tell whoever started the process what was acknowledged."""
    with PRINTING:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def unit_made(code: str, kind: str, level: str, parent: Unit | None = None) -> Unit:
    names = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), f"Đơn vị {code}")
    return Unit.objects.create(
        uid=f"{code}@2026-01-01",
        kind=kind,
        level=level,
        code=code,
        place=1,
        fold=code,
        sort_key=code,
        parent=parent,
        **names,
    )


def prepared(wards: int) -> None:
    """An office, wards with their forms, and people; nothing is declared."""
    office = unit_made("p", "province", "province")
    for number in range(wards):
        unit_made(f"w{number}", "ward", "commune", office)
    for name in ("reporter", "head", "runner", "chair"):
        User.objects.create(username=name, full_name=name)
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
        slug="together",
        unit=office,
        period="2026",
        reported_from=date(2025, 11, 1),
        reported_until=date(2026, 10, 31),
        groups=[group],
    )
    round_open(round_make(plan, actor=SYSTEM).pk, actor=SYSTEM)


def session_made(name: str) -> None:
    """A person with their role, signed in: what their browser sends."""
    by, role = person(name), ROLES[name]
    office = Unit.objects.filter(code="p")
    units = office if role in COUNCIL else [entrant.unit for entrant in forms()]
    for unit in units:
        Holding.objects.create(user=by, role=role, unit=unit, since=TODAY - timedelta(30))
    browser = Client()
    browser.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = {name: one.value for name, one in browser.cookies.items()}
    say(cookies=cookies, csrf=settings.CSRF_COOKIE_NAME)


def person(name: str) -> User:
    return User.objects.get(username=name)


def forms() -> list[Entrant]:
    return list(Entrant.objects.select_related("group", "round", "unit").order_by("pk"))


def saved(entrant: int, measure: str, typed: str, *, by: User) -> None:
    """One save with the version that stands now, told as it came out."""
    found = Value.objects.filter(entrant=entrant, measure=measure).first()
    seen = found.version if found else 0
    change = Change(measure=measure, seen=seen, typed=typed)
    made = values_save(entrant, [change], by=by, actor=SYSTEM, today=TODAY)
    version = made.form.values[measure].version if measure in made.form.values else 0
    is_kept = not made.conflicts and version == seen + 1
    say(entrant=entrant, measure=measure, typed=typed, kept=is_kept, version=version)


def saves(number: int) -> None:
    """Many people at once: each goes round all forms and measures, and often meets another."""
    keys, by = [one.pk for one in forms()], person("reporter")

    def work(thread: int) -> None:
        for turn in range(EACH):
            mixed = thread + turn * 7
            typed = str(1 + number * 1_000 + thread * 10 + turn)
            saved(keys[mixed % WARDS], MEASURES[mixed % len(MEASURES)], typed, by=by)
        connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))


def saves_without_end(number: int) -> None:
    """Saves of one form after another until the process is killed."""
    keys, by = [one.pk for one in forms()], person("reporter")
    for turn in range(1_000_000):
        measure = MEASURES[turn % 3]
        saved(keys[(number + turn) % WARDS], measure, str(number + 10 * (1 + turn)), by=by)


def filled() -> None:
    """Every form filled and accounted for, so that it can be signed."""
    for entrant in forms():
        entrant.lines.update(how="Đối chiếu sổ", counted="Theo tỷ lệ")
        changes = [
            Change(measure=measure, seen=0, typed="1")
            for leaf in leaves_asked(edition_named(EDITION))
            for measure in (leaf.rule.measures if leaf.rule else ())
        ]
        values_save(entrant.pk, changes, by=person("reporter"), actor=SYSTEM, today=TODAY)
        signing.form_submit(entrant.pk, actor=SYSTEM, today=TODAY)


def signed() -> Iterator[int]:
    for entrant in forms():
        turn = Entrant.objects.get(pk=entrant.pk).turn
        told = {"by": person("head"), "actor": SYSTEM, "today": TODAY}
        signing.form_sign(entrant.pk, turn=turn, **told)
        yield entrant.pk


def accepted() -> None:
    """Every line accepted."""
    told = {"decided_by": person("chair"), "decided_at": timezone.now(), "decision_version": 1}
    Line.objects.update(decision=DecisionKind.ACCEPT, **told)


def published() -> None:
    """Accepted to the last line, prepared by one and confirmed by another."""
    accepted()
    decided = publishing.Decided(decision="12/QĐ-UBND", decided_on=TODAY, signer="Nguyễn Văn Ký")
    one = Round.objects.get()
    if not Publication.objects.exists():
        people = {"by": person("runner"), "actor": SYSTEM, "today": TODAY}
        publishing.publication_prepare(one.pk, decided, **people)
        say(prepared=True)
    made = Publication.objects.get()
    publishing.publication_confirm(made.pk, by=person("chair"), actor=SYSTEM)
    say(published=True)


def killed(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(moment: str) -> None:
    """Killed in the middle of one act, where it hurts most."""
    if moment == "save":
        filling.record = killed
        saved(forms()[0].pk, MEASURES[0], "7", by=person("reporter"))
    elif moment == "sign":
        signing.record = killed
        list(signed())
    elif moment == "publish-scores":
        batch = Score.objects.bulk_create
        Score.objects.bulk_create = lambda rows, **told: (batch(rows[:20], **told), killed())
        published()
    elif moment == "publish-record":
        publishing.round_recorded = lambda *told, **more: (
            killed() if told[2] == "round.published" else None
        )
        published()
    elif moment == "document":
        evidence.record = killed
        told = evidence.Told(abstract="Báo cáo năm", link="https://example.vn/bao-cao")
        unit = Unit.objects.get(code="w0")
        evidence.document_add(unit, told, file=None, by=person("reporter"), actor=SYSTEM)


def main() -> None:
    action, *more = sys.argv[1:]
    if action == "prepare":
        prepared(int(more[0]) if more else WARDS)
    elif action == "session":
        session_made(more[0])
    elif action == "saves":
        saves(int(more[0]))
    elif action == "saves-without-end":
        saves_without_end(int(more[0]))
    elif action == "fill":
        filled()
    elif action == "sign":
        for key in signed():
            say(signed=key)
    elif action == "accept":
        accepted()
    elif action == "publish":
        published()
    elif action == "killed-at":
        killed_at(more[0])


if __name__ == "__main__":
    main()
