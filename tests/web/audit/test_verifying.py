"""Verification names the first tampered, missing or reordered row of each broken chain."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso_web.audit.canonical import HASHED, entry_digest
from chiso_web.audit.faults import Fault, Kind
from chiso_web.audit.models import Entry, Head
from chiso_web.audit.rows import Row
from chiso_web.audit.verifying import verify
from chiso_web.audit.words import entry_words
from tests.web.audit.chains import CHAIN, altered, chains, dropped, swapped, undone

LENGTH = 5
TEXTS = [name for name in HASHED if name not in {"app", "unit", "number", "recorded_at"}]
CONTENT = tuple(name for name in HASHED if name not in {"app", "unit", "number", "previous"})
WHOLE = (*CONTENT, "number", "previous", "digest", "words")
pytestmark = pytest.mark.django_db


def the_fault() -> Fault:
    """The only fault: the other two chains are whole."""
    (fault,) = verify().faults
    assert (fault.app, fault.unit) == ("files", "00145")
    return fault


def test_whole_trail_has_no_fault() -> None:
    first = chains(LENGTH)[0]
    found = verify()
    assert found.faults == ()
    assert (found.entries, found.chains, found.since) == (15, 3, first.recorded_at)


def test_empty_trail_has_no_fault() -> None:
    found = verify()
    assert (found.entries, found.chains, found.since, found.faults) == (0, 0, None, ())


@pytest.mark.parametrize("place", range(LENGTH))
@pytest.mark.parametrize("name", TEXTS)
def test_an_altered_field_is_named(name: str, place: int) -> None:
    entry = chains(LENGTH)[place]
    old = getattr(entry, name)
    altered(entry, **{name: old[:-1] + ("1" if old[-1:] == "0" else "0")})
    fault = the_fault()
    assert fault.number == place + 1
    assert fault.kind is (Kind.LINK if name == "previous" else Kind.CONTENT)


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_altered_moment_is_named(place: int) -> None:
    entry = chains(LENGTH)[place]
    altered(entry, recorded_at=entry.recorded_at + timedelta(microseconds=1))
    assert (the_fault().kind, the_fault().number) == (Kind.CONTENT, place + 1)


@pytest.mark.parametrize("place", range(LENGTH))
@pytest.mark.parametrize("number", [0, 77])
def test_an_altered_number_is_named(place: int, number: int) -> None:
    altered(chains(LENGTH)[place], number=number)
    assert (the_fault().kind, the_fault().number) == (Kind.REORDERED, place + 1)


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_altered_digest_is_named(place: int) -> None:
    altered(chains(LENGTH)[place], digest="0" * 64)
    assert (the_fault().kind, the_fault().number) == (Kind.LINK, place + 1)


@pytest.mark.parametrize("place", range(LENGTH))
def test_altered_words_are_named(place: int) -> None:
    altered(chains(LENGTH)[place], words="hidden")
    assert (the_fault().kind, the_fault().number) == (Kind.WORDS, place + 1)


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_entry_written_anew_with_its_digest_is_named(place: int) -> None:
    entry = chains(LENGTH)[place]
    entry.reason = "none"
    anew = {"digest": entry_digest([getattr(entry, name) for name in HASHED])}
    altered(entry, reason="none", words=entry_words(entry), **anew)
    assert (the_fault().kind, the_fault().number) == (Kind.LINK, place + 1)


@pytest.mark.parametrize("place", range(LENGTH))
def test_a_dropped_row_is_named(place: int) -> None:
    dropped(chains(LENGTH)[place])
    assert (the_fault().kind, the_fault().number) == (Kind.MISSING, place + 1)


@pytest.mark.parametrize("place", range(LENGTH - 1))
def test_a_dropped_row_is_named_though_later_ones_were_renumbered(place: int) -> None:
    entries = chains(LENGTH)
    dropped(entries[place])
    for entry in entries[place + 1 :]:
        altered(entry, number=entry.number - 1)
    Head.objects.filter(**CHAIN).update(number=LENGTH - 1)
    assert (the_fault().kind, the_fault().number) == (Kind.MISSING, place + 1)


@pytest.mark.parametrize(("one", "other"), list(combinations(range(LENGTH), 2)))
@pytest.mark.parametrize("names", [("number",), CONTENT, WHOLE])
def test_two_swapped_rows_are_named(names: tuple[str, ...], one: int, other: int) -> None:
    entries = chains(LENGTH)
    swapped(entries[one], entries[other], *names)
    assert (the_fault().kind, the_fault().number) == (Kind.REORDERED, min(one, other) + 1)


@pytest.mark.parametrize("left", range(LENGTH))
def test_a_cut_off_tail_is_named(left: int) -> None:
    for entry in chains(LENGTH)[left:]:
        dropped(entry)
    fault = the_fault()
    assert (fault.kind, fault.number) == (Kind.MISSING, left + 1)


def test_a_row_moved_to_another_chain_is_missing_in_one_and_too_much_in_the_other() -> None:
    altered(chains(LENGTH)[2], app="surveys")
    found = {(fault.app, fault.kind, fault.number) for fault in verify().faults}
    assert found == {("files", Kind.MISSING, 3), ("surveys", Kind.MISSING, 1)}


def test_a_head_taken_away_is_named() -> None:
    chains(LENGTH)
    Head.objects.filter(**CHAIN).delete()
    assert (the_fault().kind, the_fault().number) == (Kind.HEAD, LENGTH)


def test_a_head_moved_back_is_named() -> None:
    entries = chains(LENGTH)
    Head.objects.filter(**CHAIN).update(number=3, digest=entries[2].digest)
    assert (the_fault().kind, the_fault().number) == (Kind.HEAD, LENGTH)


def test_the_first_fault_of_each_chain_is_named() -> None:
    entries = chains(LENGTH)
    for place in (3, 1):
        altered(entries[place], reason="none")
    altered(Entry.objects.get(app="accounts", number=2), reason="none")
    found = [(fault.chain, fault.number) for fault in verify().faults]
    assert found == [("accounts/00145", 2), ("files/00145", 2)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    length=st.integers(1, 8),
    place=st.integers(0, 7),
    name=st.sampled_from(["subject", "reason", "before", "after", "actor_full_name", "action"]),
    value=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20),
)
def test_any_other_text_in_any_row_is_named(length: int, place: int, name: str, value: str) -> None:
    with undone():
        entry = chains(length)[place % length]
        altered(entry, **{name: value})
        changed = Entry.objects.get(pk=entry.pk)
        if getattr(changed, name) == getattr(entry, name):
            assert verify().faults == ()
        else:
            assert the_fault().number == entry.number


def test_rows_are_read_in_batches_and_none_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiso_web.audit.rows.BATCH", 2)
    chains(LENGTH)
    assert (verify().entries, verify().faults) == (15, ())


def test_rows_know_the_columns_in_the_order_they_are_hashed_in() -> None:
    assert Row._fields[1:-2] == HASHED
