"""The real server killed again and again as it takes uploads, signatures and publications, and
started anew on the same database: what was acknowledged is there, and nothing is half there.
"""

import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from chiso_web.results.selectors import edition_named
from tests.web.assessment.served import GONE, Server, serving
from tests.web.assessment.test_together import Place
from tests.web.databases import database_made, manage

pytestmark = pytest.mark.slow
KILLS = 4  # of each act, at other moments every time
FORMS, LARGE = 12, 400_000
THREADS = 2
EDITION = "ha-noi-communes@2026"
ROUND = "/rounds/together"
Told = dict[str, Any]


class Killed(Place):
    """A round with a server that is killed, and the people who work on it."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(address, folder)
        self.folder = folder
        self.files = folder / "files"
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.variables |= {"CHISO_FILES_ROOT": str(self.files), "TMPDIR": str(self.aside)}
        self.told: list[Told] = []
        self.sessions: dict[str, Told] = {}

    def people(self, *names: str) -> None:
        self.sessions = {name: self.done("session", name)[0] for name in names}

    def number(self, question: str) -> int:
        ((found,),) = self.ask(question)
        return int(found)

    def check_sound(self) -> None:
        """That the trail is whole, and every file."""
        manage(self.address, "trail_verify")
        manage(self.address, "files_verify", CHISO_FILES_ROOT=str(self.files))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    """An open round of twelve wards, of which nothing is declared."""
    folder = tmp_path_factory.mktemp("round")
    with database_made(folder) as address:
        manage(address, "migrate", "--no-input", "--verbosity", "0")
        place = Killed(address, folder)
        place.done("prepare", str(FORMS))
        yield place


@pytest.fixture
def place(empty: Killed, tmp_path: Path) -> Iterator[Killed]:
    """A copy of it for one test."""
    with database_made(tmp_path, like=empty.address) as address:
        yield Killed(address, tmp_path)


def killed_repeatedly(
    place: Killed,
    act: Callable[[Server, int], Told | None],
    *,
    check: Callable[[Server], None],
    threads: int = THREADS,
) -> None:
    """Kill the server at other moments of a stream of acts, start it anew, and check."""
    numbers, moments = count(), random.Random(20)
    for turn in range(KILLS):
        with serving(place.variables, place.folder) as server:
            check(server)
            place.told += _until_killed(
                server, act, numbers, after=1 + turn % 2, wait=moments.uniform(0, 0.5), of=threads
            )
    with serving(place.variables, place.folder) as server:
        check(server)
    place.check_sound()


def _until_killed(
    server: Server,
    act: Callable[[Server, int], Told | None],
    numbers: Iterator[int],
    *,
    after: int,
    wait: float,
    of: int,
) -> list[Told]:
    """What was acknowledged until the server was killed, some time after some acts."""
    told: list[Told] = []

    def work(_thread: int) -> None:
        try:
            while (one := act(server, next(numbers))) is not None:
                told.append(one)
        except GONE:
            return

    with ThreadPoolExecutor(of) as pool:
        running = [pool.submit(work, thread) for thread in range(of)]
        while len(told) < after and not all(one.done() for one in running):
            time.sleep(0.005)
        time.sleep(wait)
        server.kill()
    for one in running:
        one.result()
    return told


def document_sent(place: Killed, number: int) -> tuple[str, Told, bytes]:
    """Where a document of a number goes, its boxes, and its file."""
    (unit,) = place.ask(f"SELECT uid FROM units_unit WHERE code = 'w{number % 4}'")
    boxes = {"number": str(number), "symbol": "BC-UBND", "issued_on": "2026-03-10"}
    boxes |= {"abstract": f"Báo cáo {number}", "signed": "on", "secrecy": "open", "link": ""}
    content = (f"Báo cáo số {number}\n" * (LARGE // 18)).encode()
    return f"{ROUND}/of/{unit[0]}/1.1/attach", boxes, content


def uploaded(place: Killed, server: Server, number: int) -> Told | None:
    """An upload that is acknowledged; every fifth breaks off half way."""
    browser = server.browser(place.sessions["reporter"])
    path, boxes, content = document_sent(place, number)
    if number % 5 == 4:
        browser.upload_half(path, boxes, f"bao-cao-{number}.txt", content)
        return None
    answer = browser.upload(path, boxes, f"bao-cao-{number}.txt", content)
    assert answer.status == 302, answer.text
    assert not answer.location.endswith("attach")
    return {"number": str(number), "sha256": hashlib.sha256(content).hexdigest()}


def check_uploads(place: Killed, server: Server) -> None:
    """That every document that was acknowledged proves its line, and every document has its file,
    whole, as a browser reads it too.
    """
    rows = place.ask(
        "SELECT d.number, v.sha256, v.place, f.uuid FROM assessment_document d "
        "LEFT JOIN files_file f ON f.id = d.file_id LEFT JOIN files_version v ON v.file_id = f.id"
    )
    browser = server.browser(place.sessions["reporter"])
    for _number, sha256, key, uuid in rows:
        assert uuid  # no document without its file
        assert hashlib.sha256((place.files / key).read_bytes()).hexdigest() == sha256
        answer = browser.read(f"/files/{UUID(str(uuid))}/1/content")
        assert hashlib.sha256(answer.content).hexdigest() == sha256
    kept = {number: sha256 for number, sha256, _key, _uuid in rows}
    assert len(kept) == len(rows)
    assert all(kept[one["number"]] == one["sha256"] for one in place.told)
    proven = place.ask(
        "SELECT d.number FROM assessment_proof p JOIN assessment_document d ON d.id = p.document_id"
    )
    assert {one["number"] for one in place.told} <= {number for (number,) in proven}
    entered = "SELECT COUNT(*) FROM audit_entry WHERE action = "
    assert place.number(f"{entered}'document.entered'") == len(rows)
    assert place.number(f"{entered}'proof.attached'") == len(proven)
    assert place.number(f"{entered}'file.uploaded'") == len(rows)
    assert place.number("SELECT COUNT(*) FROM files_file") == len(rows)


def test_server_killed_as_it_takes_uploads_has_every_file_whole(place: Killed) -> None:
    place.people("reporter")
    killed_repeatedly(
        place,
        lambda server, number: uploaded(place, server, number),
        check=lambda server: check_uploads(place, server),
        threads=3,
    )
    assert len(place.told) >= KILLS
    named = {key for (key,) in place.ask("SELECT place FROM files_version")}
    whole = [path for path in place.files.glob("??/*") if path.is_file()]
    assert len(whole) - len(named) <= 3 * KILLS  # what nobody names, `files_sweep` removes
    assert [path for path in place.aside.rglob("*") if path.is_file()] == []


def signed(place: Killed, server: Server, number: int) -> Told | None:
    """The next form that waits, signed by its head; none where all are."""
    waiting = place.ask(
        "SELECT u.uid, e.turn FROM assessment_entrant e JOIN units_unit u ON u.id = e.unit_id "
        f"WHERE e.state = 'waiting' AND e.id % {THREADS} = {number % THREADS} ORDER BY e.id"
    )
    if not waiting:
        return None
    unit, turn = waiting[0]
    browser = server.browser(place.sessions["head"])
    answer = browser.send(f"{ROUND}/of/{unit}/sign", {"turn": str(turn)})
    assert answer.status == 302, answer.text
    return {"unit": unit, "done": not answer.location.endswith("sign")}


def check_signatures(place: Killed) -> None:
    """That a form is signed in every place that says so, or in none."""
    forms = place.ask(
        "SELECT u.uid, e.state, e.signed_at, e.signed_by_id, "
        "(SELECT COUNT(*) FROM assessment_line l WHERE l.entrant_id = e.id), "
        "(SELECT COUNT(*) FROM assessment_event v WHERE v.entrant_id = e.id AND v.step = 'signed'),"
        " (SELECT COUNT(*) FROM audit_entry a WHERE a.action = 'form.signed' AND a.unit = u.uid) "
        "FROM assessment_entrant e JOIN units_unit u ON u.id = e.unit_id"
    )
    assert len(forms) == FORMS
    acknowledged = {one["unit"] for one in place.told if one["done"]}
    for unit, state, at, by, lines, events, entries in forms:
        is_signed = state == "signed"
        assert is_signed or (state == "waiting" and unit not in acknowledged)
        assert (at is not None, by is not None) == (is_signed, is_signed)
        assert (events, entries) == ((lines, 1) if is_signed else (0, 0))


def test_server_killed_as_heads_sign_freezes_no_form_half(place: Killed) -> None:
    place.people("head")
    place.done("fill")
    killed_repeatedly(
        place,
        lambda server, number: signed(place, server, number),
        check=lambda _server: check_signatures(place),
    )
    assert place.told
    with serving(place.variables, place.folder) as server:  # what was not signed can be
        while signed(place, server, 0) or signed(place, server, 1):
            pass
    assert place.ask("SELECT DISTINCT state FROM assessment_entrant") == [("signed",)]


def published(place: Killed, server: Server, number: int) -> Told | None:
    """The next act on the way to a published version, acknowledged."""
    ((state,),) = place.ask("SELECT state FROM assessment_round")
    prepared = place.ask(
        "SELECT number, sha256 FROM assessment_publication WHERE confirmed_at IS NULL"
    )
    runner = server.browser(place.sessions["runner"])
    if prepared:
        ((version, sha256),) = prepared
        chair = server.browser(place.sessions["chair"])
        answer = chair.send(f"{ROUND}/publish/{version}/confirm", {"sha256": sha256})
        assert answer.location.endswith("/result")
        return {"confirmed": version}
    if state == "published":
        answer = runner.send(f"{ROUND}/correction", {"reason": f"Sửa lần {number}"})
        assert (answer.status, place.ask("SELECT state FROM assessment_round")) == (
            302,
            [("correcting",)],
        )
        return {"correcting": True}
    page = runner.read(f"{ROUND}/publish").text
    (seen,) = re.findall(r'name="seen" value="(\w+)"', page)
    boxes = {"seen": seen, "decision": "12/QĐ-UBND", "decided_on": f"{localdate():%d/%m/%Y}"}
    boxes |= {"signer": "Nguyễn Văn Ký", "note": f"Đính chính {number}"}
    answer = runner.send(f"{ROUND}/publish", boxes)
    assert answer.status == 302, answer.text
    return {"prepared": place.number("SELECT MAX(number) FROM assessment_publication")}


def check_publications(place: Killed) -> None:
    """That a version is published in every place that says so, wholly; or in none."""
    versions = place.ask(
        "SELECT number, confirmed_at IS NOT NULL, observations FROM assessment_publication "
        "ORDER BY number"
    )
    confirmed = [(number, text) for number, is_confirmed, text in versions if is_confirmed]
    for name in ("prepared", "confirmed"):
        told = {one[name] for one in place.told if name in one}
        assert told <= {number for number, yes, _text in versions if yes or name == "prepared"}
    entries = {
        action: place.number(f"SELECT COUNT(*) FROM audit_entry WHERE action = '{action}'")
        for action in ("publication.prepared", "round.published", "round.correction_begun")
    }
    assert entries["publication.prepared"] == len(versions)
    assert entries["round.published"] == len(confirmed)
    corrections = sum("correcting" in one for one in place.told)
    assert corrections <= entries["round.correction_begun"]
    ((state,),) = place.ask("SELECT state FROM assessment_round")
    is_published = bool(confirmed) and entries["round.correction_begun"] < len(confirmed)
    assert state == ("published" if is_published else "correcting" if confirmed else "open")
    lines = FORMS * len(edition_named(EDITION).leaves)  # those of the survey among them
    steps = place.number("SELECT COUNT(*) FROM assessment_event WHERE step = 'published'")
    assert steps == lines * len(confirmed)
    _check_results(place, confirmed)


def _check_results(place: Killed, confirmed: list[tuple[int, str]]) -> None:
    """That the results are those of the newest version, with all their rows."""
    standing = place.ask("SELECT version FROM results_evaluation")
    scores = place.number("SELECT COUNT(*) FROM results_score")
    observed = place.number("SELECT COUNT(*) FROM results_observation")
    if not confirmed:
        assert (standing, scores, observed) == ([], 0, 0)
        return
    number, text = confirmed[-1]
    assert standing == [(number,)]
    assert scores == FORMS * len(edition_named(EDITION).nodes)
    assert observed == len(json.loads(text))


def test_server_killed_as_it_publishes_leaves_nothing_half_published(place: Killed) -> None:
    for step in ("fill", "sign", "accept"):
        place.done(step)
    place.people("runner", "chair")
    killed_repeatedly(
        place,
        lambda server, number: published(place, server, number),
        check=lambda _server: check_publications(place),
        threads=1,
    )
    assert len(place.told) >= KILLS
