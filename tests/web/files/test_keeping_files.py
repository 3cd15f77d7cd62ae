"""Files are kept whole, in versions, and every act is in the trail."""

import json
import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.audit.selectors import Sought, entry_list
from chiso_web.audit.services import Actor
from chiso_web.files import services
from chiso_web.files.models import File, Version
from chiso_web.files.selectors import file_list_of
from chiso_web.files.services import file_restore, file_withdraw, reading_record, version_add
from chiso_web.units.models import Unit
from tests.people import BO_DE, LONG_BIEN, person_with
from tests.web.files.samples import pdf, workbook
from tests.web.files.uploads import ACTOR, arrival, file_kept, outcome_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ha() -> User:
    """Who uploads."""
    return person_with(Role.REPORTER, LONG_BIEN, name="ha")


def contents(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def acts() -> list[str]:
    return list(
        Entry.objects.filter(app="files").order_by("number").values_list("action", flat=True)
    )


def test_content_is_kept_byte_for_byte_under_a_key_without_the_name(
    ha: User, files_root: Path
) -> None:
    raw = pdf()
    version = file_kept(ha, raw=raw, name="Lương cán bộ.pdf").versions.get()
    (path,) = contents(files_root)
    assert path.read_bytes() == raw
    assert path.relative_to(files_root).as_posix() == version.place
    assert "ng" not in version.place


def test_content_is_readable_by_its_owner_alone(ha: User, files_root: Path) -> None:
    file_kept(ha)
    (path,) = contents(files_root)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_upload_is_in_the_trail_with_its_hash(ha: User) -> None:
    file = file_kept(ha)
    entry = Entry.objects.get(app="files")
    assert (entry.action, entry.unit, entry.subject) == (
        "file.uploaded",
        LONG_BIEN,
        f"file {file.title}",
    )
    after = json.loads(entry.after)
    assert (after["sha256"], after["uuid"]) == (file.versions.get().sha256, str(file.uuid))


def test_who_opened_a_file_is_found_by_its_title(ha: User) -> None:
    file = file_kept(ha)
    reading_record(file.versions.get(), actor=Actor(name="ha"), page=2)
    (entry,) = entry_list(Sought(action="file.read", text=file.title), limit=2)
    assert json.loads(entry.after) == {"uuid": str(file.uuid), "number": 1, "page": 2}


def test_refused_upload_leaves_nothing_but_an_entry(ha: User, files_root: Path) -> None:
    outcome = outcome_of(ha, raw=workbook(), name="a.pdf")
    assert outcome.version is None
    assert [fault.code for fault in outcome.faults] == ["ending"]
    assert (File.objects.count(), contents(files_root), acts()) == (0, [], ["file.refused"])
    assert json.loads(Entry.objects.get().after)["faults"] == ["ending"]


def test_same_content_is_no_new_version(ha: User, files_root: Path) -> None:
    file = file_kept(ha, raw=pdf())
    outcome = version_add(file, arrival(pdf(), "b.pdf"), by=ha, actor=ACTOR)
    assert (outcome.is_new, outcome.version.number) == (False, 1)
    assert len(contents(files_root)) == 1
    assert acts() == ["file.uploaded"]


def test_versions_are_numbered_and_all_are_kept(ha: User, files_root: Path) -> None:
    file = file_kept(ha)
    outcome = version_add(file, arrival(workbook(), "Biểu.xlsx"), by=ha, actor=ACTOR, note="mới")
    file.refresh_from_db()
    assert (outcome.version.number, file.newest, file.kind) == (2, 2, "xlsx")
    assert list(file.versions.values_list("number", "note")) == [(2, "mới"), (1, "")]
    assert len(contents(files_root)) == 2


def test_earlier_content_may_come_back_as_a_new_version(ha: User) -> None:
    file = file_kept(ha, raw=pdf())
    version_add(file, arrival(workbook(), "a.xlsx"), by=ha, actor=ACTOR)
    assert version_add(file, arrival(pdf(), "a.pdf"), by=ha, actor=ACTOR).version.number == 3


def test_same_content_elsewhere_in_the_unit_is_pointed_out(ha: User) -> None:
    first = file_kept(ha, raw=pdf(), name="a.pdf")
    assert outcome_of(ha, raw=pdf(), name="b.pdf").twins == (first,)
    assert outcome_of(ha, raw=pdf(), name="c.pdf", unit=BO_DE).twins == ()


def test_withdrawn_file_keeps_everything_and_can_be_restored(ha: User, files_root: Path) -> None:
    file = file_kept(ha)
    file_withdraw(file, by=ha, actor=ACTOR, reason="Gửi nhầm")
    unit = Unit.objects.get(uid=LONG_BIEN)
    assert list(file_list_of(unit)) == []
    assert list(file_list_of(unit, withdrawn=True)) == [file]
    assert len(contents(files_root)) == 1
    file_restore(file, actor=ACTOR, reason="Không nhầm")
    assert list(file_list_of(unit)) == [file]
    assert acts() == ["file.uploaded", "file.withdrawn", "file.restored"]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_withdrawal_needs_a_reason(ha: User, reason: str) -> None:
    with pytest.raises(ActRefused):
        file_withdraw(file_kept(ha), by=ha, actor=ACTOR, reason=reason)


def test_withdrawn_file_takes_no_version(ha: User, files_root: Path) -> None:
    file = file_withdraw(file_kept(ha), by=ha, actor=ACTOR, reason="Gửi nhầm")
    with pytest.raises(ActRefused):
        version_add(file, arrival(workbook(), "a.xlsx"), by=ha, actor=ACTOR)
    assert len(contents(files_root)) == 1


def test_search_finds_without_marks_and_by_the_name_of_any_version(ha: User) -> None:
    file = file_kept(ha, name="Báo cáo quý III.pdf")
    version_add(file, arrival(workbook(), "Phụ lục.xlsx"), by=ha, actor=ACTOR)
    unit = Unit.objects.get(uid=LONG_BIEN)
    assert list(file_list_of(unit, words="bao quy")) == [file]
    assert list(file_list_of(unit, words="phu luc", kind="xlsx")) == [file]
    assert list(file_list_of(unit, words="phu luc", kind="pdf")) == []


def test_database_that_breaks_off_leaves_no_row_without_content(ha: User, files_root: Path) -> None:
    broken = mock.patch.object(services, "record", side_effect=DatabaseError)
    with broken, pytest.raises(DatabaseError):
        file_kept(ha)
    assert Version.objects.count() == 0
    assert len(contents(files_root)) == 1  # may have been committed: files_sweep decides


def swept(**options: bool) -> str:
    told = StringIO()
    call_command("files_sweep", stdout=told, **options)
    return told.getvalue()


def test_sweep_removes_what_nobody_names_after_a_day(ha: User, files_root: Path) -> None:
    file_kept(ha)
    for name in ("ab/left", "aside/half"):
        path = files_root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert "Removed: 0." in swept()
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    with mock.patch("chiso_web.files.storage.datetime") as clock:
        clock.now.return_value = tomorrow
        assert "Would be removed: 2." in swept(dry_run=True)
        assert "Removed: 2." in swept()
    assert len(contents(files_root)) == 1


def test_sweep_of_an_empty_installation_removes_nothing(files_root: Path) -> None:
    told = swept()
    assert told.startswith("Database: ")
    assert f", files: {files_root}\n" in told
    assert "Removed: 0." in told


def test_verification_names_what_is_missing_and_altered(ha: User, files_root: Path) -> None:
    good, altered, missing = (
        file_kept(ha, name=f"{name}.txt", raw=name.encode()) for name in "abc"
    )
    (files_root / altered.versions.get().place).write_bytes(b"other")
    (files_root / missing.versions.get().place).unlink()
    told, faults = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("files_verify", stdout=told, stderr=faults)
    assert "As uploaded: 1; missing or altered: 2." in told.getvalue()
    assert f"altered: b.txt, version 1 of file {altered.uuid}" in faults.getvalue()
    assert f"missing: c.txt, version 1 of file {missing.uuid}" in faults.getvalue()
    assert str(good.uuid) not in faults.getvalue()
