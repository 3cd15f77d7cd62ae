"""Entries as verification reads them: in the order of the chains, a batch at a time."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from chiso_web.audit.canonical import HASHED, entry_digest
from chiso_web.audit.models import Entry

BATCH = 2_000


class Row(NamedTuple):
    """An entry's values; those that are hashed stand between ``id`` and ``digest``."""

    id: int
    app: str
    unit: str
    number: int
    recorded_at: datetime
    actor_name: str
    actor_full_name: str
    actor_role: str
    actor_unit: str
    action: str
    subject: str
    before: str
    after: str
    reason: str
    previous: str
    digest: str
    words: str

    @property
    def chain(self) -> tuple[str, str]:
        """The chain it stands in."""
        return (self.app, self.unit)

    @property
    def computed(self) -> str:
        """The digest of what it says."""
        return entry_digest(self[1:-2])

    def placed(self, *, number: int, previous: str) -> str:
        """The digest of what it says, if it stood at another place."""
        return self._replace(number=number, previous=previous).computed


COLUMNS = ("id", *HASHED, "digest", "words")


def rows_in_order(units: Collection[str] | None = None) -> Iterator[Row]:
    """Every entry, or those of some units, by app, unit and number. Not one long query: that would
    hold a snapshot, and on PostgreSQL a copy of everything, for as long as it runs.
    """
    of_units = {} if units is None else {"unit__in": sorted(units)}
    found = Entry.objects.filter(**of_units).order_by("app", "unit", "number")
    entries = found.values_list(*COLUMNS)
    batch = [Row(*values) for values in entries[:BATCH]]
    while batch:
        yield from batch
        last = batch[-1]
        place = Tuple("app", "unit", "number")
        beyond = TupleGreaterThan(place, (last.app, last.unit, last.number))
        batch = [Row(*values) for values in entries.filter(beyond)[:BATCH]]


def rows_of_chain(app: str, unit: str) -> Iterator[Row]:
    """The entries of one chain in order."""
    entries = Entry.objects.filter(app=app, unit=unit).order_by("number").values_list(*COLUMNS)
    return (Row(*values) for values in entries.iterator(BATCH))
