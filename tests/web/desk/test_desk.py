"""What waits for whom: faults, empty lines, evidence, the signature, appraisal, confirmation."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Question
from chiso_web.assessment.moves import DecisionKind, FormState
from chiso_web.assessment.services.opening import round_make
from chiso_web.assessment.services.publishing import Decided, publication_prepare
from chiso_web.audit.services import SYSTEM
from tests.people import HA_NOI, LONG_BIEN, person_with, signed_in
from tests.web.assessment.rounds import (
    appraised,
    cast_made,
    entrant_of,
    filled,
    plan_of,
    round_running,
    signed,
)

pytestmark = pytest.mark.django_db
FORM = f"/rounds/ha-noi-2026/of/{LONG_BIEN}"
QUERIES = 20


def client_of(person):
    """A person's browser."""
    return signed_in(Client(HTTP_HOST="localhost"), person)


def desk_of(person):
    """A person's desk."""
    return client_of(person).get("/desk")


def test_empty_desk_says_what_will_stand_there(client: Client) -> None:
    assertContains(desk_of(cast_made().reporter), "Hôm nay chưa có việc nào chờ")


def test_empty_lines_stand_by_content(client: Client) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = desk_of(cast.reporter)
    assertContains(answer, "tiêu chí còn trống")
    assertContains(answer, "3 Cải cách thủ tục hành chính")
    assertContains(answer, "Tôi")
    assertContains(answer, f'href="{FORM}/1.1#n1.1"')


def test_faults_stand_before_what_is_empty(client: Client) -> None:
    cast = cast_made()
    one = round_running(today=timezone.localdate())
    line = entrant_of(one).lines.first()
    line.state = "fault"
    line.save()
    page = desk_of(cast.reporter).content.decode()
    assert page.index("Sửa 1 lỗi") < page.index("tiêu chí còn trống")


def test_form_that_waits_is_the_heads_turn(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    form = filled(entrant_of(round_running(today=today)), cast.reporter, today=today)
    form.state = FormState.WAITING
    form.save()
    assertContains(desk_of(cast.head), "Xem và ký")
    answer = desk_of(cast.reporter)
    assertContains(answer, "Chờ người khác: 1 việc")
    assertNotContains(answer, "Xem và ký")


def test_done_form_is_handed_over(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    filled(entrant_of(round_running(today=today)), cast.reporter, today=today)
    assertContains(desk_of(cast.reporter), "Trình thủ trưởng ký duyệt")


def test_returned_line_has_the_appraisers_reason(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    form = signed(entrant_of(round_running(today=today)), cast, today=today)
    form.lines.update(decision="")
    line = form.lines.first()
    line.decision, line.reason, line.decided_by = DecisionKind.RETURN, "Thiếu quý III", cast.head
    line.save()
    form.state = FormState.RETURNED
    form.save()
    assertContains(desk_of(cast.reporter), "Thiếu quý III")
    told = f"1 tiêu chí bị trả lại chưa được sửa: {line.node}."
    assertContains(desk_of(cast.reporter), told)


def test_line_of_a_colleague_is_waited_for(client: Client) -> None:
    cast = cast_made()
    one = round_running(today=timezone.localdate())
    entrant_of(one).lines.update(lead="Phòng Kinh tế")
    answer = desk_of(cast.reporter)
    assertContains(answer, "Phòng Kinh tế")
    assertNotContains(answer, "Đến lượt tôi")


def test_appraiser_finds_what_nobody_has_decided(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(today=today)
    signed(entrant_of(one), cast, today=today)
    answer = desk_of(cast.appraiser)  # nine contents wait: they are one row, the ward's
    assertContains(answer, "Đến lượt tôi: 1 việc")
    assertContains(answer, "Thẩm định phường: 40 tiêu chí")
    assertContains(answer, 'href="/rounds/ha-noi-2026/appraise#ward"')
    assertContains(client_of(cast.appraiser).get("/rounds/ha-noi-2026/appraise"), 'id="ward"')
    appraised(entrant_of(one), cast)
    assertContains(desk_of(cast.appraiser), "Hôm nay chưa có việc nào chờ")


def test_appraiser_of_one_content_finds_that_alone(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    signed(entrant_of(round_running(today=today)), cast, today=today)
    holding = cast.appraiser.holdings.get()
    holding.criteria = ["ha-noi-communes:3"]
    holding.save()
    answer = desk_of(cast.appraiser)
    assertContains(answer, "Đến lượt tôi: 1 việc")
    assertContains(answer, "Thẩm định 3 Cải cách thủ tục hành chính")


def test_prepared_version_waits_for_another_person(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(LONG_BIEN, today=today)
    appraised(signed(entrant_of(one), cast, today=today), cast)
    before = desk_of(cast.chair)
    assertContains(before, "Chuẩn bị công bố")
    assertContains(before, "Ghi kết quả điều tra")
    decided = Decided(decision="12/QĐ-UBND", decided_on=today, signer="Nguyễn Văn Ký")
    publication_prepare(one.pk, decided, by=cast.chair, actor=SYSTEM, today=today)
    waiting = desk_of(cast.chair)
    assertContains(waiting, "Người khác của Hội đồng")
    assertNotContains(waiting, "Ghi kết quả điều tra")  # the version is withdrawn first
    member = person_with(Role.COUNCIL_MEMBER, HA_NOI)
    assertContains(desk_of(member), "Xem và xác nhận")


def test_runner_finds_drafts_and_questions(client: Client) -> None:
    cast, today = cast_made(), timezone.localdate()
    one = round_running(today=today)
    round_make(plan_of(slug="ha-noi-2027", today=today, period="2027"), actor=SYSTEM)
    form = entrant_of(one)
    Question.objects.create(
        group=form.group,
        node="1.1",
        unit=form.unit,
        text="Tính cả báo cáo quý?",
        asked_by=cast.reporter,
    )
    answer = desk_of(cast.runner)
    assertContains(answer, "Trả lời 1 câu hỏi")
    assertContains(answer, "Mở Kỳ đánh giá 2027")


def test_deadlines_are_a_calendar_file(client: Client) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = signed_in(client, cast.reporter).get("/desk/deadlines.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


def test_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    browser = signed_in(client, cast.reporter)
    with django_assert_max_num_queries(QUERIES):
        browser.get("/desk")


def test_desk_reads_in_english(client: Client) -> None:
    cast = cast_made()
    round_running(today=timezone.localdate())
    answer = signed_in(client, cast.reporter).get("/en/desk")
    assertContains(answer, "What there is to do today")
