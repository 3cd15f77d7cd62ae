"""Handing a form over, reading what is signed, signing it, dividing it, saving it as a file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Entrant, Line, RankGroup
from chiso_web.look.formats import number
from tests.people import BO_DE, person_with, signed_in
from tests.web.assessment.form_pages import Desk, desk_made
from tests.web.assessment.rounds import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client)


@pytest.fixture
def done(desk: Desk) -> Desk:
    filled(desk.entrant, desk.cast.reporter, today=desk.today)
    return desk


def as_head(desk: Desk) -> Desk:
    signed_in(desk.client, desk.cast.head)
    return desk


def state_of(desk: Desk) -> str:
    desk.entrant.refresh_from_db()
    return desk.entrant.state


def test_form_that_is_not_done_cannot_be_handed_over(desk: Desk) -> None:
    desk.act("submit")
    assert state_of(desk) == "filling"


def test_form_is_handed_over_taken_back_and_handed_over_again(done: Desk) -> None:
    assert "Trình ký duyệt</button>" in done.page("1").content.decode()
    done.act("submit")
    assert state_of(done) == "waiting"
    assert "Rút lại để sửa" in done.page("1").content.decode()
    done.act("take-back")
    assert state_of(done) == "filling"


def test_head_reads_every_line_and_signs_by_one_named_button(done: Desk) -> None:
    done.act("submit")
    page = as_head(done).client.get(f"{done.address}/sign").content.decode()
    assert "Ký duyệt phiếu tự chấm 2026 của Phường Long Biên" in page
    assert page.count('scope="row"') == done.entrant.lines.count()
    done.entrant.refresh_from_db()
    done.act("sign", turn=str(done.entrant.turn))
    assert state_of(done) == "signed"
    read = done.page("3").content.decode()
    assert "Đã ký ngày" in read
    assert done.cast.head.full_name in read
    assert "value:" not in read


def test_head_and_form_are_told_of_an_account_of_other_points(done: Desk) -> None:
    line = done.entrant.lines.get(node="1.2")
    done.entrant.lines.filter(node="1.2").update(account_points=line.points + 1)
    then, now = number(line.points + 1), number(line.points)
    said = f"Diễn giải được viết khi tiêu chí là {then} điểm; nay là {now} điểm."
    assert said in done.page("1").content.decode()
    assert said in as_head(done).client.get(f"{done.address}/sign").content.decode()


def test_head_who_saw_another_turn_of_the_form_signs_nothing(done: Desk) -> None:
    done.act("submit")
    as_head(done).act("sign", turn="1")
    assert state_of(done) == "waiting"
    assert as_head(done).act("sign", turn="x").status_code == 302
    assert state_of(done) == "waiting"


def test_reporter_does_not_sign(done: Desk) -> None:
    done.act("submit")
    assert done.client.get(f"{done.address}/sign").status_code == 403


def test_returned_line_is_open_with_its_reason_and_the_rest_is_not(done: Desk) -> None:
    done.act("submit")
    done.entrant.refresh_from_db()
    as_head(done).act("sign", turn=str(done.entrant.turn))
    told = {
        "decision": "return",
        "decided_by": done.cast.appraiser,
        "reason": "Thiếu số liệu quý 4",
    }
    Line.objects.filter(entrant=done.entrant, node="3.2").update(**told)
    Entrant.objects.filter(pk=done.entrant.pk).update(state="returned")
    signed_in(done.client, done.cast.reporter)
    page = done.page("3", query="?open=3.2&open=3.1").content.decode()
    assert "Thiếu số liệu quý 4" in page
    assert "value:hn.dossiers.on_time" in page
    assert "value:hn.publicity.posted" not in page


def returned(desk: Desk, *nodes: str) -> Desk:
    """The signed form with lines returned just now."""
    now = timezone.now()
    facts = {"state": "returned", "signed_at": now, "signed_by": desk.cast.head}
    Entrant.objects.filter(pk=desk.entrant.pk).update(**facts)
    told = {"decision": "return", "decided_by": desk.cast.appraiser, "decided_at": now}
    lines = Line.objects.filter(entrant=desk.entrant, node__in=nodes)
    lines.update(reason="Thiếu số liệu quý 4", **told)
    return desk


def test_returned_form_is_handed_over_untouched_only_with_the_tick(done: Desk) -> None:
    page = returned(done, "1.2", "3.2").page("1").content.decode()
    assert f'href="{done.address}/1#n1.2">2 tiêu chí bị trả lại chưa được sửa: 1.2, 3.2.' in page
    assert "Giữ nguyên số liệu, đã đọc lý do trả lại" in page
    done.act("submit")
    assert state_of(done) == "returned"
    done.act("submit", keeps="1")
    assert state_of(done) == "waiting"
    signing = as_head(done).client.get(f"{done.address}/sign").content.decode()
    assert "2 tiêu chí bị trả lại chưa được sửa: 1.2, 3.2." in signing


def test_returned_form_opens_at_the_first_line_that_is_to_be_mended(done: Desk) -> None:
    returned(done, "1.2", "3.2")
    assert done.client.get(done.address).url == f"{done.address}/1#n1.2"
    later = timezone.now() + timedelta(minutes=1)
    Line.objects.filter(entrant=done.entrant, node="1.2").update(filled_at=later)
    assert done.client.get(done.address).url == f"{done.address}/3#n3.2"
    Line.objects.filter(entrant=done.entrant, node="3.2").update(filled_at=later)
    assert done.client.get(done.address).url == f"{done.address}/1#n1.2"


def test_unit_reads_what_the_appraiser_changed_and_why(done: Desk) -> None:
    changed = Line.objects.get(entrant=done.entrant, node="3.2")
    assert "khi thẩm định" not in done.page("3").content.decode()
    told = {"decision": "change", "decided_points": 0.25, "decided_by": done.cast.appraiser}
    Line.objects.filter(pk=changed.pk).update(reason="Sổ ghi 12 hồ sơ trễ", **told)
    facts = {"state": "signed", "signed_at": timezone.now(), "signed_by": done.cast.head}
    Entrant.objects.filter(pk=done.entrant.pk).update(**facts)
    page = done.page("3").content.decode()
    own = number(changed.points)
    assert f"Thẩm định sửa từ {own} thành 0,25 điểm:</b> Sổ ghi 12 hồ sơ trễ" in page
    assert f'href="{done.address}/3#n3.2">1 tiêu chí bị sửa điểm khi thẩm định' in page
    assert "value:" not in page
    assert "1 tiêu chí bị sửa điểm khi thẩm định" in done.page("1").content.decode()


def test_mended_form_is_signed_on_the_page_after_self_scoring_is_over(done: Desk) -> None:
    early = done.today - timedelta(1)
    RankGroup.objects.filter(pk=done.entrant.group_id).update(self_until=early)
    facts = {"state": "waiting", "signed_at": timezone.now(), "signed_by": done.cast.head}
    Entrant.objects.filter(pk=done.entrant.pk).update(**facts)
    page = as_head(done).client.get(f"{done.address}/sign").content.decode()
    assert 'name="turn"' in page
    done.act("sign", turn=str(done.entrant.turn))
    assert state_of(done) == "signed"


def test_lines_are_divided_among_departments_and_people(desk: Desk) -> None:
    sent = {"line": ["3.1", "3.2"], "lead": "Văn phòng", "person": desk.cast.head.pk}
    desk.client.post(f"{desk.address}/divide", sent)
    charged = Line.objects.filter(entrant=desk.entrant, person=desk.cast.head, lead="Văn phòng")
    assert set(charged.values_list("node", flat=True)) == {"3.1", "3.2"}
    assert "Văn phòng" in desk.client.get(f"{desk.address}/divide").content.decode()


def test_stranger_to_the_unit_is_not_charged(desk: Desk) -> None:
    stranger = person_with(Role.REPORTER, BO_DE, name="stranger")
    desk.client.post(f"{desk.address}/divide", {"line": ["3.1"], "person": stranger.pk})
    assert Line.objects.get(entrant=desk.entrant, node="3.1").person is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_form_is_saved_as_a_file(done: Desk, kind: str) -> None:
    answer = done.client.get(f"{done.address}/form.{kind}")
    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert len(rows) == 1 + done.entrant.lines.count()
