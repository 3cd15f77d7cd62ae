"""The league page at the server, and how long the demonstration takes to start."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from measuring.figure import Figure
from measuring.platform import ABSENT, on_sqlite, served
from measuring.processes import environment

_ADDRESS = re.compile(r"http://[\w.\-]+:\d+")
_PATIENCE = 300.0
DATABASE = "demo.sqlite3"
_STARTS = "whole processes, from the command to the first page answered"


def league_page() -> list[Figure]:
    """The page's time at the server, and its bytes on the wire."""
    what = "the league table /papi/2023 by Django's test client, on the demonstration's database"
    if not served():
        return [Figure(name="page", what=what, skipped=ABSENT)]
    folder, _, _ = demonstration()
    found = _on_demonstration("measured.league_page", Path(folder.name))
    return [
        Figure(
            name="page",
            what=what,
            against="/health, a trivial view with one query behind the same middleware; wall clock",
            ours=found["page"],
            reference=found["health"],
            most=100.0,
            peak_ours=found["page_peak"],
            peak_reference=found["health_peak"],
        ),
        Figure(
            name="page-bytes",
            what=f"the page ({found['page_bytes']:,.0f} bytes) and its style sheet "
            f"({found['style_bytes']:,.0f} bytes), compressed as they are sent",
            ours=(found["page_bytes"] + found["style_bytes"]) / 1000,
            unit="kB",
            most=100.0,
        ),
    ]


def people_page() -> list[Figure]:
    """The administrator's list of 5,000 people at the server."""
    what = "a page of the list of 5,000 people, /people, by Django's test client"
    if not served():
        return [Figure(name="people", what=what, skipped=ABSENT)]
    folder, _, _ = demonstration()
    found = _on_a_copy("measured.people_page", Path(folder.name))
    return [
        Figure(
            name="people",
            what=what,
            against="/health, a trivial view with one query; wall clock",
            ours=found["page"],
            reference=found["health"],
            most=100.0,
            peak_ours=found["peak"],
        )
    ]


def portal_pages() -> list[Figure]:
    """Every kind of page: the 95th percentile of 200 requests, and its bytes on the wire."""
    if not served():
        return [Figure(name="pages", what="the portal's pages", skipped=ABSENT)]
    folder, _, _ = demonstration()
    found = _on_demonstration("measured.portal_pages", Path(folder.name))
    return [_page_figure(name, value) for name, value in found.items()]


def _page_figure(name: str, value: float) -> Figure:
    sort, page = name.split(" ", 1)
    if sort == "bytes":
        what = f"{page}: the page and its style sheet, compressed"
        return Figure(name="pages-bytes", what=what, ours=value / 1000, unit="kB", most=100.0)
    most = 50.0 if page.startswith("search") else 100.0
    what = f"{page}: 95th percentile of 200 requests, by the clock on the wall"
    return Figure(name="pages", what=what, ours=value, most=most)


def first_and_second_start() -> list[Figure]:
    """The first start builds the database; the second finds it."""
    if not served():
        return [Figure(name="start", what=_STARTS, skipped=ABSENT)]
    _, first, second = demonstration()
    return [
        Figure(
            name="first-start",
            what=f"`chiso demo` on no database: it is built; {_STARTS}",
            ours=first,
            unit="s",
            most=90.0,
        ),
        Figure(
            name="second-start",
            what=f"`chiso demo` on the database built before; {_STARTS}",
            ours=second,
            unit="s",
            most=5.0,
        ),
    ]


def _on_demonstration(module: str, folder: Path) -> dict[str, float]:
    return on_sqlite(module, folder / DATABASE, static=folder / "demo-static")


def _on_a_copy(module: str, folder: Path) -> dict[str, float]:
    """What a module finds that changes the database."""
    copy = folder / "copy.sqlite3"
    shutil.copy(folder / DATABASE, copy)
    return on_sqlite(module, copy, static=folder / "demo-static")


@cache
def demonstration() -> tuple[tempfile.TemporaryDirectory[str], float, float]:
    """A folder with a fresh demonstration, and the seconds of its first and second start."""
    folder = tempfile.TemporaryDirectory(prefix="chiso-bench-")
    return folder, _start(Path(folder.name)), _start(Path(folder.name))


def _start(folder: Path) -> float:
    began = time.monotonic()
    with running(folder) as server:
        answered(server.log, began)
        return time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its process, and the file that it writes to."""

    pid: int
    log: Path


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Running]:
    """The demonstration on a port of its own, stopped at the end."""
    log = folder / "log.txt"
    chiso = Path(sys.executable).with_name("chiso")
    command = [str(chiso), "demo", "--database", str(folder / DATABASE)]
    command += ["--port", str(_free_port())]
    with log.open("wb") as written:
        server = subprocess.Popen(
            command,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**environment(folder), **settings},
        )
        try:
            yield Running(server.pid, log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answered(log: Path, began: float) -> str:
    """The address that is printed, once the first page comes from it."""
    while time.monotonic() - began < _PATIENCE:
        address = _ADDRESS.search(log.read_text(encoding="utf-8"))
        if address and _fetched(address[0]):
            return address[0]
        time.sleep(0.02)
    raise TimeoutError(log.read_text(encoding="utf-8"))


def _fetched(address: str) -> bool:
    try:
        with urllib.request.urlopen(address + "/", timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
