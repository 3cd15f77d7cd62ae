"""What 10,000 changes by 16 writers take with the trail, and with an unchained log row, on a fresh
database (run by `measuring.in_django`).
"""

import json
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from statistics import median
from typing import ClassVar

from django.core.management import call_command
from django.db import connection, models, transaction

from chiso_web.audit.models import Entry
from chiso_web.audit.services import Actor, record
from chiso_web.audit.verifying import verify

CHANGES, WRITERS, ROUNDS = 10_000, 16, 3
APPS, UNITS, ROWS = ("assessment", "files", "reporting"), 14, 100  # 42 chains, as 14 wards have
ACTOR = Actor(name="binh", full_name="Nguyễn Thị Bình", role="reporter", unit="00145")

Change = Callable[[str, str, int], None]


class Changed(models.Model):
    """What is changed."""

    unit = models.CharField(max_length=80)
    points = models.FloatField()
    objects: ClassVar = models.Manager()

    class Meta:
        app_label = "audit"


class Logged(models.Model):
    """An unchained log row: an entry's fields and indexes, without number, digests and words."""

    app = models.CharField(max_length=32)
    unit = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    actor_name = models.CharField(max_length=150)
    actor_full_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=200)
    actor_unit = models.CharField(max_length=80)
    action = models.CharField(max_length=64)
    subject = models.TextField()
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    objects: ClassVar = models.Manager()

    class Meta:
        app_label = "audit"
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="logged_by_time"),
            models.Index(fields=["unit", "recorded_at"], name="logged_by_unit"),
            models.Index(fields=["app", "recorded_at"], name="logged_by_app"),
            models.Index(fields=["action", "recorded_at"], name="logged_by_action"),
            models.Index(fields=["actor_name", "recorded_at"], name="logged_by_actor"),
        ]


def chained(app: str, unit: str, row: int) -> None:
    """A change, and its entry in the trail."""
    with transaction.atomic():
        Changed.objects.filter(pk=row).update(points=models.F("points") + 1)
        record(
            app=app,
            unit=unit,
            actor=ACTOR,
            action="score.changed",
            subject=f"criterion 1.2 of row {row}",
            before={"points": 3.5},
            after={"points": 4.5},
            reason="Bổ sung tài liệu kiểm chứng",
        )


def logged(app: str, unit: str, row: int) -> None:
    """The same change, and a plain log row."""
    with transaction.atomic():
        Changed.objects.filter(pk=row).update(points=models.F("points") + 1)
        Logged.objects.create(
            app=app,
            unit=unit,
            recorded_at=datetime.now(UTC),
            actor_name=ACTOR.name,
            actor_full_name=ACTOR.full_name,
            actor_role=ACTOR.role,
            actor_unit=ACTOR.unit,
            action="score.changed",
            subject=f"criterion 1.2 of row {row}",
            before=json.dumps({"points": 3.5}),
            after=json.dumps({"points": 4.5}),
            reason="Bổ sung tài liệu kiểm chứng",
        )


def writer(seed: int, change: Change, ready: Barrier) -> None:
    """One writer's share of the changes, on a connection of its own."""
    chance = random.Random(seed)
    connection.ensure_connection()
    ready.wait()
    for _ in range(CHANGES // WRITERS):
        unit = chance.randrange(UNITS)
        row = 1 + unit * ROWS + chance.randrange(ROWS)
        change(chance.choice(APPS), f"{unit:05d}", row)


def seconds(change: Change) -> float:
    """From the moment that all writers are ready until the last has ended."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    ready = fork.Barrier(WRITERS + 1)
    writers = [fork.Process(target=writer, args=(seed, change, ready)) for seed in range(WRITERS)]
    for one in writers:
        one.start()
    ready.wait()
    began = time.perf_counter()
    for one in writers:
        one.join()
    took = time.perf_counter() - began
    failed = [one.exitcode for one in writers if one.exitcode]
    if failed:
        raise RuntimeError(f"{len(failed)} writers ended with an error")
    return took


def prepared() -> None:
    """The tables, and the rows that are changed."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Changed)
        editor.create_model(Logged)
    Changed.objects.bulk_create(
        Changed(unit=f"{unit:05d}", points=0) for unit in range(UNITS) for _ in range(ROWS)
    )


def figures() -> dict[str, float]:
    """Medians in milliseconds, and how many changes of all rounds have their row."""
    prepared()
    rounds = [(seconds(chained), seconds(logged)) for _ in range(ROUNDS)]
    trail, plain = zip(*rounds, strict=True)
    return {
        "trail": median(trail) * 1000,
        "plain": median(plain) * 1000,
        "made": CHANGES * ROUNDS,
        "entries": Entry.objects.count(),
        "faults": len(verify().faults),
    }
