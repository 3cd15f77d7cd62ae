"""The draft result, its publication by two people, corrections, and its files."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from typer.testing import CliRunner

from chiso.cli.app import app
from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Publication, Round
from chiso_web.assessment.moves import DecisionKind, RoundState
from chiso_web.assessment.publishing.shown import result_now
from chiso_web.audit.models import Entry
from chiso_web.look.formats import number
from chiso_web.results.models import Score
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, signed_in
from tests.web.assessment.rounds import (
    Cast,
    appraised,
    cast_made,
    entrant_of,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
ROUND = "/rounds/ha-noi-2026"
INDEX = "ha-noi-communes"


def browser_of(person) -> Client:
    """The browser of a person."""
    return signed_in(Client(HTTP_HOST="localhost"), person)


@pytest.fixture
def cast() -> Cast:
    """The five people."""
    return cast_made()


@pytest.fixture
def finished(cast: Cast) -> Round:
    """A round of two wards whose appraisals are finished."""
    today = timezone.localdate()
    one = round_running(today=today, period="2025")  # whose survey is observed
    for unit, seed in ((LONG_BIEN, 7), (BO_DE, 8)):
        appraised(signed(entrant_of(one, unit), cast, today=today, seed=seed), cast)
    return one


def decided(one: Round, **facts) -> dict[str, str]:
    """What is typed of a decision of today."""
    return {
        "seen": result_now(one).sha256,
        "decision": "12/QĐ-UBND",
        "decided_on": f"{timezone.localdate():%d/%m/%Y}",
        "signer": "Nguyễn Văn Ký, Chủ tịch",
        **facts,
    }


def published(one: Round, cast: Cast) -> None:
    """The round published by the chair and a member of the council."""
    browser_of(cast.chair).post(f"{ROUND}/publish", decided(one))
    member = person_with(Role.COUNCIL_MEMBER, HA_NOI)
    made = Publication.objects.get()
    browser_of(member).post(f"{ROUND}/publish/1/confirm", {"sha256": made.sha256})
    one.refresh_from_db()


def test_draft_is_marked_and_says_what_it_lacks(finished: Round, cast: Cast) -> None:
    answer = browser_of(cast.chair).get(f"{ROUND}/result")
    assertContains(answer, "DỰ THẢO")
    assertContains(answer, "Chưa có số, ngày, người ký quyết định công bố")
    (computed,) = result_now(finished).computed
    for one in computed.evaluation.ranking("total"):
        assertContains(answer, number(one.score))


def test_units_without_a_finished_appraisal_have_the_reason(cast: Cast) -> None:
    today = timezone.localdate()
    one = round_running(today=today)
    appraised(signed(entrant_of(one), cast, today=today), cast)
    answer = browser_of(cast.chair).get(f"{ROUND}/result")
    assertContains(answer, "chưa nộp phiếu")
    assertContains(answer, "Phường Bồ Đề")


def test_units_outside_stand_by_ranking_group(cast: Cast) -> None:
    round_running(today=timezone.localdate())
    assertContains(browser_of(cast.chair).get(f"{ROUND}/result"), ">Phường: 2</h3>")


def test_survey_that_is_lacking_is_not_laid_at_the_door_of_the_unit(cast: Cast) -> None:
    today = timezone.localdate()
    one = round_running(today=today)  # whose survey is not observed
    appraised(signed(entrant_of(one), cast, today=today), cast)
    answer = browser_of(cast.chair).get(f"{ROUND}/result")
    assertContains(answer, "chưa có kết quả điều tra xã hội học")
    assertNotContains(answer, "không báo cáo")


def test_a_ward_sees_its_own_draft_without_its_neighbours(finished: Round, cast: Cast) -> None:
    browser = browser_of(cast.reporter)
    answer = browser.get(f"{ROUND}/result/{LONG_BIEN}")
    assertContains(answer, "DỰ THẢO")
    assertContains(answer, "Thứ hạng trong nhóm")
    assertNotContains(answer, "Bồ Đề")
    assert browser.get(f"{ROUND}/result/{BO_DE}").status_code == 403
    assert browser.get(f"{ROUND}/result").status_code == 403


def test_published_result_shows_a_ward_its_neighbours(finished: Round, cast: Cast) -> None:
    published(finished, cast)
    answer = browser_of(cast.reporter).get(f"{ROUND}/result/{LONG_BIEN}")
    assertContains(answer, "Bồ Đề")
    assertNotContains(answer, "DỰ THẢO")
    assertContains(answer, "Quyết định số 12/QĐ-UBND")


def test_two_people_publish(finished: Round, cast: Cast) -> None:
    chair = browser_of(cast.chair)
    chair.post(f"{ROUND}/publish", decided(finished))
    made = Publication.objects.get()
    alone = chair.post(f"{ROUND}/publish/1/confirm", {"sha256": made.sha256}, follow=True)
    assert Entry.objects.filter(action="access.denied", subject__endswith="confirm").count() == 1
    assertContains(alone, "Ông/Bà đã lập phiên bản này")
    finished.refresh_from_db()
    assert finished.state == RoundState.OPEN
    member = browser_of(person_with(Role.COUNCIL_MEMBER, HA_NOI))
    assertContains(member.get(f"{ROUND}/publish"), made.sha256)
    member.post(f"{ROUND}/publish/1/confirm", {"sha256": made.sha256})
    again = member.post(f"{ROUND}/publish/1/confirm", {"sha256": made.sha256}, follow=True)
    assert again.status_code == 200
    finished.refresh_from_db()
    assert finished.state == RoundState.PUBLISHED


def test_faults_of_a_decision_are_told_at_once(finished: Round, cast: Cast) -> None:
    wrong = {"decision": "", "signer": "", "decided_on": "mai"}
    answer = browser_of(cast.chair).post(f"{ROUND}/publish", decided(finished, **wrong))
    assert answer.status_code == 400
    assert answer.content.decode().count('class="fault"') == 3
    assertContains(answer, 'value="mai"', status_code=400)


def test_points_changed_since_the_page_was_read_are_not_frozen(finished: Round, cast: Cast) -> None:
    answer = browser_of(cast.chair).post(f"{ROUND}/publish", decided(finished, seen="0" * 64))
    assertContains(answer, "Điểm đã thay đổi", status_code=400)
    assert not Publication.objects.exists()


def test_withdrawn_version_is_gone_and_said_to_be(finished: Round, cast: Cast) -> None:
    chair = browser_of(cast.chair)
    chair.post(f"{ROUND}/publish", decided(finished))
    chair.post(f"{ROUND}/publish/1/withdraw", {"reason": "Sai số quyết định"})
    again = chair.post(f"{ROUND}/publish/1/withdraw", {"reason": "x"}, follow=True)
    assertContains(again, "đã được rút")
    assert not Publication.objects.exists()


def test_correction_shows_what_changes(finished: Round, cast: Cast) -> None:
    published(finished, cast)
    chair = browser_of(cast.chair)
    chair.post(f"{ROUND}/correction", {"reason": "Sót một văn bản"})
    line = entrant_of(finished).lines.filter(points__gt=1).first()
    line.decision, line.decided_points, line.reason = DecisionKind.CHANGE, 0.0, "Không có văn bản"
    line.save()
    page = chair.get(f"{ROUND}/publish")
    assertContains(page, "Phường Long Biên")
    assertContains(page, "So với phiên bản 1")
    without = chair.post(f"{ROUND}/publish", decided(finished))
    assert without.status_code == 400  # a correction has a public note
    chair.post(f"{ROUND}/publish", decided(finished, note="Sửa điểm một tiêu chí"))
    assert Publication.objects.get(number=2).note == "Sửa điểm một tiêu chí"


def test_who_only_watches_cannot_publish(finished: Round, cast: Cast) -> None:
    watcher = browser_of(person_with(Role.LEADERSHIP, HA_NOI))
    assert watcher.get(f"{ROUND}/result").status_code == 200
    assert watcher.get(f"{ROUND}/publish").status_code == 403


def test_chiso_score_gives_the_published_result(
    finished: Round, cast: Cast, tmp_path: Path
) -> None:
    published(finished, cast)
    browser = browser_of(cast.chair)
    file, scores = tmp_path / "observations.csv", tmp_path / "scores.csv"
    file.write_bytes(browser.get(f"{ROUND}/observations/{INDEX}.csv").content)
    told = ["score", f"{INDEX}@2025", "--observations", str(file), "--rank-by-kind"]
    ran = CliRunner().invoke(app, [*told, "--out", str(scores)])
    assert ran.exit_code == 0, ran.output
    rows = list(csv.DictReader(io.StringIO(scores.read_text("utf-8-sig"))))
    stored = {
        (score.unit.uid, score.node): score
        for score in Score.objects.filter(
            evaluation__decision="12/QĐ-UBND", evaluation__period="2025"
        ).select_related("unit")
    }
    assert len(rows) == len(stored) > 100
    for row in rows:
        score = stored[row["unit"], row["node"]]
        assert row["score"] == ("" if score.points is None else repr(score.points))
        assert (row["rank"] or "None", row["rank_group"]) == (str(score.rank), score.rank_group)
        assert row["class"] == score.class_id


def test_scores_file_is_what_chiso_score_writes(
    finished: Round, cast: Cast, tmp_path: Path
) -> None:
    browser = browser_of(cast.chair)
    file, scores = tmp_path / "observations.csv", tmp_path / "scores.csv"
    file.write_bytes(browser.get(f"{ROUND}/observations/{INDEX}.csv").content)
    told = ["score", f"{INDEX}@2025", "--observations", str(file), "--rank-by-kind"]
    CliRunner().invoke(app, [*told, "--out", str(scores)])
    given = browser.get(f"{ROUND}/scores/{INDEX}.csv").content.decode("utf-8-sig")
    assert given == scores.read_text("utf-8-sig")


def test_pages_read_in_english(finished: Round, cast: Cast) -> None:
    browser = browser_of(cast.chair)
    for page in ("result", f"result/{LONG_BIEN}", "publish"):
        answer = browser.get(f"/en{ROUND}/{page}")
        assert answer.status_code == 200
        assert "Result" in answer.content.decode()
