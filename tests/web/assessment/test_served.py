"""The real server under two hundred saves at once, and killed as it saves."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.web.assessment.served import GONE, Browser, serving
from tests.web.assessment.test_together import Place, check_kept
from tests.web.databases import database_made, manage

pytestmark = pytest.mark.slow
MEASURES = ("hn.plan.days_late", "hn.reports.wrong", "hn.dialogues", "hn.plan.planned")
BROWSERS, MANY, ENOUGH = 20, 200, 30
SAVED, CONFLICT = 200, 409


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An open round of four wards, of which nothing is declared."""
    with database_made(tmp_path) as address:
        manage(address, "migrate", "--no-input", "--verbosity", "0")
        made = Place(address, tmp_path)
        made.done("prepare")
        yield made


@pytest.fixture
def browser(place: Place, tmp_path: Path) -> Iterator[Browser]:
    """The reporter's, on a server of our own."""
    (told,) = place.done("session", "reporter")
    with serving(place.variables, tmp_path) as server:
        yield server.browser(told)


def saved(place: Place, browser: Browser, number: int) -> dict[str, Any]:
    """One save with the version that stands now, and how it came out."""
    units = place.ask(
        "SELECT e.id, u.uid FROM assessment_entrant e JOIN units_unit u ON u.id = e.unit_id "
        "ORDER BY e.id"
    )
    key, unit = units[number % len(units)]
    measure = MEASURES[number // len(units) % len(MEASURES)]
    _value, seen = place.values().get((key, measure), ("", 0))
    typed = str(number + 1)
    boxes = {f"value:{measure}": typed, f"seen:{measure}": str(seen)}
    answer = browser.save(unit, boxes)
    status, text = answer.status, answer.text
    assert status in (SAVED, CONFLICT), text
    assert (status == CONFLICT) == (json.loads(text)["conflicts"] == [measure])
    told = {"entrant": key, "measure": measure, "typed": typed}
    return {**told, "kept": status == SAVED, "version": seen + 1}


def test_two_hundred_requests_lose_nothing_and_none_fails(place: Place, browser: Browser) -> None:
    with ThreadPoolExecutor(BROWSERS) as pool:
        told = list(pool.map(lambda number: saved(place, browser, number), range(MANY)))
    kept = [one for one in told if one["kept"]]
    assert len(told) == MANY
    check_kept(place, told)
    assert sum(version for _value, version in place.values().values()) == len(kept)
    manage(place.address, "trail_verify")


def test_server_killed_as_it_saves_loses_nothing_acknowledged(
    place: Place, browser: Browser
) -> None:
    numbers, told = count(), []

    def work(_thread: int) -> None:
        while True:
            try:
                told.append(saved(place, browser, next(numbers)))
            except GONE:  # the server is gone
                return
            if len(told) == ENOUGH:
                browser.server.kill()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(told) >= ENOUGH
    check_kept(place, told)
    manage(place.address, "trail_verify")
