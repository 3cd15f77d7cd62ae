"""A site in production from its first command to its last: migrate, load, serve, stop."""

import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web.config.test_refusals import CHISO, chiso, environment, free_port

NAME = "chiso.example"
START_SECONDS = 300  # of a busy machine

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, name: str = NAME) -> tuple[int, str]:
        """Status and text of a page, asked for under the site's or another name."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Host": name}
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """PAPI loaded by command into a new database, and served as production."""
    folder = tmp_path_factory.mktemp("production")
    facts = {
        "CHISO_DATABASE_URL": f"sqlite:///{folder}/chiso.sqlite3",
        "CHISO_PRODUCTION": "1",
        "CHISO_SECRET_KEY": "k" * 50,
        "CHISO_ALLOWED_HOSTS": NAME,
        "CHISO_STATIC_ROOT": str(folder / "static"),
        "CHISO_LOG_LEVEL": "WARNING",
    }
    for command in ("migrate", "papi_load"):
        done = chiso(folder, "manage", command, **facts)
        assert done.returncode == 0, done.stderr
    port, log = free_port(), folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [CHISO, "serve", "--host", "0.0.0.0", "--port", port],
            env=environment(folder, **facts),
            stdout=out,
            stderr=out,
        )
    running = Site(int(port), process, log)
    until = time.monotonic() + START_SECONDS
    while "http://" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.1)
    yield running
    process.kill()
    process.wait(timeout=20)


def test_loaded_results_are_served(site: Site) -> None:
    # PAPI 2023 report, Hà Nội, dimension 4: 6.7348
    status, text = site.get("/papi/2023/01/4")
    assert status == 200
    assert "6,73" in text


def test_other_names_are_refused_in_production_even_on_every_address(site: Site) -> None:
    assert site.get("/", name="elsewhere.example")[0] == 400


def test_server_and_pages_log_json_without_addresses(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as visitor:
        visitor.sendall(b"GET / NONSENSE/1\r\n\r\n")
        visitor.recv(1000)
    assert site.get("/nothing")[0] == 404
    time.sleep(0.5)
    told = ("Chiso: ", "Nobody administers ", "https://")  # to whoever started it, not logged
    lines = [json.loads(line) for line in site.lines() if not line.startswith(told)]
    assert {"gunicorn.error", "chiso.request"} <= {line["logger"] for line in lines}
    assert not [line for line in lines if "127.0.0.1" in line["message"]]


def test_server_that_is_told_to_stop_ends_well(site: Site) -> None:
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(timeout=20) == 0
