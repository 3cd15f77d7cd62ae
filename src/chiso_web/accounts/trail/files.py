"""Entries as a file: every field as it is recorded, so that its digest can be computed again."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from chiso_web.accounts.trail.labels import action_label
from chiso_web.audit.canonical import HASHED, moment_text
from chiso_web.audit.models import Entry
from chiso_web.look.saving import encoded, saved

MOST = 20_000


def entries_file(entries: Sequence[Entry], *, kind: str, day: date) -> HttpResponse:
    """The entries, newest first, as a file to save."""
    content = encoded(columns(entries), kind)
    return saved(content, kind=kind, name=f"trail_{day.isoformat()}")


def columns(entries: Sequence[Entry]) -> dict[str, list[object]]:
    """A column for each field that is hashed, the digest, and the action in words."""
    found: dict[str, list[object]] = {"id": [entry.pk for entry in entries]}
    found |= {name: [getattr(entry, name) for entry in entries] for name in HASHED}
    found["recorded_at"] = [moment_text(entry.recorded_at) for entry in entries]
    found["digest"] = [entry.digest for entry in entries]
    found["action_label"] = [action_label(entry.action) for entry in entries]
    return found
