"""A real server on a round, and the browsers of people who are signed in there."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.web.config.test_refusals import CHISO, free_port

TOKEN = "t" * 32
PATIENCE = 60
FORM = "application/x-www-form-urlencoded"
GONE = (OSError, HTTPException)  # what who asks a server that is killed meets


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    location: str
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill the server and its workers, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def browser(self, told: Mapping[str, Any]) -> "Browser":
        """That of a person, as the writer tells of their session."""
        return Browser(self, {**told["cookies"], told["csrf"]: TOKEN})


@dataclass(frozen=True)
class Browser:
    """What somebody who is signed in asks of a server."""

    server: Server
    cookies: Mapping[str, str]

    def read(self, path: str) -> Answer:
        return self._answered("GET", path, b"", {})

    def send(self, path: str, boxes: Mapping[str, str], **headers: str) -> Answer:
        """The answer to a form that is sent; no redirection is followed."""
        return self._answered(
            "POST", path, urlencode(boxes).encode(), {"Content-Type": FORM, **headers}
        )

    def save(self, unit: str, boxes: Mapping[str, str]) -> Answer:
        """The answer to boxes of the first content of a form."""
        path = f"/rounds/together/of/{unit}/1/save"
        return self.send(path, boxes, Accept="application/json")

    def upload(self, path: str, boxes: Mapping[str, str], name: str, content: bytes) -> Answer:
        """The answer to a form with a file."""
        kind, body = parts(boxes, name, content)
        return self._answered("POST", path, body, {"Content-Type": kind})

    def upload_half(self, path: str, boxes: Mapping[str, str], name: str, content: bytes) -> None:
        """Send half of a form with a file, and wait; somebody kills the server meanwhile."""
        kind, body = parts(boxes, name, content)
        line = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        headers = self._headers({"Content-Type": kind, "Content-Length": str(len(body))})
        line.putrequest("POST", path)
        for each in headers.items():
            line.putheader(*each)
        line.endheaders(body[: len(body) // 2])
        line.getresponse()

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"X-CSRFToken": TOKEN, "Cookie": cookies, **more}

    def _answered(self, method: str, path: str, body: bytes, more: Mapping[str, str]) -> Answer:
        line = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, self._headers(more))
            answer = line.getresponse()
            return Answer(answer.status, answer.headers.get("Location", ""), answer.read())
        finally:
            line.close()


def parts(boxes: Mapping[str, str], name: str, content: bytes) -> tuple[str, bytes]:
    """A form with a file as browsers send it: what kind of content it is, and it."""
    edge = uuid4().hex
    texts = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
        for key, text in boxes.items()
    )
    told = f'form-data; name="file"; filename="{name}"'
    opened = f"{texts}--{edge}\r\nContent-Disposition: {told}\r\n\r\n".encode()
    closed = f"\r\n--{edge}--\r\n".encode()
    return f"multipart/form-data; boundary={edge}", opened + content + closed


@contextmanager
def serving(variables: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """The server on the database of the variables, until the end."""
    port, log = free_port(), folder / f"log-{uuid4().hex}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [CHISO, "serve", "--port", port],
            env={**variables, "CHISO_STATIC_ROOT": str(folder / "static")},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Server(int(port), process)
    try:
        until = time.monotonic() + PATIENCE
        while "http://" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield server
    finally:
        if process.poll() is None:
            server.kill()
