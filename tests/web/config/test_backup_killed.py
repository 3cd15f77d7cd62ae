"""A restore killed at whatever moment leaves the old installation or the new one, whole."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.web.config.place import UPLOADS, Place, place_filled
from tests.web.databases import ON_POSTGRESQL, opened, rows

pytestmark = pytest.mark.slow

ROWS = 6_000
State = tuple[dict[str, tuple[int, str]], dict[str, bytes]]


def state(place: Place) -> State:
    return place.rows(), place.stored()


def fill(place: Place, name: str) -> None:
    """Enough rows that putting them back takes a while."""
    with opened(place.address) as connection:
        connection.execute("CREATE TABLE ballast (id integer, name text)")
        mark = "%s" if ON_POSTGRESQL else "?"
        connection.cursor().executemany(
            f"INSERT INTO ballast VALUES ({mark}, {mark})",
            [(number, f"{name} {number} " * 9) for number in range(ROWS)],
        )
        connection.commit()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, up_to_date: str) -> Iterator[Place]:
    with place_filled(tmp_path_factory.mktemp("source"), like=up_to_date) as place:
        fill(place, "new")
        found = place.chiso("backup", place.folder / "new.tar.gz")
        assert found.returncode == 0, found.stderr
        yield place


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, up_to_date: str) -> Iterator[Place]:
    with place_filled(tmp_path_factory.mktemp("target"), like=up_to_date) as place:
        fill(place, "old")
        (place.files / "2f/2f31.pdf").rename(place.files / "2f/own.pdf")
        yield place


def waited_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def unpacked(place: Place) -> bool:
    """Whether the files are in place, and the switch of the database is next."""
    return (place.files / "2f/2f31.pdf").exists()


def test_kill_before_the_switch_leaves_the_old_state(source: Place, target: Place) -> None:
    """Somebody else's open transaction keeps the restore from switching; there it is killed."""
    rows_before, files_before = state(target)
    with opened(target.address) as other:
        other.execute("BEGIN IMMEDIATE" if not ON_POSTGRESQL else "SELECT count(*) FROM ballast")
        running = target.started("restore", "--replace", source.folder / "new.tar.gz")
        waited_for(lambda: unpacked(target))
        time.sleep(0.5)
        running.kill()
        running.communicate()
        other.rollback()
    time.sleep(0.5)
    assert target.rows() == rows_before
    # what was added lies beside it, and nothing that the old database names is gone
    assert files_before.items() <= target.stored().items()


@pytest.mark.parametrize("delay", [0.0, 0.06, 0.3])
def test_kill_at_any_moment_leaves_the_old_or_the_new_database(
    source: Place, target: Place, delay: float
) -> None:
    whole = {one.rows()["ballast"] for one in (source, target)}
    (target.files / "2f/2f31.pdf").unlink(missing_ok=True)
    running = target.started("restore", "--replace", source.folder / "new.tar.gz")
    waited_for(lambda: unpacked(target) or running.poll() is not None)
    time.sleep(delay)
    running.kill()
    running.communicate()
    time.sleep(0.5)
    assert target.rows()["ballast"] in whole
    if not ON_POSTGRESQL:
        assert rows(target.address, "PRAGMA integrity_check") == [("ok",)]


def test_restore_after_the_kills_makes_everything_right(source: Place, target: Place) -> None:
    found = target.chiso("restore", "--replace", "--keep-access", source.folder / "new.tar.gz")
    assert found.returncode == 0, found.stderr
    assert target.rows() == source.rows()
    assert target.stored() == UPLOADS
    assert not (target.files / ".restoring").exists()
