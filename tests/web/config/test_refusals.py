"""What a machine cannot start on is told in one sentence with exit code 2, never a traceback."""

import errno
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import IntegrityError, OperationalError

from chiso_web.config.locking import locked
from chiso_web.config.ports import port_claim
from chiso_web.config.refusals import PortRefused, StartRefused, refusing
from chiso_web.config.secret_key import secret_key_kept

pytestmark = pytest.mark.slow

CHISO = str(Path(sys.executable).parent / "chiso")


def environment(folder: Path, **facts: str) -> dict[str, str]:
    """A machine that keeps its state in ``folder``, with these variables."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CHISO_")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return clean | {"XDG_STATE_HOME": str(folder / "state")} | facts


def chiso(folder: Path, *arguments: str, **facts: str) -> subprocess.CompletedProcess[str]:
    """A run of the program."""
    return subprocess.run(
        [CHISO, *arguments],
        env=environment(folder, **facts),
        capture_output=True,
        text=True,
        timeout=600,  # a busy machine is no fault
        check=False,
    )


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "facts", "sentence"),
    [
        (("--host", "nowhere.invalid"), {}, "“nowhere.invalid” is no address"),
        (("--host", ""), {}, "“” is no address"),
        (("--host", "203.0.113.7"), {}, "not an address of this machine"),  # RFC 5737
        ((), {"CHISO_LOG_LEVEL": "loud"}, "CHISO_LOG_LEVEL is “loud”; expected one of DEBUG"),
        ((), {"CHISO_DATABASE_URL": "postgresql://an@db:port/x"}, "cannot be read: Port"),
        ((), {"CHISO_DATABASE_URL": "mysql://an:word@db/x"}, "begins with “mysql”"),
        ((), {"XDG_STATE_HOME": "/proc/state"}, "/proc/state cannot be used"),
        ((), {"CHISO_PRODUCTION": "1"}, "CHISO_SECRET_KEY is not"),
        ((), {}, "There is no database"),
    ],
)
def test_serve_refuses_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], facts: dict[str, str], sentence: str
) -> None:
    found = chiso(tmp_path, "serve", "--port", free_port(), *arguments, **facts)
    assert found.returncode == 2
    assert sentence in found.stderr
    assert found.stderr.count("\n") == 1
    assert "word" not in found.stderr


def test_refused_connection_to_postgresql_is_told_without_the_password(tmp_path: Path) -> None:
    address = f"postgresql://an:word@127.0.0.1:{free_port()}/chiso"
    found = chiso(tmp_path, "serve", "--port", free_port(), CHISO_DATABASE_URL=address)
    assert (found.returncode, "Traceback" in found.stderr) == (2, False)
    assert "Check CHISO_DATABASE_URL" in found.stderr
    assert "word" not in found.stderr


def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir, this is no database at all.")
    found = chiso(tmp_path, "serve", "--port", free_port(), CHISO_DATABASE_URL=f"sqlite:///{path}")
    assert found.returncode == 2
    assert "It is no SQLite database; name another file." in found.stderr


def test_refused_serve_leaves_no_empty_database(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/deep/er/chiso.sqlite3"
    found = chiso(tmp_path, "serve", "--port", free_port(), CHISO_DATABASE_URL=address)
    assert "chiso manage migrate && chiso manage papi_load" in found.stderr
    assert not (tmp_path / "deep").exists()


def test_demo_tells_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    found = chiso(tmp_path, "demo", "--port", free_port(), "--database", "/proc/no/demo.sqlite3")
    assert found.returncode == 2
    assert "/proc/no cannot be used" in found.stderr
    assert "Traceback" not in found.stderr


def test_manage_refuses_production_without_its_settings(tmp_path: Path) -> None:
    found = chiso(tmp_path, "manage", "check", CHISO_PRODUCTION="1")
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)


def test_manage_makes_the_folder_of_the_database_and_keeps_one_key(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/deep/er/chiso.sqlite3"
    made = chiso(tmp_path, "manage", "migrate", CHISO_DATABASE_URL=address)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "deep/er/chiso.sqlite3").exists()
    assert (tmp_path / "state/chiso/secret_key").exists()


def test_loading_into_a_database_without_tables_names_the_command(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    sqlite3.connect(path).close()
    path.touch()
    address = f"sqlite:///{path}"
    found = chiso(tmp_path, "manage", "papi_load", CHISO_DATABASE_URL=address)
    assert found.returncode == 2
    assert "chiso manage migrate" in found.stderr


@pytest.mark.parametrize(
    ("index", "synthetic", "command"),
    [("papi", 0, "papi_load"), ("ha-noi-communes", 1, "synthetic_load")],
)
def test_serve_refuses_results_of_another_version(
    tmp_path: Path, index: str, synthetic: int, command: str
) -> None:
    path = tmp_path / "old.sqlite3"
    address = f"sqlite:///{path}"
    chiso(tmp_path, "manage", "migrate", CHISO_DATABASE_URL=address)
    connection = sqlite3.connect(path)
    connection.execute(
        'INSERT INTO results_evaluation ("index", period, edition, edition_sha256, '
        "rule_set_version, package_version, keyed_by, synthetic, version, decision, signer, note) "
        "VALUES (?, '2023', 'papi@2023-01-01', '0', '1', '0.0.1', 'code', ?, 1, '', '', '')",
        (index, synthetic),
    )
    connection.commit()
    connection.close()
    found = chiso(tmp_path, "serve", "--port", free_port(), CHISO_DATABASE_URL=address)
    assert found.returncode == 2
    assert f"Results of {index} 2023 were computed by another version of Chiso" in found.stderr
    assert f"chiso manage {command}" in found.stderr
    checked = chiso(
        tmp_path, "manage", "check", "--database", "default", CHISO_DATABASE_URL=address
    )
    assert "chiso.W002" in checked.stderr
    assert f"chiso manage {command}" in checked.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_stopped_before_serving_ends_with_the_code_of_the_signal(
    tmp_path: Path, number: int, code: int
) -> None:
    path = tmp_path / "demo.sqlite3"
    with locked(tmp_path / "demo.sqlite3.lock"):  # so that the start waits
        started = subprocess.Popen(
            [CHISO, "demo", "--port", free_port(), "--database", str(path)],
            env=environment(tmp_path),
            stderr=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + 30
        while not (tmp_path / "state/chiso/secret_key").exists() and time.monotonic() < until:
            time.sleep(0.05)
        started.send_signal(number)
        _, said = started.communicate(timeout=30)
    assert started.returncode == code
    assert "Traceback" not in said


def test_port_taken_at_the_upper_end_offers_a_lower_one() -> None:
    error = OSError(98, "Address already in use")
    refusal = PortRefused(host="127.0.0.1", port=65535, command="serve", error=error)
    assert "chiso serve --port 65534" in str(refusal)
    assert "make demo" not in str(refusal)


def test_port_that_this_user_may_not_open_is_told() -> None:
    error = PermissionError(13, "Permission denied")
    refusal = PortRefused(host="127.0.0.1", port=80, command="demo", error=error)
    assert "choose one above 1023: chiso demo --port 8000" in str(refusal)


def test_claimed_port_is_taken_from_the_first_moment() -> None:
    port = int(free_port())
    with (
        port_claim(host="127.0.0.1", port=port, command="demo"),
        pytest.raises(PortRefused, match="taken by another program"),
    ):
        port_claim(host="127.0.0.1", port=port, command="demo")


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device", "/var/x"),
        OperationalError("database or disk is full"),
    ],
)
def test_full_disk_is_told(fault: Exception) -> None:
    with pytest.raises(StartRefused, match="Free some space and start again"), refusing():
        raise fault


def test_fault_of_ours_is_never_told_as_one_of_the_machine() -> None:
    with pytest.raises(IntegrityError), refusing():
        raise IntegrityError("a row twice")


def test_second_holder_of_a_lock_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path / "lock"):
            order.append("second")

    with locked(tmp_path / "lock"):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(timeout=0.3)
        order.append("first")
    waiting.join(timeout=10)
    assert order == ["first", "second"]


@pytest.mark.parametrize(
    ("content", "mode", "told"),
    [("", 0o600, "0 characters"), ("short", 0o600, "5 characters"), ("k" * 60, 0o644, "chmod 600")],
)
def test_key_that_is_no_secret_is_refused_and_kept(
    tmp_path: Path, content: str, mode: int, told: str
) -> None:
    path = tmp_path / "secret_key"
    path.write_text(content)
    path.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match=told):
        secret_key_kept(tmp_path)
    assert path.read_text() == content
