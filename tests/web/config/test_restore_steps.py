"""What a restore leaves when a step of it fails: undone before the switch, never after it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from chiso_web.config.backup import restoring
from chiso_web.config.backup.manifest import Member
from chiso_web.config.backup.refusals import BackupRefused, RestoreUnfinished, TargetRefused
from chiso_web.config.backup.restoring import Restored

ADDED = Member(name="files/ab/new.pdf", size=3, sha256="0" * 64)
DATABASE = Member(name="database.pgdump", size=0, sha256="0" * 64)


class Stand:
    """A store that fails where it is told to, and notes what was asked of it."""

    def __init__(
        self, fault: BaseException | None = None, *, aside: bool = False, vendor: str = "postgresql"
    ) -> None:
        self.fault, self.migrates_aside, self.vendor = fault, aside, vendor

    def put_back(self, *_given: Any, **_options: Any) -> None:
        if self.fault:
            raise self.fault


def ignore(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def switch(tmp_path: Path) -> Callable[..., Path]:
    """Switches to an archive with one file; gives where the file is to be afterwards."""
    uploads, staging = tmp_path / "files", tmp_path / "staging"
    (staging / "files/ab").mkdir(parents=True)
    (staging / "files/ab/new.pdf").write_bytes(b"new")
    uploads.mkdir()
    manifest = SimpleNamespace(files=(ADDED,), database=DATABASE)

    def switched(store: Stand, *, older: bool = True) -> Path:
        checked = Restored(manifest=manifest, older=older)
        restoring._switch(store, uploads, staging, checked, ignore)
        return uploads / "ab/new.pdf"

    return switched


def test_refusal_before_the_switch_takes_the_new_files_away(
    switch: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(TargetRefused):
        switch(Stand(TargetRefused("somebody writes")))
    assert not (tmp_path / "files/ab/new.pdf").exists()


@pytest.mark.parametrize("fault", [BackupRefused("boom"), KeyboardInterrupt()])
def test_migration_that_fails_after_the_switch_keeps_the_files(
    switch: Callable[..., Path], tmp_path: Path, fault: BaseException
) -> None:
    broken = mock.patch.object(restoring, "migrated", side_effect=fault)
    with broken, pytest.raises(RestoreUnfinished, match=r"are restored.*chiso manage migrate"):
        switch(Stand())
    assert (tmp_path / "files/ab/new.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RestoreUnfinished("not known")])
def test_nothing_is_undone_where_nobody_knows_whether_it_was_switched(
    switch: Callable[..., Path], tmp_path: Path, fault: BaseException
) -> None:
    with pytest.raises(RestoreUnfinished):
        switch(Stand(fault))
    assert (tmp_path / "files/ab/new.pdf").exists()


def test_database_brought_up_to_date_aside_is_not_migrated_again(
    switch: Callable[..., Path],
) -> None:
    with mock.patch.object(restoring, "migrated") as migrated:
        assert switch(Stand(aside=True)).exists()
    assert not migrated.called
