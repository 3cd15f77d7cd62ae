"""Storing many rows at once."""

from collections.abc import Sequence

from chiso_web.assessment.demo.forms import Rows
from chiso_web.assessment.models import Entrant, Event, Line, Value
from chiso_web.results.plans import plans_refresh

BATCH = 2_000
PLACED = ("state", "turn", "submitted_at", "signed_at", "signed_by")


def rows_store(entrants: Sequence[Entrant], rows: Rows) -> None:
    """The forms' states and all their rows."""
    Entrant.objects.bulk_update(entrants, PLACED, batch_size=200)
    Value.objects.bulk_create(rows.values, batch_size=BATCH)
    Line.objects.bulk_create(rows.lines, batch_size=BATCH)
    Event.objects.bulk_create(rows.events, batch_size=BATCH)
    plans_refresh(Entrant, Value, Line, Event)
