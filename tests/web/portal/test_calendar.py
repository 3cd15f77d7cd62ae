"""The working calendar of a year and its reporting windows."""

import json

import pytest
from django.test import Client
from django.utils.timezone import localdate

from chiso.calendar import read_ical
from tests.web.reading import Page

pytestmark = pytest.mark.django_db


def test_address_without_a_year_leads_to_this_year(client: Client) -> None:
    year = localdate().year
    assert client.get("/calendar")["Location"] == f"/calendar/{year}"
    assert client.get("/en/calendar/windows")["Location"] == f"/en/calendar/{year}/windows"


def test_year_2026_at_a_glance(client: Client) -> None:
    # 261 weekdays; off are 12 statutory days, one of them on a Sunday and so compensated, and two
    # in exchange, for which two Saturdays are worked: 261 - 14 + 2 = 249
    text = Page(client.get("/calendar/2026")).text
    assert "249 ngày làm việc, 14 ngày nghỉ rơi vào ngày thường, 2 ngày làm bù." in text
    assert "Lịch năm đã chốt" in text
    assert "9859/VPCP-KGVX" in text


def test_twelve_months_are_shown_and_tet_is_named_in_them(client: Client) -> None:
    body = client.get("/calendar/2026").content.decode()
    assert body.count('<table class="cal">') == 12
    assert body.count("<small>Tết</small>") == 5


def test_forecast_is_marked_in_each_month_in_the_table_and_in_every_file(client: Client) -> None:
    body = client.get("/calendar/2027").content.decode()
    assert body.count('<table class="cal guess">') == 12
    assert body.count('<b class="boxed">Dự kiến') == 14
    assert 'filename="forecast-working' in client.get("/calendar/2027.csv")["Content-Disposition"]
    rows = json.loads(client.get("/calendar/2027.json").content)
    assert all(row["forecast"] for row in (rows if isinstance(rows, list) else rows["rows"]))
    assert "SUMMARY:Dự kiến: " in client.get("/calendar/2027.ics").content.decode()


def test_days_as_ical_are_read_back(client: Client, tmp_path) -> None:
    file = tmp_path / "2028.ics"
    file.write_bytes(client.get("/calendar/2028.ics").content)
    assert len(read_ical(file)) > 10


@pytest.mark.parametrize("year", ["2009", "2031", "abc", "99999", "２０２６"])
def test_year_out_of_reach_offers_the_nearest(client: Client, year: str) -> None:
    response = client.get(f"/calendar/{year}")
    assert response.status_code == 404
    nearest = "2010" if year == "2009" else "2030"
    assert f"/calendar/{nearest}" in Page(response).links


def test_windows_of_581_are_four_things_each(client: Client) -> None:
    # 581/BNV-CCHC: first quarter from 15 December to 14 March, sent by 20 March
    text = Page(client.get("/calendar/2026/windows")).text
    assert "Quý I/2026 15/12/2025 14/03/2026 20/03/2026" in text
    assert "20/06/2026 rơi vào ngày nghỉ; ngày làm việc cuối cùng trước đó: 19/06/2026" in text


def test_decree_of_2019_has_no_window_before_and_the_page_says_so(client: Client) -> None:
    text = Page(client.get("/calendar/2018/windows")).text
    assert "Nghị định 09/2019/NĐ-CP ban hành ngày 24/01/2019: không quy định thời gian" in text
    assert "Báo cáo định kỳ" not in text
    later = Page(client.get("/en/calendar/2019/windows")).text
    assert "In force since 2019-01-24." in later
    assert "Month 01/2019" not in later  # closed on 14 January, before the Decree was issued


def test_windows_of_other_places_are_marked_as_examples(client: Client) -> None:
    assert (
        "Ví dụ của địa phương khác: Khánh Hòa 01/2023"
        in Page(client.get("/calendar/2026/windows")).text
    )
    assert "Bà Rịa – Vũng Tàu 2012" in Page(client.get("/calendar/2012/windows")).text


def test_next_deadline_is_named_and_marked_in_this_years_table(client: Client) -> None:
    page = Page(client.get(f"/calendar/{localdate().year}/windows"))
    assert "Thời hạn gửi báo cáo sắp tới:" in page.text
    assert "Ngày chốt số liệu sắp tới:" in page.text
    assert "sắp chốt" in page.text


def test_feed_of_windows_holds_this_year_and_the_next(client: Client) -> None:
    year = localdate().year
    text = client.get("/calendar/windows.ics").content.decode()
    assert f"UID:window-581-BNV-CCHC-{year}-Q1@chiso" in text
    assert f"UID:window-581-BNV-CCHC-{year + 1}-Q1@chiso" in text
    assert "Khánh Hòa" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize("path", ["/calendar/2026", "/en/calendar/2026/windows"])
def test_page_asks_the_database_once(client: Client, django_assert_num_queries, path: str) -> None:
    client.get(path)
    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "ics"])
@pytest.mark.parametrize(
    "page",
    ["/calendar/2026", "/calendar/2026/windows", "/deadline?day=2026-02-12&time=9:00&number=5"],
)
def test_everything_can_be_taken_as_a_file(client: Client, page: str, kind: str) -> None:
    path, _question, query = page.partition("?")
    response = client.get(f"{path}.{kind}?{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")
    assert len(response.content) > 100
