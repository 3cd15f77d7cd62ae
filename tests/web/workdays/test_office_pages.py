"""An administrator configures the office: sees what holds, what would change, and confirms."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.workdays.models import Loading
from tests.people import HA_NOI, person_with, signed_in
from tests.web.reading import Page
from tests.web.workdays.lists import HEADER, LOCAL, WINDOWS, decision_2027

pytestmark = pytest.mark.django_db

OFFICE = "/calendar/office"


@pytest.fixture
def administrator(client: Client) -> Client:
    """Signed in with a second factor."""
    return signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="lan"))


def file(text: str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def decided(client: Client, text: str = "", *, name: str = "2027.csv") -> HttpResponse:
    fields = {"year": "2027", "file": file(text or decision_2027(), name)}
    return client.post(f"{OFFICE}/load/decision", fields)


def confirmed(client: Client, kind: str, preview: HttpResponse) -> HttpResponse:
    carried = re.search(r'name="carried" value="([^"]+)"', preview.content.decode())
    assert carried
    return client.post(f"{OFFICE}/load/{kind}", {"carried": carried[1]}, follow=True)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_open_in_both_languages(administrator: Client, prefix: str) -> None:
    pages = [OFFICE, *(f"{OFFICE}/load/{kind}" for kind in Loading.Kind.values)]
    for path in pages:
        response = administrator.get(prefix + path)
        assert response.status_code == 200
        page = Page(response)
        assert page.tags.count("h1") == 1
        assert "style" not in page.attributes


def test_preview_changes_nothing_and_confirming_makes_it_hold(administrator: Client) -> None:
    preview = decided(administrator)
    assert "23/12/2027" in Page(preview).text
    assert not Loading.objects.exists()
    done = confirmed(administrator, "decision", preview)
    assert "2027" in Page(done).text
    assert Loading.objects.get().loaded_by == "Người lan"
    public = Page(Client(HTTP_HOST="localhost").get("/calendar/2027")).text
    assert "Lịch năm đã chốt" in public
    assert "99/VPCP-KGVX" in public


def test_due_date_over_a_sealed_year_is_no_longer_a_forecast(administrator: Client) -> None:
    asked = "/deadline?day=2027-12-22&time=09:00&number=2"
    # Wednesday 22 December; Thursday and Friday; once 23 is off for Saturday 25: Friday, Saturday
    assert "Thứ Sáu 24/12/2027" in Page(administrator.get(asked)).text
    confirmed(administrator, "decision", decided(administrator))
    text = Page(administrator.get(asked)).text
    assert "Thứ Bảy 25/12/2027" in text
    assert "Dự kiến" not in text


def test_every_fault_of_a_file_is_told_at_once_with_its_line(administrator: Client) -> None:
    lines = "2027-13-01,holiday,Tết,1/QĐ\n2027-01-02,holyday,Tết,1/QĐ\n2027-01-03,holiday,,\n"
    response = decided(administrator, HEADER + lines)
    text = Page(response).text
    assert response.status_code == 400
    assert all(f"2027.csv:{line}" in text for line in (2, 3, 4))
    assert 'value="2027"' in response.content.decode()  # the year typed is kept
    assert not Loading.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"%PDF-1.7", b"BEGIN:VCALENDAR"])
@pytest.mark.parametrize("name", ["2027.csv", "2027.ics"])
def test_file_that_is_no_list_is_refused_in_words(
    administrator: Client, content: bytes, name: str
) -> None:
    fields = {"year": "2027", "file": SimpleUploadedFile(name, content)}
    response = administrator.post(f"{OFFICE}/load/decision", fields)
    assert response.status_code == 400


def test_too_large_a_file_is_refused(administrator: Client) -> None:
    response = decided(administrator, "x" * 600_000)
    assert response.status_code == 400
    assert "500 kB" in Page(response).text


def test_one_day_is_written_without_a_file(administrator: Client) -> None:
    fields = {"day": "2026-12-07", "day_kind": "local_off", "name": "Mất điện", "document": "34/TB"}
    preview = administrator.post(f"{OFFICE}/load/local", fields)
    confirmed(administrator, "local", preview)
    text = Page(administrator.get("/deadline?day=2026-12-04&time=09:00&number=1")).text
    assert "Thứ Ba 08/12/2026" in text
    assert "Mất điện (34/TB)" in text


def test_own_windows_are_on_the_public_page_and_in_the_feed(administrator: Client) -> None:
    preview = administrator.post(f"{OFFICE}/load/windows", {"file": file(WINDOWS, "w.csv")})
    confirmed(administrator, "windows", preview)
    # the last day is Friday 25 December 2026; Monday and Tuesday are the two working days
    text = Page(administrator.get("/calendar/2026/windows")).text
    assert "Của cơ quan này: Phường" in text
    assert "01/12/2026 25/12/2026 29/12/2026" in text


def test_hours_and_rule_of_the_office_fill_the_public_form(administrator: Client) -> None:
    dated = {"applies_from": "2026-02-01", "document": "12/QĐ-UBND"}
    fields = {"hours": "7:30-11:30,13:30-17:30", **dated}
    hours = administrator.post(f"{OFFICE}/load/hours", fields)
    confirmed(administrator, "hours", hours)
    fields = {"begins": "same-day", "after_hours": "same-day", **dated}
    confirmed(administrator, "rule", administrator.post(f"{OFFICE}/load/rule", fields))
    text = Page(administrator.get("/deadline?day=2026-02-12&time=16:50&number=2")).text
    # counting begins with Thursday 12 February itself
    assert "Thứ Sáu 13/02/2026 chậm nhất 17:30" in text
    assert "12/QĐ-UBND" in text
    assert "minh họa" not in text


def test_withdrawing_keeps_the_row_with_its_reason(administrator: Client) -> None:
    preview = administrator.post(f"{OFFICE}/load/local", {"file": file(LOCAL, "a.csv")})
    confirmed(administrator, "local", preview)
    found = Loading.objects.get()
    page = f"{OFFICE}/loading/{found.pk}"
    assert administrator.post(page, {"reason": ""}).status_code == 400
    administrator.post(page, {"reason": "Nhầm ngày"})
    assert "Nhầm ngày" in Page(administrator.get(OFFICE)).text
    assert administrator.get(f"{page}/text").content.decode() == LOCAL
    actions = list(Entry.objects.filter(app="workdays").values_list("action", flat=True))
    assert actions == ["calendar.local.loaded", "calendar.local.withdrawn"]


def test_preview_that_was_changed_is_not_confirmed(administrator: Client) -> None:
    response = administrator.post(f"{OFFICE}/load/hours", {"carried": "eyJ0ZXh0IjoiIn0:1:x"})
    assert response.status_code == 400
    assert not Loading.objects.exists()


def test_unknown_kind_is_no_page(administrator: Client) -> None:
    assert administrator.get(f"{OFFICE}/load/everything").status_code == 404
    assert administrator.get(f"{OFFICE}/loading/999").status_code == 404


def test_reporter_is_refused(client: Client) -> None:
    signed_in(client, person_with(Role.REPORTER, HA_NOI))
    assert client.get(OFFICE).status_code == 403
    assert decided(client).status_code == 403
