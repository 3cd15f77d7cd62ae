"""Entries of the trail, the head of each chain, and the manifest of each day.

Text only and no foreign keys: an entry says what held when it was written, whatever became of the
person, the unit or the thing since.
"""

from django.db import models


class Entry(models.Model):
    """One thing that was done. Entries of one (app, unit) form a chain, ``number`` is the place in
    it; each holds the ``digest`` of the one before as ``previous``.

    ``before`` and ``after`` are canonical JSON, empty where there is nothing to tell. ``words`` is
    what the entry is found by; it follows from the other fields and is no part of the digest. The
    database refuses to change or delete a row (``append_only``).
    """

    app = models.CharField(max_length=32)
    unit = models.CharField(max_length=80, blank=True)
    number = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()
    actor_name = models.CharField(max_length=150, blank=True)
    actor_full_name = models.CharField(max_length=200, blank=True)
    actor_role = models.CharField(max_length=200, blank=True)
    actor_unit = models.CharField(max_length=80, blank=True)
    action = models.CharField(max_length=64)
    subject = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "unit", "number"], name="entry_place_once"),
        ]
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="entry_by_time"),
            models.Index(fields=["unit", "recorded_at"], name="entry_by_unit"),
            models.Index(fields=["app", "recorded_at"], name="entry_by_app"),
            models.Index(fields=["action", "recorded_at"], name="entry_by_action"),
            models.Index(fields=["actor_name", "recorded_at"], name="entry_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.app}/{self.unit} {self.number}: {self.action}"


class Head(models.Model):
    """The last entry of a chain. Who writes locks it, so that only writers of one chain queue."""

    app = models.CharField(max_length=32)
    unit = models.CharField(max_length=80, blank=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "unit"], name="head_once")]

    def __str__(self) -> str:
        return f"{self.app}/{self.unit} {self.number}"


class Manifest(models.Model):
    """The heads of all chains at one moment of a day, made to be published.

    ``heads`` is canonical JSON: ``[[app, unit, number, digest], …]``. Manifests form a chain too.
    The database refuses to change or delete a row.
    """

    day = models.DateField(unique=True)
    made_at = models.DateTimeField()
    heads = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.digest}"
