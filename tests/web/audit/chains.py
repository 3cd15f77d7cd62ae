"""Chains for the tests of verification, and the hand of one who may do anything to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from chiso_web.audit.append_only import guards_drop
from chiso_web.audit.models import Entry
from chiso_web.audit.services import Actor, record

BINH = Actor(name="binh", full_name="Nguyễn Thị Bình", role="reporter", unit="00145")
CHAIN = {"app": "files", "unit": "00145"}


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is undone: entries, altered rows, guards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def chains(length: int) -> list[Entry]:
    """The entries of one chain, written in turn with those of two others."""
    found = []
    for number in range(1, length + 1):
        facts = {"action": "file.renamed", "subject": f"file {number}", "actor": BINH}
        facts |= {"before": {"name": f"báo cáo {number}"}, "after": {"name": f"Báo cáo {number}"}}
        found.append(record(**CHAIN, **facts, reason="viết hoa"))
        record(app="files", unit="", **facts)
        record(app="accounts", unit="00145", **facts)
    return found


def altered(entry: Entry, **values: object) -> None:
    """Change a row as one who has taken the guards away."""
    guards_drop(connection)
    Entry.objects.filter(pk=entry.pk).update(**values)


def dropped(entry: Entry) -> None:
    """Delete a row so."""
    guards_drop(connection)
    Entry.objects.filter(pk=entry.pk).delete()


def swapped(one: Entry, other: Entry, *names: str) -> None:
    """Let two rows change some of their values; numbers by way of a third, as they are unique."""
    mine = {name: getattr(one, name) for name in names}
    its = {name: getattr(other, name) for name in names}
    if "number" in names:
        altered(one, number=10**9)
    altered(other, **mine)
    altered(one, **its)
