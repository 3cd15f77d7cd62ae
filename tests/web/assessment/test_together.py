"""Two hundred saves at once on one round, and processes that are killed as they save or publish:
nothing acknowledged is lost, nothing is half there.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chiso_web.results.selectors import edition_named
from tests.architecture.sources import ROOT
from tests.web.databases import database_made, environment, manage, rows

pytestmark = pytest.mark.slow
PROCESSES = 4  # of ten threads, each with five saves
MANY = 200
WRITER = ("-m", "tests.web.in_django", "tests.web.assessment.writer")
ENOUGH = 15  # saves that every writer has acknowledged before it is killed


class Place:
    """A database of our own with one round in it."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        told = {"XDG_STATE_HOME": str(folder / "state"), "CHISO_SECRET_KEY": "k" * 50}
        self.variables = environment(address, **told)

    def start(self, *arguments: str, output: Any = subprocess.PIPE) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", *WRITER, *arguments]
        return subprocess.Popen(
            command, env=self.variables, cwd=ROOT, stdout=output, stderr=subprocess.PIPE
        )

    def done(self, *arguments: str) -> list[dict[str, Any]]:
        """What a writer that ends well was told."""
        return self.ended(self.start(*arguments))

    def ended(self, running: subprocess.Popen[bytes], code: int = 0) -> list[dict[str, Any]]:
        out, told = running.communicate()
        assert running.returncode == code, told.decode()
        return [json.loads(line) for line in out.splitlines()]

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return rows(self.address, question)

    def values(self) -> dict[tuple[int, str], tuple[str, int]]:
        """What stands of every measure that was declared: its number and version."""
        found = self.ask("SELECT entrant_id, measure, value, version FROM assessment_value")
        return {(key, name): (f"{value:g}", version) for key, name, value, version in found}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An open round of four wards, of which nothing is declared."""
    folder = tmp_path_factory.mktemp("round")
    with database_made(folder) as address:
        manage(address, "migrate", "--no-input", "--verbosity", "0")
        place = Place(address, folder)
        place.done("prepare")
        yield place


@pytest.fixture
def place(empty: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of it for one test."""
    with database_made(tmp_path, like=empty.address) as address:
        yield Place(address, tmp_path)


def check_kept(place: Place, told: list[dict[str, Any]]) -> None:
    """That every save that was acknowledged is there, or one that was made upon it."""
    standing = place.values()
    latest: dict[tuple[int, str], dict[str, Any]] = {}
    for one in (one for one in told if one["kept"]):
        key = one["entrant"], one["measure"]
        assert key not in latest or latest[key]["version"] != one["version"]  # none twice
        if key not in latest or latest[key]["version"] < one["version"]:
            latest[key] = one
    for key, one in latest.items():
        value, version = standing[key]
        assert version >= one["version"]
        assert value == one["typed"] or version > one["version"]


def test_two_hundred_saves_at_once_lose_nothing(place: Place) -> None:
    running = [place.start("saves", str(number)) for number in range(PROCESSES)]
    told = [one for process in running for one in place.ended(process)]
    kept = [one for one in told if one["kept"]]
    assert len(told) == MANY
    assert 16 <= len(kept) < MANY  # every value was made, and people did meet
    check_kept(place, told)
    standing = place.values()
    for key, (value, version) in standing.items():
        own = [one for one in kept if (one["entrant"], one["measure"]) == key]
        assert sorted(one["version"] for one in own) == list(range(1, version + 1))
        assert value == next(one["typed"] for one in own if one["version"] == version)
    entries = place.ask("SELECT COUNT(*) FROM audit_entry WHERE action = 'form.filled'")
    assert entries == [(len(kept),)]
    manage(place.address, "trail_verify")


def test_writers_killed_at_any_moment_lose_nothing_acknowledged(
    place: Place, tmp_path: Path
) -> None:
    files = [tmp_path / f"told-{number}" for number in range(3)]
    running = []
    for number, path in enumerate(files):
        with path.open("w") as output:
            running.append(place.start("saves-without-end", str(number), output=output))

    def acknowledged(path: Path) -> list[str]:
        return path.read_text().split("\n")[:-1]

    until = time.monotonic() + 120
    while min(len(acknowledged(path)) for path in files) < ENOUGH and time.monotonic() < until:
        assert all(one.poll() is None for one in running)
        time.sleep(0.05)
    for one in running:
        one.send_signal(signal.SIGKILL)
        one.communicate()
    told = [json.loads(line) for path in files for line in acknowledged(path)]
    assert len(told) >= 3 * ENOUGH
    check_kept(place, told)
    manage(place.address, "trail_verify")


def test_save_that_is_killed_leaves_nothing_half(place: Place) -> None:
    before = place.values()
    place.ended(place.start("killed-at", "save"), code=-signal.SIGKILL)
    assert place.values() == before
    assert place.ask("SELECT COUNT(*) FROM assessment_line WHERE state = 'done'") == [(0,)]
    assert place.ask("SELECT COUNT(*) FROM assessment_event") == [(0,)]
    manage(place.address, "trail_verify")


def test_document_that_is_killed_is_not_in_the_library(place: Place) -> None:
    place.ended(place.start("killed-at", "document"), code=-signal.SIGKILL)
    assert place.ask("SELECT COUNT(*) FROM assessment_document") == [(0,)]


def test_signature_that_is_killed_can_be_given_again(place: Place) -> None:
    place.done("fill")
    place.ended(place.start("killed-at", "sign"), code=-signal.SIGKILL)
    assert place.ask("SELECT DISTINCT state FROM assessment_entrant") == [("waiting",)]
    assert place.ask("SELECT COUNT(*) FROM assessment_event WHERE step = 'signed'") == [(0,)]
    assert len(place.done("sign")) == 4
    assert place.ask("SELECT DISTINCT state FROM assessment_entrant") == [("signed",)]
    manage(place.address, "trail_verify")


def is_published(place: Place) -> bool:
    """Whether the round is published in every place that says so, and wholly; or in none."""
    ((state,),) = place.ask("SELECT state FROM assessment_round")
    confirmed = place.ask("SELECT 1 FROM assessment_publication WHERE confirmed_at IS NOT NULL")
    evaluations = place.ask("SELECT id FROM results_evaluation")
    ((scores,),) = place.ask("SELECT COUNT(*) FROM results_score")
    ((observed,),) = place.ask("SELECT COUNT(*) FROM results_observation")
    ((steps,),) = place.ask("SELECT COUNT(*) FROM assessment_event WHERE step = 'published'")
    ((forms,),) = place.ask("SELECT COUNT(*) FROM assessment_entrant")
    told = [state == "published", bool(confirmed), bool(evaluations), scores > 0, observed > 0]
    assert len(set(told)) == 1
    leaves = len(edition_named("ha-noi-communes@2026").leaves)  # also those that a survey scores
    assert steps == (forms * leaves if told[0] else 0)
    return told[0]


@pytest.mark.parametrize("moment", ["publish-scores", "publish-record"])
def test_publication_that_is_killed_is_whole_or_not_there(place: Place, moment: str) -> None:
    place.done("fill")
    place.done("sign")
    told = place.ended(place.start("killed-at", moment), code=-signal.SIGKILL)
    assert told == [{"prepared": True}]
    assert place.ask("SELECT number FROM assessment_publication") == [(1,)]
    assert not is_published(place)
    assert place.done("publish") == [{"published": True}]
    assert is_published(place)
    manage(place.address, "trail_verify")
