"""A manifest a day, which shows what was written anew since."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chiso_web.audit.append_only import guards_drop
from chiso_web.audit.canonical import BEGINNING, HASHED, entry_digest
from chiso_web.audit.faults import Kind
from chiso_web.audit.manifests import (
    ManifestUnreadable,
    manifest_make,
    manifest_read,
    published,
)
from chiso_web.audit.models import Entry, Head, Manifest
from chiso_web.audit.verifying import verify
from chiso_web.audit.words import entry_words
from tests.web.audit.chains import CHAIN, altered, chains, dropped

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


def rewritten_from(number: int) -> None:
    """Write a chain anew from an entry on, digests, words and head included, as one who may do
    anything to the database and knows how Chiso hashes.
    """
    guards_drop(connection)
    previous = ""
    for entry in Entry.objects.filter(**CHAIN, number__gte=number).order_by("number"):
        entry.reason = "none"
        entry.previous = previous or entry.previous
        entry.digest = entry_digest([getattr(entry, name) for name in HASHED])
        entry.words = entry_words(entry)
        entry.save()
        previous = entry.digest
    Head.objects.filter(**CHAIN).update(digest=previous)


def test_a_manifest_holds_every_head_and_stays() -> None:
    entries = chains(3)
    made = published(manifest_make(FIRST))
    assert ["files", "00145", 3, entries[-1].digest] in made.heads
    assert (made.entries, made.previous, made.digest) == (9, BEGINNING, made.computed)
    chains(1)
    assert published(manifest_make(FIRST)) == made
    assert published(manifest_make(SECOND)).previous == made.digest


def test_a_manifest_is_read_as_it_was_written() -> None:
    chains(2)
    made = published(manifest_make(FIRST))
    assert manifest_read(made.text()) == made
    assert made.text().count("\n") == 5  # the head, three chains, the end


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format":"chiso-trail-manifest-1"}', '{"heads":[["a"]]}', "\x00"]
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ManifestUnreadable, match="expected a manifest of the trail"):
        manifest_read(text)


def test_a_chain_written_anew_is_whole_and_shown_by_the_manifest() -> None:
    chains(5)
    rewritten_from(3)
    assert verify().faults == ()
    Manifest.objects.all().delete()


@pytest.mark.parametrize("number", range(1, 6))
def test_a_chain_written_anew_after_manifests_is_named(number: int) -> None:
    chains(3)
    manifest_make(FIRST)
    chains(2)
    manifest_make(SECOND)
    rewritten_from(number)
    (fault,) = verify().faults
    # the first manifest holds entry 3, the second entry 5
    shown = (3, FIRST) if number <= 3 else (5, SECOND)
    assert (fault.kind, fault.number, fault.day) == (
        Kind.REWRITTEN,
        shown[0],
        shown[1].isoformat(),
    )


def test_a_tail_cut_off_with_its_head_moved_back_is_named() -> None:
    entries = chains(4)
    manifest_make(FIRST)
    dropped(entries[3])
    Head.objects.filter(**CHAIN).update(number=3, digest=entries[2].digest)
    (fault,) = verify().faults
    assert (fault.kind, fault.number) == (Kind.MISSING, 4)


def test_a_chain_taken_away_with_its_head_is_named() -> None:
    for entry in chains(2):
        manifest_make(FIRST)
        dropped(entry)
    Head.objects.filter(**CHAIN).delete()
    (fault,) = verify().faults
    assert (fault.chain, fault.kind, fault.number) == ("files/00145", Kind.MISSING, 1)


@pytest.mark.parametrize("name", ["heads", "previous", "digest"])
def test_an_altered_manifest_is_named(name: str) -> None:
    chains(1)
    manifest_make(FIRST)
    manifest_make(SECOND)
    guards_drop(connection)
    Manifest.objects.filter(day=FIRST).update(**{name: "[]" if name == "heads" else "1" * 64})
    fault = verify().faults[0]
    assert (fault.kind, fault.day) == (Kind.MANIFEST, FIRST.isoformat())


def test_a_manifest_taken_away_is_noticed_by_the_next() -> None:
    manifest_make(FIRST)
    manifest_make(SECOND)
    guards_drop(connection)
    Manifest.objects.filter(day=FIRST).delete()
    fault = verify().faults[0]
    assert (fault.kind, fault.day) == (Kind.MANIFEST, SECOND.isoformat())


def test_the_commands_store_write_and_compare(tmp_path: Path, capsys) -> None:
    chains(2)
    kept = tmp_path / "manifest.json"
    call_command("trail_manifest", output=kept)
    told = capsys.readouterr().out
    assert told.startswith("Database: ")
    assert "6 entries of 3 chains" in told
    call_command("trail_verify", manifest=[kept])
    assert "The trail is whole: 6 entries of 3 chains" in capsys.readouterr().out
    assert json.loads(kept.read_text())["format"] == "chiso-trail-manifest-1"


def test_the_command_ends_with_1_and_names_the_fault() -> None:
    altered(chains(3)[1], reason="none")
    with pytest.raises(
        CommandError, match=r"broken in 1 place \(.*\n- Chain files/00145: entry 2 was altered"
    ) as told:
        call_command("trail_verify")
    assert told.value.returncode == 1


def test_a_manifest_kept_elsewhere_shows_what_all_else_hides(tmp_path: Path) -> None:
    chains(3)
    kept = tmp_path / "manifest.json"
    call_command("trail_manifest", output=kept)
    rewritten_from(2)
    guards_drop(connection)
    Manifest.objects.all().delete()
    assert verify().faults == ()
    with pytest.raises(CommandError, match="entry 3, or one before it, was written anew"):
        call_command("trail_verify", manifest=[kept])


def restored(number: int) -> None:
    """Take all chains and manifests back to where entry ``number`` of each was the last, as a
    restore from an older backup does.
    """
    guards_drop(connection)
    Entry.objects.filter(number__gt=number).delete()
    for last in Entry.objects.filter(number=number):
        Head.objects.filter(app=last.app, unit=last.unit).update(number=number, digest=last.digest)
    if not number:
        Head.objects.all().delete()
    Manifest.objects.all().delete()


@pytest.mark.parametrize("number", [0, 2])
def test_chains_from_a_backup_older_than_a_manifest_kept_elsewhere(number: int) -> None:
    chains(5)
    kept = published(manifest_make(FIRST))
    restored(number)
    found = verify(published=[kept]).faults
    assert [(one.kind, one.number, one.found) for one in found] == [
        (Kind.BEHIND, number, str(5 - number))
    ] * 3


def test_the_command_says_that_a_backup_may_be_why(tmp_path: Path) -> None:
    chains(3)
    kept = tmp_path / "manifest.json"
    call_command("trail_manifest", output=kept)
    restored(2)
    with pytest.raises(CommandError, match="as far as it goes") as told:
        call_command("trail_verify", manifest=[kept])
    assert told.value.returncode == 1
    assert "broken" not in str(told.value)
    assert "1 of the 3 entries that the manifest" in str(told.value)
    assert "older backup" in str(told.value)


def test_a_manifest_that_is_not_stored_and_fits_is_no_fault() -> None:
    chains(2)
    kept = published(manifest_make(FIRST))
    guards_drop(connection)
    Manifest.objects.all().delete()
    chains(1)
    assert verify(published=[kept]).faults == ()


def test_entries_that_a_stored_manifest_knows_were_removed() -> None:
    chains(4)
    kept = published(manifest_make(FIRST))
    chains(1)
    manifest_make(SECOND)
    guards_drop(connection)
    Entry.objects.filter(**CHAIN, number__gt=3).delete()
    last = Entry.objects.get(**CHAIN, number=3)
    Head.objects.filter(**CHAIN).update(number=3, digest=last.digest)
    (fault,) = verify(published=[kept]).faults
    assert fault.kind is Kind.MISSING


def test_a_forged_earlier_manifest_does_not_hide_one_kept_elsewhere() -> None:
    chains(3)
    kept = published(manifest_make(SECOND))
    rewritten_from(2)
    guards_drop(connection)
    Manifest.objects.all().delete()
    manifest_make(FIRST)
    (fault,) = verify(published=[kept]).faults
    assert (fault.kind, fault.day) == (Kind.REWRITTEN, SECOND.isoformat())


def test_a_file_that_is_no_manifest_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(CommandError, match=r"x\.json: Found another JSON") as told:
        call_command("trail_verify", manifest=[tmp_path / "x.json"])
    assert told.value.returncode == 2
