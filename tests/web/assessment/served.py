"""A real server on a round, and a reporter's browser that saves figures on it."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.web.config.test_refusals import CHISO, free_port

TOKEN = "t" * 32
PATIENCE = 60


@dataclass(frozen=True)
class Browser:
    """What somebody who is signed in asks of a server."""

    port: str
    process: subprocess.Popen[bytes]
    cookies: Mapping[str, str]

    def kill(self) -> None:
        """Kill the server and its workers, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def save(self, unit: str, boxes: Mapping[str, str]) -> tuple[int, str]:
        """Status and text of the answer to boxes of the first content of a form."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/rounds/together/of/{unit}/1/save",
            data=urllib.parse.urlencode(boxes).encode(),
            headers={
                "Accept": "application/json",
                "X-CSRFToken": TOKEN,
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            },
        )
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@contextmanager
def serving(variables: Mapping[str, str], folder: Path, session: str) -> Iterator[Browser]:
    """The server on the database of the variables, until the end; ``session`` is who is signed in,
    as the writer tells it.
    """
    told = json.loads(session)
    port, log = free_port(), folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [CHISO, "serve", "--port", port],
            env={**variables, "CHISO_STATIC_ROOT": str(folder / "static")},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    browser = Browser(port, process, {**told["cookies"], told["csrf"]: TOKEN})
    try:
        until = time.monotonic() + PATIENCE
        while "http://" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        yield browser
    finally:
        if process.poll() is None:
            browser.kill()
