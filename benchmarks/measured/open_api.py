"""The open interface at a real server: a page of 100 results, and a year of all scores, beside the
same rows by bare sqlite3 and json.
"""

import csv
import http.client
import io
import json
import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from measuring.figure import Figure
from measuring.memory import peak
from measuring.platform import ABSENT, served
from measuring.timing import WALL

from measured.web import answered, demonstration, running

REQUESTS, RUNS, WARM_UP = 200, 20, 3
SCORES = "/api/v1/results/papi/2023/scores"
COMMUNES = "/api/v1/results/ha-noi-communes/2025/scores"
PAGES = {  # a hundred results each; every request another page in turn
    "scores": f"{SCORES}?limit=100",
    "scores of a level": f"{SCORES}?kind=indicator&limit=100",
    "observations": "/api/v1/results/papi/2023/observations?limit=100",
    "scores of communes": f"{COMMUNES}?limit=100",
    "units": "/api/v1/units?limit=100",
}
ROWS = """
    SELECT unit.uid, unit.code, unit.name_vi, score.node, score.code, score.kind, score.points,
           score.minimum, score.maximum, score.missing, score.reduced, score.rank_group, score.rank,
           score.class_id
    FROM results_score AS score
    JOIN units_unit AS unit ON unit.id = score.unit_id
    JOIN results_evaluation AS made ON made.id = score.evaluation_id
    WHERE made."index" = 'papi' AND made.period = '2023'
    ORDER BY score.id LIMIT ?
"""


def pages_and_whole_lists() -> list[Figure]:
    """A page's 95th percentile, and a year of all nodes × 63 units whole."""
    if not served():
        return [Figure(name="api", what="the open interface", skipped=ABSENT)]
    folder = Path(demonstration()[0].name)
    with running(folder, CHISO_API_LIMIT="0", CHISO_LOG_LEVEL="WARNING") as server:
        reader = Reader(answered(server.log, time.monotonic()), server.pid)
        return [*_pages(reader, folder), *_whole(reader, folder)]


class Reader:
    """A program on one connection to the server, which also sees how much memory that takes."""

    def __init__(self, address: str, pid: int) -> None:
        where = urlsplit(address)
        self._connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        self._pid = pid

    def read(self, path: str) -> bytes:
        """An answer's bytes."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    def memory_of(self, work: Callable[[], object]) -> float:
        """The megabytes by which the server's processes grew at most while it worked (Linux)."""
        pids = [self._pid, *_below(self._pid)]
        for pid in pids:
            Path(f"/proc/{pid}/clear_refs").write_text("5")
        before = sum(_status(pid, "VmRSS") for pid in pids)
        work()
        return max(sum(_status(pid, "VmHWM") for pid in pids) - before, 0) / 1_000_000


def _below(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in found] + [more for one in found for more in _below(int(one))]


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def _pages(reader: Reader, folder: Path) -> list[Figure]:
    reference = _bare(folder, 100)
    return [
        Figure(
            name="api-page",
            what=f"{name}: 95th percentile of {REQUESTS} pages of 100 results, at gunicorn",
            against="100 scores by sqlite3 and json.dumps in one process",
            ours=_percentile_95(partial(reader.read, path)),
            reference=_percentile_95(reference),
            most=60.0,
            peak_ours=reader.memory_of(partial(reader.read, path)),
            peak_reference=peak(reference),
        )
        for name, path in PAGES.items()
    ]


def _percentile_95(work: Callable[[], object]) -> float:
    for _ in range(WARM_UP):
        work()
    times = sorted(_milliseconds(work) for _ in range(REQUESTS))
    return times[int(0.95 * REQUESTS) - 1]


def _milliseconds(work: Callable[[], object]) -> float:
    began = WALL()
    work()
    return (WALL() - began) * 1000


def _whole(reader: Reader, folder: Path) -> list[Figure]:
    ways: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "a CSV stream": (lambda: reader.read(f"{SCORES}?format=csv"), _bare_csv(folder)),
        "JSON lines": (lambda: reader.read(f"{SCORES}?format=ndjson"), _bare(folder, -1)),
        "pages of 1,000 as JSON": (lambda: _paged(reader), _bare(folder, -1)),
        "pages of 100 as JSON": (lambda: _paged(reader, 100), _bare(folder, -1)),
    }
    return [_year(reader, name, *works) for name, works in ways.items()]


def _year(
    reader: Reader, name: str, ours: Callable[[], object], reference: Callable[[], object]
) -> Figure:
    for _ in range(WARM_UP):
        ours(), reference()
    times = [(_milliseconds(ours), _milliseconds(reference)) for _ in range(RUNS)]
    return Figure(
        name="api-year",
        what=f"PAPI 2023, all nodes × 63 units ({_count(reader):,} scores), as {name}",
        against="the same rows by sqlite3 and csv or json.dumps in one process",
        ours=median(one for one, _ in times),
        reference=median(one for _, one in times),
        most=1000.0,
        peak_ours=reader.memory_of(ours),
        peak_reference=peak(reference),
    )


def _count(reader: Reader) -> int:
    return reader.read(f"{SCORES}?format=ndjson").count(b"\n")


def _paged(reader: Reader, limit: int = 1000) -> int:
    """Follow `next` to the end, as a program does."""
    path, count = f"{SCORES}?limit={limit}", 0
    while path:
        page = json.loads(reader.read(path))
        count += len(page["items"])
        following = urlsplit(page["next"] or "")
        path = f"{following.path}?{following.query}" if page["next"] else ""
    return count


def _bare(folder: Path, most: int) -> Callable[[], object]:
    """The same rows as JSON, without anything around them."""

    def work() -> str:
        names, rows = _rows(folder, most)
        return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False)

    return work


def _bare_csv(folder: Path) -> Callable[[], object]:
    def work() -> str:
        names, rows = _rows(folder, -1)
        text = io.StringIO()
        csv.writer(text).writerows([names, *rows])
        return text.getvalue()

    return work


def _rows(folder: Path, most: int) -> tuple[list[str], list[tuple[object, ...]]]:
    with sqlite3.connect(os.fspath(folder / "demo.sqlite3")) as database:
        found = database.execute(ROWS, [most])
        return [one[0] for one in found.description], found.fetchall()
