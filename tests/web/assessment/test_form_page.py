"""One content of a form: what it says to who fills it, reads it, or has nothing to do with it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Line, Value
from tests.people import BO_DE, HA_NOI, person_with, signed_in
from tests.web.assessment.form_pages import Desk, desk_made
from tests.web.assessment.rounds import SLUG, filled

pytestmark = pytest.mark.django_db
MOST_QUERIES = 23


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client, synthetic=True)


def queries_of(desk: Desk, node: str) -> int:
    desk.page(node)  # what is cached by the process is so by now
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.page(node).status_code == 200
    return len(asked)


def test_form_opens_at_the_first_line_that_is_not_done(desk: Desk) -> None:
    answer = desk.client.get(desk.address)
    assert (answer.status_code, answer["Location"]) == (302, f"{desk.address}/1#n1.1")


def test_content_is_shown_in_vietnamese_with_its_figures(desk: Desk) -> None:
    page = desk.page("3").content.decode()
    assert "Phiếu tự chấm 2026, Phường Long Biên" in page
    assert "ngày làm việc" in page
    assert "<b>0/40</b> tiêu chí" in page
    assert "Trình ký duyệt: còn 40 tiêu chí" in page
    assert "Số liệu giả lập, không phải kết quả thật" in page


def test_content_is_shown_in_english(desk: Desk) -> None:
    page = desk.page("3", lang="/en").content.decode()
    assert "Self-score form 2026" in page
    assert "from 98% to below 100%" in page
    assert "Attach from the library" in page


def test_what_follows_where_a_line_did_not_arise_stands_beside_the_ground(desk: Desk) -> None:
    page = desk.page("3").content.decode()
    assert "Khi đó bộ tiêu chí cho đủ điểm; người thẩm định kiểm tra căn cứ." in page


def test_survey_is_not_for_the_unit_to_fill(desk: Desk) -> None:
    page = desk.page("3").content.decode()
    assert "Chấm qua điều tra xã hội học" in page
    assert "value:hn.survey" not in page


def test_figure_of_the_platform_arrives_filled_in_with_its_source(desk: Desk) -> None:
    facts = {"value": 12688.0, "held": 12688.0, "held_source": "Hồ sơ một cửa", "version": 1}
    Value.objects.create(entrant=desk.entrant, measure="hn.dossiers.handled", **facts)
    page = desk.page("3").content.decode()
    assert 'value="12.688"' in page
    assert "Điền sẵn từ Hồ sơ một cửa. Sửa thì phải ghi lý do." in page


def test_done_line_is_folded_and_opens_by_its_address(desk: Desk) -> None:
    filled(desk.entrant, desk.cast.reporter, today=desk.today)
    folded = desk.page("3").content.decode()
    assert "value:hn.dossiers.on_time" not in folded
    assert desk.cast.reporter.full_name in folded
    opened = desk.page("3", query="?open=3.2").content.decode()
    assert "value:hn.dossiers.on_time" in opened


def test_leaf_leads_to_the_content_that_it_stands_in(desk: Desk) -> None:
    assert "3. Cải cách thủ tục hành chính" in desk.page("3.2").content.decode()
    assert desk.page("77").status_code == 404


def test_overseer_reads_and_finds_nothing_to_fill(desk: Desk) -> None:
    leader = person_with(Role.LEADERSHIP, HA_NOI, name="leader")
    page = signed_in(desk.client, leader).get(f"{desk.address}/3").content.decode()
    assert "Giải quyết hồ sơ đúng hạn" in page
    assert "value:" not in page
    assert "selfscore" not in page


def test_neighbour_does_not_read_the_form(desk: Desk) -> None:
    other = person_with(Role.REPORTER, BO_DE, name="other")
    assert signed_in(desk.client, other).get(f"{desk.address}/3").status_code == 403


def test_person_charged_is_named_at_the_line(desk: Desk) -> None:
    Line.objects.filter(node="3.2").update(lead="Phòng Văn hóa - Xã hội", person=desk.cast.head)
    page = desk.page("3").content.decode()
    assert f"phân công: Phòng Văn hóa - Xã hội, {desk.cast.head.full_name}" in page


def test_page_asks_the_same_few_queries_however_much_is_filled(desk: Desk) -> None:
    empty = queries_of(desk, "3")
    filled(desk.entrant, desk.cast.reporter, today=desk.today)
    assert empty <= queries_of(desk, "3") <= MOST_QUERIES


def test_forms_of_mine_lead_to_the_one_that_is_open(desk: Desk) -> None:
    answer = desk.client.get("/forms")
    assert answer["Location"] == desk.address
    assert SLUG in desk.address


def test_form_leads_to_its_round_and_stands_under_self_score(desk: Desk) -> None:
    page = desk.page("1").content.decode()
    assert '<a href="/rounds">Kỳ đánh giá 2026</a>' in page  # the round itself is not for reporters
    assert '<a href="/forms" aria-current="page">' in page
    leader = signed_in(desk.client, person_with(Role.LEADERSHIP, HA_NOI, name="leader"))
    page = leader.get(f"{desk.address}/1").content.decode()
    assert f'<a href="/rounds/{SLUG}">Kỳ đánh giá 2026</a>' in page
    assert '<a href="/rounds" aria-current="page">' in page
