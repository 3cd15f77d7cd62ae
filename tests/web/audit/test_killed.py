"""Writers that are killed in the middle leave whole chains, and nothing acknowledged is lost."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.databases import database_made, environment, manage, rows, run

pytestmark = pytest.mark.slow
WRITERS = 6
ENOUGH = 40  # changes that every writer has acknowledged before it is killed
WRITER = """
import sys
import django
django.setup()
from django.db import connection, transaction
from chiso_web.audit.services import SYSTEM, record

for n in range(1_000_000):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO changed VALUES (%s)", [f"{sys.argv[1]}-{n}"])
        record(app="files", unit=str(n % 3), actor=SYSTEM, action="file.made",
               subject=f"{sys.argv[1]}-{n}")
    print(f"{sys.argv[1]}-{n}", flush=True)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of our own, where nothing is in the trail yet."""
    with database_made(tmp_path_factory.mktemp("killed")) as made:
        manage(made, "migrate", "--no-input", "--verbosity", "0")
        run(made, "CREATE TABLE changed (name text)")
        yield made


def acknowledged(path: Path) -> list[str]:
    """What a writer has said; the line that it was killed in is left aside."""
    return path.read_text().split("\n")[:-1]


def killed(address: str, folder: Path) -> list[str]:
    """Writers at work on three chains that none has begun, killed; what they had acknowledged."""
    told = [folder / f"{number}" for number in range(WRITERS)]
    writers = []
    for number, path in enumerate(told):
        command = [sys.executable, "-W", "ignore", "-c", WRITER, str(number)]
        with path.open("w") as output:
            writers.append(subprocess.Popen(command, stdout=output, env=environment(address)))
    until = time.monotonic() + 120
    while min(len(acknowledged(path)) for path in told) < ENOUGH and time.monotonic() < until:
        assert all(writer.poll() is None for writer in writers)
        time.sleep(0.05)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    return [name for path in told for name in acknowledged(path)]


def test_killed_writers_leave_whole_chains(address: str, tmp_path: Path) -> None:
    said = killed(address, tmp_path)
    assert len(said) >= WRITERS * ENOUGH
    manage(address, "trail_verify")  # exit 0: whole
    recorded = {name for (name,) in rows(address, "SELECT subject FROM audit_entry")}
    changed = {name for (name,) in rows(address, "SELECT name FROM changed")}
    assert set(said) <= recorded
    assert changed == recorded
