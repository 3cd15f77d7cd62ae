"""Entries as a file: every field as it is recorded, so that its digest can be computed again."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from chiso import tables
from chiso_web.accounts.trail.labels import action_label
from chiso_web.audit.canonical import HASHED, moment_text
from chiso_web.audit.models import Entry

MOST = 20_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def entries_file(entries: Sequence[Entry], *, kind: str, day: date) -> HttpResponse:
    """The entries, newest first, as a file to save."""
    content = tables.encoded(columns(entries), kind)
    bom = b"\xef\xbb\xbf" if kind == "csv" else b""  # without it Excel reads Windows letters
    response = HttpResponse(bom + content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="trail_{day.isoformat()}.{kind}"'
    return response


def columns(entries: Sequence[Entry]) -> dict[str, list[object]]:
    """A column for each field that is hashed, the digest, and the action in words."""
    found: dict[str, list[object]] = {"id": [entry.pk for entry in entries]}
    found |= {name: [getattr(entry, name) for entry in entries] for name in HASHED}
    found["recorded_at"] = [moment_text(entry.recorded_at) for entry in entries]
    found["digest"] = [entry.digest for entry in entries]
    found["action_label"] = [action_label(entry.action) for entry in entries]
    return found
