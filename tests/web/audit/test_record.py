"""Writing the trail: chains, what is refused, what is made writable."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from chiso_web.audit.canonical import BEGINNING, HASHED, entry_digest
from chiso_web.audit.models import Entry, Head
from chiso_web.audit.services import SYSTEM, Actor, TrailMisused, record

BINH = Actor(name="binh", full_name="Nguyễn Thị Bình", role="reporter", unit="00145")


def written(**facts: object) -> Entry:
    """An entry of a chain of its own for tests."""
    usual = {"app": "files", "unit": "00145", "actor": BINH, "action": "file.uploaded"}
    return record(**(usual | {"subject": "file 3f2a"} | facts))


@pytest.mark.django_db
def test_entries_of_one_room_and_unit_form_a_chain() -> None:
    first, second = written(), written(subject="file 77aa")
    assert (first.number, first.previous) == (1, BEGINNING)
    assert (second.number, second.previous) == (2, first.digest)
    head = Head.objects.get(app="files", unit="00145")
    assert (head.number, head.digest) == (2, second.digest)


@pytest.mark.django_db
def test_rooms_and_units_have_chains_of_their_own() -> None:
    written()
    assert written(unit="").number == 1
    assert written(app="accounts").number == 1


@pytest.mark.django_db
def test_digest_is_that_of_what_the_database_gives_back() -> None:
    written(before=None, after={"size": 12, "name": "Tệp “một”\n", "on": date(2026, 12, 1)})
    assert entry_digest(Entry.objects.values_list(*HASHED).get()) == Entry.objects.get().digest


@pytest.mark.django_db
def test_values_are_canonical_json() -> None:
    entry = written(before={"b": Decimal("0.50"), "a": "Phường"}, after={})
    assert entry.before == '{"a":"Phường","b":"0.50"}'
    assert entry.after == "{}"


@pytest.mark.django_db
def test_hostile_text_is_recorded_not_refused() -> None:
    entry = written(subject="x\x00\ud800", after={"name": "y\x00\udfff"}, reason="'; --")
    entry.refresh_from_db()
    assert entry.subject == "x��"
    assert entry.after == '{"name":"y\\u0000�"}'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"app": "Files"},
        {"app": ""},
        {"unit": "Phường Long Biên"},
        {"action": "uploaded"},
        {"action": "file.uploaded\n"},
        {"actor": Actor(name="x" * 151)},
    ],
)
def test_a_wrong_call_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(TrailMisused):
        written(**facts)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [object(), {1: "x"}, [{True: 1}], float("nan")])
def test_what_is_no_json_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        written(after={"value": value})


@pytest.mark.django_db
def test_it_takes_three_queries(django_assert_num_queries) -> None:
    written()
    with django_assert_num_queries(3):
        written()


def test_it_is_refused_outside_a_transaction() -> None:
    with pytest.raises(TrailMisused, match="outside a transaction"):
        record(app="files", unit="", actor=SYSTEM, action="file.lost", subject="file 3f2a")


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_entry() -> None:
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert written().number == 1
