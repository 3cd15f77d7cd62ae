"""Pages of survey results: of whom they are there, a file checked and recorded, one unit typed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from python_calamine import CalamineWorkbook

from chiso.synthesis import FILE_MARK
from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Round, Value
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.services.surveying import survey_record
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, signed_in
from tests.web.assessment.rounds import entrant_of, round_running
from tests.web.assessment.surveys import SOURCE, figures_of, surveyed

pytestmark = pytest.mark.django_db
PAGE = "/rounds/ha-noi-2026/survey"
RECORD = f"{PAGE}/record"
UNIT = f"{PAGE}/of/{LONG_BIEN}"
QUERIES = 12  # six on who asks and for what unit; round, groups, entrants, figures, and two names


@pytest.fixture
def council(client: Client) -> Client:
    return signed_in(client, person_with(Role.COUNCIL_MEMBER, HA_NOI, name="member"))


def table(
    *rows: str, head: str = "unit;hn.survey.attitude;hn.survey.trouble"
) -> SimpleUploadedFile:
    return SimpleUploadedFile("dieu-tra.csv", "\n".join((head, *rows)).encode())


def carried(answer) -> str:
    return answer.context["carried"]


def test_it_says_of_whom_results_are_lacking(council):
    round_running(today=timezone.localdate())
    answer = council.get(PAGE)
    assertContains(answer, "2/2 đơn vị chưa có kết quả điều tra xã hội học.")
    assertContains(answer, UNIT)
    assertContains(answer, f"{PAGE}/ward.xlsx")


def test_who_only_watches_reads_it_without_a_way_to_record(client):
    round_running(today=timezone.localdate())
    browser = signed_in(client, person_with(Role.LEADERSHIP, HA_NOI, name="leader"))
    answer = browser.get(PAGE)
    assertNotContains(answer, RECORD)
    assertNotContains(answer, f'href="{UNIT}"')
    assert browser.post(RECORD, {"source": SOURCE}).status_code == 403
    assert browser.get(UNIT).status_code == 403


def test_whoever_runs_the_round_touches_no_score(client):
    round_running(today=timezone.localdate())
    browser = signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="runner"))
    assert browser.post(RECORD, {"source": SOURCE}).status_code == 403


def test_a_table_is_shown_first_and_recorded_when_confirmed(council):
    round_running(today=timezone.localdate())
    rows = (f"{LONG_BIEN};4,25;1,5", f"{BO_DE};3,75;2")
    shown = council.post(RECORD, {"source": SOURCE, "file": table(*rows)})
    assertContains(shown, "Ghi kết quả của 2 đơn vị")
    assertContains(shown, "Vẫn còn thiếu: 3.7, 7.6, 8.4", count=2)
    assert not Value.objects.filter(measure="hn.survey.attitude").exists()
    told = {"source": SOURCE, "list": carried(shown)}
    answer = council.post(RECORD, told, follow=True)
    assertContains(answer, "Đã ghi kết quả điều tra xã hội học của 2 đơn vị.")
    values = Value.objects.filter(measure="hn.survey.attitude").order_by("value")
    assert [one.value for one in values] == [3.75, 4.25]
    assert Entry.objects.filter(action="survey.recorded").count() == 2


def test_sent_twice_it_is_recorded_once(council):
    round_running(today=timezone.localdate())
    shown = council.post(RECORD, {"source": SOURCE, "file": table(f"{LONG_BIEN};4;1")})
    told = {"source": SOURCE, "list": carried(shown)}
    council.post(RECORD, told)
    council.post(RECORD, told)
    assert Entry.objects.filter(action="survey.recorded").count() == 1


def test_what_changed_since_it_was_shown_is_shown_again_and_not_overwritten(council):
    one = round_running(today=timezone.localdate())
    told = {"source": SOURCE, "file": table(f"{LONG_BIEN};4;1")}
    shown = council.post(RECORD, told)
    by = person_with(Role.COUNCIL_CHAIR, HA_NOI, name="chair")
    found = [surveyed(one, figures={"hn.survey.attitude": 3.0})]
    survey_record(one.pk, found, source="Báo cáo khác", by=by, actor=SYSTEM)
    again = council.post(RECORD, {"source": SOURCE, "list": carried(shown)})
    assertContains(again, "Kết quả điều tra đã thay đổi từ khi Ông/Bà xem trang này.")
    assert Value.objects.get(measure="hn.survey.attitude").value == 3
    council.post(RECORD, {"source": SOURCE, "list": carried(again)})
    assert Value.objects.get(measure="hn.survey.attitude").value == 4


def test_faults_are_told_together_and_nothing_is_recorded(council):
    round_running(today=timezone.localdate())
    rows = (f"{LONG_BIEN};9;1", "Phường Không Có;4;1")
    answer = council.post(RECORD, {"source": SOURCE, "file": table(*rows)})
    assertContains(answer, "2 lỗi trong tệp dieu-tra.csv.", status_code=400)
    assertContains(answer, "Phường Không Có", status_code=400)
    assertContains(answer, "Phường Long Biên</th>", status_code=400)
    assertContains(answer, SOURCE, status_code=400)
    assert "carried" not in answer.context


def test_without_a_source_or_a_file_the_page_says_so_and_keeps_what_was_typed(council):
    round_running(today=timezone.localdate())
    answer = council.post(RECORD, {"source": "", "file": table(f"{LONG_BIEN};4;1")})
    assertContains(answer, "Hãy ghi báo cáo kết quả điều tra", status_code=400)
    answer = council.post(RECORD, {"source": SOURCE})
    assertContains(answer, SOURCE, status_code=400)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0 old", b"\x00\x01"]
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(council, content):
    round_running(today=timezone.localdate())
    sent = SimpleUploadedFile("x.xlsx", content)
    answer = council.post(RECORD, {"source": SOURCE, "file": sent})
    assertContains(answer, "Chưa ghi gì.", status_code=400)


def test_a_forged_list_is_refused(council):
    round_running(today=timezone.localdate())
    answer = council.post(RECORD, {"source": SOURCE, "list": "eyJ:forged:list"})
    assertContains(answer, "Đây không phải danh sách đã hiển thị.", status_code=400)
    assert Entry.objects.filter(action="access.denied").count() == 1


def test_one_unit_is_typed_and_recorded(council):
    one = round_running(today=timezone.localdate())
    entrant = entrant_of(one)
    typed = {name: f"{told:g}".replace(".", ",") for name, told in figures_of(entrant).items()}
    seen = council.get(UNIT).context["seen"]
    answer = council.post(UNIT, {**typed, "source": SOURCE, "seen": seen}, follow=True)
    assertContains(answer, "Đã ghi kết quả điều tra xã hội học của Phường Long Biên.")
    assertContains(council.get(f"{UNIT}"), 'value="4,25"')
    assertContains(council.get(PAGE), "17/17")


def test_what_is_wrong_stands_beside_each_figure_and_the_rest_is_kept(council):
    round_running(today=timezone.localdate())
    seen = council.get(UNIT).context["seen"]
    told = {"hn.survey.attitude": "9", "hn.survey.trouble": "hai", "seen": seen, "source": ""}
    answer = council.post(UNIT, told)
    assertContains(answer, "“hai”", status_code=400)
    assertContains(answer, 'value="9"', status_code=400)
    assertContains(answer, "Hãy ghi báo cáo kết quả điều tra", status_code=400)


def test_two_people_on_one_unit_do_not_overwrite_each_other(council):
    round_running(today=timezone.localdate())
    other = signed_in(
        Client(HTTP_HOST="localhost"), person_with(Role.COUNCIL_CHAIR, HA_NOI, name="chair")
    )
    seen = council.get(UNIT).context["seen"]
    told = {"source": SOURCE, "seen": seen}
    assert other.post(UNIT, {"hn.survey.attitude": "4", **told}).status_code == 302
    answer = council.post(UNIT, {"hn.survey.attitude": "3", **told})
    assertContains(answer, "Vừa có người khác ghi kết quả điều tra.", status_code=400)
    assertContains(answer, "Lần ghi gần nhất: Người chair", status_code=400)
    assertContains(answer, "(đã ghi: 4)", status_code=400)
    assert Value.objects.get(measure="hn.survey.attitude").value == 4


def test_a_published_round_takes_nothing_and_says_why(council):
    round_running(today=timezone.localdate())
    Round.objects.update(state=RoundState.PUBLISHED)
    assertContains(council.get(PAGE), "Hãy mở đợt đính chính")
    answer = council.post(RECORD, {"source": SOURCE, "file": table(f"{LONG_BIEN};4;1")})
    assertContains(answer, "Hãy mở đợt đính chính", status_code=400)
    assert not Value.objects.filter(measure="hn.survey.attitude").exists()


def test_the_unit_reads_its_results_in_its_form_and_their_history(council, client):
    one = round_running(today=timezone.localdate())
    seen = council.get(UNIT).context["seen"]
    told = {"hn.survey.attitude": "4,25", "source": SOURCE, "seen": seen}
    council.post(UNIT, told)
    reporter = person_with(Role.REPORTER, LONG_BIEN, name="reporter")
    browser = signed_in(Client(HTTP_HOST="localhost"), reporter)
    line = {"round": one.slug, "unit": LONG_BIEN, "node": "5.4"}
    assertContains(browser.get(reverse("assessment:form-content", kwargs=line)), "4,25")
    assertContains(browser.get(reverse("assessment:line-history", kwargs=line)), SOURCE)


def test_tabs_lead_to_the_page_also_after_a_check(council):
    round_running(today=timezone.localdate())
    shown = council.post(RECORD, {"source": SOURCE, "file": table(f"{LONG_BIEN};4;1")})
    assertContains(shown, f'href="{PAGE}?state=none#g-ward"')


def test_a_draft_has_no_page_of_survey_results(council):
    round_running(today=timezone.localdate())
    Round.objects.update(state=RoundState.DRAFT)
    assert [council.get(one).status_code for one in (PAGE, UNIT)] == [404, 404]


def test_the_template_of_a_synthetic_round_is_marked_inside(council):
    round_running(today=timezone.localdate(), synthetic=True)
    content = council.get(f"{PAGE}/ward.xlsx").content
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert all(name.startswith(FILE_MARK) for name in names)


def test_the_desk_of_the_council_names_what_is_lacking(council):
    round_running(today=timezone.localdate())
    assertContains(council.get("/desk"), "Ghi kết quả điều tra xã hội học: 2 đơn vị")


def test_number_of_queries_is_fixed(council, django_assert_max_num_queries):
    round_running(today=timezone.localdate())
    council.get(PAGE)
    with django_assert_max_num_queries(QUERIES):
        council.get(PAGE)
