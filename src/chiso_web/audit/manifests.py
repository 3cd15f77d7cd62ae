"""Manifests: the heads of all chains, once a day, for others to keep."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from chiso_web.audit.canonical import (
    BEGINNING,
    MANIFEST_FORM,
    manifest_digest,
    manifest_text,
    moment_text,
)
from chiso_web.audit.faults import Fault, Kind
from chiso_web.audit.models import Head, Manifest

Heads = list[list[Any]]


class ManifestUnreadable(Exception):
    """A file that is no manifest."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"Found {found}; expected a manifest of the trail, a JSON object of the form "
            f"{MANIFEST_FORM}. See docs/method/trail.md"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A manifest as it is published."""

    day: str
    made_at: str
    previous: str
    heads: Heads
    digest: str

    @property
    def computed(self) -> str:
        """The digest of what it says."""
        return manifest_digest(
            day=self.day, made_at=self.made_at, previous=self.previous, heads=self.heads
        )

    @property
    def entries(self) -> int:
        """How many entries there were."""
        return sum(number for _app, _unit, number, _digest in self.heads)

    def text(self) -> str:
        """The file: JSON in UTF-8, a line for each head."""
        names = ("day", "made_at", "previous", "digest")
        facts = {name: getattr(self, name) for name in names}
        return manifest_text(facts=facts, heads=self.heads)


@dataclass(frozen=True, slots=True)
class Pin:
    """What manifests say of an entry: its digest, on which day first, and whether one of those
    that the database holds says so.
    """

    digest: str
    day: str
    stored: bool


Pins = Mapping[int, tuple[Pin, ...]]
"""What manifests say of a chain, by the numbers of its entries."""


@transaction.atomic
def manifest_make(day: date) -> Manifest:
    """The manifest of a day: that which there is, or else one of the heads as they are now."""
    made = Manifest.objects.filter(day=day).first()
    if made is not None:
        return made
    before = Manifest.objects.order_by("-day").first()
    rows = Head.objects.values_list("app", "unit", "number", "digest")
    heads = sorted(list(row) for row in rows)
    moment, previous = datetime.now(UTC), before.digest if before else BEGINNING
    facts = {"day": day.isoformat(), "made_at": moment_text(moment), "previous": previous}
    manifest = Manifest(
        day=day,
        made_at=moment,
        heads=json.dumps(heads, ensure_ascii=False, separators=(",", ":")),
        previous=previous,
        digest=manifest_digest(**facts, heads=heads),
    )
    manifest.full_clean()
    manifest.save(force_insert=True)
    return manifest


def published(manifest: Manifest) -> Published:
    """A stored manifest as it is published."""
    return Published(
        day=manifest.day.isoformat(),
        made_at=moment_text(manifest.made_at),
        previous=manifest.previous,
        heads=json.loads(manifest.heads),
        digest=manifest.digest,
    )


def manifest_read(text: str) -> Published:
    """The manifest of a file's text.

    Raises:
        ManifestUnreadable: it is none.
    """
    try:
        facts = json.loads(text)
    except ValueError as error:
        raise ManifestUnreadable("no JSON") from error
    if not isinstance(facts, dict) or facts.get("format") != MANIFEST_FORM:
        raise ManifestUnreadable("another JSON")
    names = ("day", "made_at", "previous", "digest")
    heads: Any = facts.get("heads")
    if not (all(isinstance(facts.get(name), str) for name in names) and _are_heads(heads)):
        raise ManifestUnreadable("a manifest with parts missing")
    return Published(**{name: facts[name] for name in names}, heads=heads)


def _are_heads(heads: object) -> bool:
    return isinstance(heads, list) and all(
        isinstance(head, list) and [type(part) for part in head] == [str, str, int, str]
        for head in heads
    )


def manifest_faults(kept: Sequence[Published]) -> tuple[list[Published], list[Fault]]:
    """All manifests, those stored and those kept elsewhere, and what is wrong with them."""
    stored = [published(one) for one in Manifest.objects.order_by("day")]
    faults, previous = [], BEGINNING
    for one in stored:
        if one.previous != previous:
            faults.append(_fault(one.day, found=one.previous, expected=previous))
        previous = one.digest
    faults += [
        _fault(one.day, found=one.computed, expected=one.digest)
        for one in (*stored, *kept)
        if one.computed != one.digest
    ]
    by_day = {one.day: one.digest for one in stored}
    faults += [  # one that is not stored may be newer than a backup: its heads are compared
        _fault(one.day, found=by_day[one.day], expected=one.digest)
        for one in kept
        if by_day.get(one.day, one.digest) != one.digest
    ]
    return [*stored, *kept], sorted(faults, key=lambda fault: fault.day)[:1]


def _fault(day: str, *, found: str, expected: str) -> Fault:
    return Fault(kind=Kind.MANIFEST, day=day, found=found, expected=expected)


def pins_by_chain(manifests: Sequence[Published], stored: int) -> Mapping[tuple[str, str], Pins]:
    """What manifests, the first ``stored`` of them the database's, say of the entries of each
    chain; the earliest of those that agree, and each of those that do not.
    """
    pins: dict[tuple[str, str], dict[int, dict[str, Pin]]] = {}
    told = [(one, place < stored) for place, one in enumerate(manifests)]
    for one, is_stored in sorted(told, key=lambda pair: pair[0].day):
        for app, unit, number, digest in one.heads:
            agreeing = pins.setdefault((app, unit), {}).setdefault(number, {})
            first = agreeing.get(digest)
            agreeing[digest] = Pin(
                digest, first.day if first else one.day, is_stored or bool(first and first.stored)
            )
    return {
        chain: {number: tuple(found.values()) for number, found in numbers.items()}
        for chain, numbers in pins.items()
    }
