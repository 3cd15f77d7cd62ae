"""When a file is due: counted by hand from the decisions, asked as citizens ask."""

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.web.reading import Page

pytestmark = pytest.mark.django_db

TET = {"day": "2026-02-12", "time": "16:50", "number": "5"}


def asked(client: Client, prefix: str = "", **fields: str) -> Page:
    return Page(client.get(f"{prefix}/deadline?{urlencode(fields)}"))


def test_five_working_days_over_tet_2026(client: Client) -> None:
    # 9859/VPCP-KGVX: off from Saturday 14 to Sunday 22 February. Friday 13 is the first day,
    # Monday 23 to Thursday 26 the other four; passed over are nine days, five of Tết.
    text = asked(client, **TET).text
    assert "Hạn trả : Thứ Năm 26/02/2026 chậm nhất 17:00" in text
    assert "Tính 5 ngày làm việc, bỏ qua 9 ngày nghỉ, trong đó 5 ngày nghỉ lễ, tết" in text
    assert "Thứ Ba 17/02/2026: không tính. Tết Nguyên đán (mùng 1) (9859/VPCP-KGVX)." in text
    assert "Thứ Năm 26/02/2026: ngày làm việc thứ 5 trong 5 ngày." in text


def test_the_same_in_english(client: Client) -> None:
    text = asked(client, "/en", **TET).text
    assert "Due : Thursday 2026-02-26 by 17:00" in text
    assert "5 working days counted, 9 days off passed over" in text


def test_tet_stands_in_the_picture(client: Client) -> None:
    body = client.get(f"/deadline?{urlencode(TET)}").content.decode()
    picture = body[body.index('<table class="cal"') : body.index("</table>")]
    assert picture.count("<small>Tết</small>") == 5
    cell = re.search(r'<td class="due"[^>]*><b>26</b> <small>hạn trả</small>', picture)
    assert cell


def test_make_up_saturday_is_counted(client: Client) -> None:
    # 12729/VPCP-KGVX: Friday 2 January 2026 off, Saturday 10 January worked. From Thursday
    # 8 January: Friday 9, Saturday 10, Monday 12.
    text = asked(client, day="2026-01-08", time="09:00", number="3").text
    assert "Thứ Hai 12/01/2026 chậm nhất 17:00" in text
    assert "trong đó 1 ngày làm bù" in text


def test_working_hours_end_at_a_moment(client: Client) -> None:
    # docs/method/calendar.md: 1 hour on Thursday, 8 on Friday, 7 on the make-up Saturday
    text = asked(client, day="2026-01-08", time="16:00", number="16", unit="hours").text
    assert "Thứ Bảy 10/01/2026 lúc 16:00" in text


def test_forecast_says_so_at_the_top_in_the_picture_and_in_the_quote(client: Client) -> None:
    response = client.get("/deadline?day=2027-02-01&time=09:00&number=5")
    body, text = response.content.decode(), Page(response).text
    picture = body[body.index('<figure class="weeks guess"') : body.index("</figure>")]
    assert picture.count("Dự kiến: chưa đọc đủ các quyết định về ngày nghỉ") == 2
    assert "<title>Hạn trả (dự kiến)" in body
    assert "Hạn trả (dự kiến): 17:00" in body[body.index("<blockquote>") :]
    assert "hạn trả có thể thay đổi" in text


def test_sealed_only_refuses_a_forecast_beside_its_field(client: Client) -> None:
    response = client.get("/deadline?day=2027-02-01&time=09:00&number=5&sealed=1")
    assert response.status_code == 400
    assert 'id="sealed-fault"' in response.content.decode()
    assert client.get("/deadline?day=2026-02-01&time=09:00&number=5&sealed=1").status_code == 200


def test_link_keeps_the_whole_question(client: Client) -> None:
    fields = {**TET, "hours": "07:30-11:30,13:30-17:30", "begins": "same-day", "rule": "12/QĐ-UBND"}
    pause = {"since": "2026-02-23", "until": "2026-02-24", "document": "3/CV", "author": "Bà Lan"}
    page = asked(client, **fields, **pause)
    link = next(one for one in page.links if one.startswith("http") and "/deadline?" in one)
    again = Page(client.get(link))
    assert again.text == page.text
    # with the day of receipt counted: 12 and 13, then 25, 26 and 27, for 23 and 24 are paused
    assert "Thứ Sáu 27/02/2026 chậm nhất 17:30" in again.text
    assert "tạm dừng" in again.text


def test_pause_without_end_leaves_no_due_date(client: Client) -> None:
    page = asked(client, **TET, since="2026-02-13", document="3/CV", author="Bà Lan")
    assert "Chưa có hạn trả" in page.text


def test_receipt_after_hours_counts_as_of_the_next_working_day(client: Client) -> None:
    # Friday 13 February, 18:00: as if on Monday 23; the first day is Tuesday 24
    text = asked(client, day="2026-02-13", time="18:00", number="1").text
    assert "Thứ Ba 24/02/2026 chậm nhất 17:00" in text


def test_bare_page_asks_with_today_filled_in(client: Client) -> None:
    response = client.get("/deadline")
    body = response.content.decode()
    assert 'type="date" id="day" name="day" value="20' in body
    assert 'id="number" name="number" value=""' in body
    assert "Hạn trả :" not in Page(response).text


def test_receipt_is_now_where_no_moment_is_given(client: Client) -> None:
    response = client.get("/deadline?number=5")
    assert response.status_code == 200
    assert 'type="date" id="day" name="day" value="20' in response.content.decode()


FAULTS = [
    ("day", {"day": "31/02/2026"}, "31/02/2026"),
    ("day", {"day": "2031-01-02"}, "2031-01-02"),
    ("day", {"day": "2009-12-31"}, "2009-12-31"),
    ("time", {"time": "25:00"}, "25:00"),
    ("time", {"time": ""}, ""),
    ("number", {"number": "0"}, "0"),
    ("number", {"number": "2,5"}, "2,5"),
    ("number", {"number": ""}, ""),
    ("number", {"number": "9999"}, "9999"),
    ("hours", {"hours": "08:00-07:00"}, "08:00-07:00"),
]


@pytest.mark.parametrize(("field", "change", "kept"), FAULTS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_fault_stands_beside_its_field_and_typing_is_kept(
    client: Client, prefix: str, field: str, change: dict[str, str], kept: str
) -> None:
    response = client.get(f"{prefix}/deadline?{urlencode({**TET, **change})}")
    body = response.content.decode()
    assert response.status_code == 400
    assert f'id="{field}-fault"' in body
    assert body.count('class="fault"') == 1
    assert f'value="{kept}"' in body
    others = [value for name, value in TET.items() if name not in change]
    assert all(f'value="{value}"' in body for value in others)


def test_every_fault_of_a_pause_is_told_at_once(client: Client) -> None:
    response = client.get(f"/deadline?{urlencode({**TET, 'since': '2026-13-01'})}")
    body = response.content.decode()
    assert {"since-1", "document-1", "author-1"} == set(
        re.findall(r'<p class="fault" id="(.*?)-fault"', body)
    )


def test_more_pauses_than_fit_are_refused_and_none_is_left_out_in_silence(client: Client) -> None:
    pause = urlencode(
        {"since": "2026-03-01", "until": "2026-03-02", "document": "1", "author": "A"}
    )
    many = client.get(f"/deadline?{urlencode(TET)}" + f"&{pause}" * 13)
    assert many.status_code == 400
    assert 'id="since-12-fault"' in many.content.decode()
    assert client.get(f"/deadline?{urlencode(TET)}" + f"&{pause}" * 12).status_code == 200


def test_all_of_a_long_time_is_in_the_file_and_its_ends_on_the_page(client: Client) -> None:
    query = urlencode({"day": "2020-01-02", "time": "09:00", "number": "900"})
    page = Page(client.get(f"/deadline?{query}"))
    assert "ngày ở giữa có trong tệp tải về" in page.text
    rows = list(csv.DictReader(io.StringIO(client.get(f"/deadline.csv?{query}").content.decode())))
    assert sum(row["kind"] == "counted" for row in rows) == 900


def test_files_hold_the_days_and_say_which_are_a_forecast(client: Client) -> None:
    response = client.get(f"/deadline.json?{urlencode(TET)}")
    rows = json.loads(response.content)
    rows = rows if isinstance(rows, list) else rows["rows"]
    assert [row["counted_days"] for row in rows if row["kind"] == "counted"] == [1, 2, 3, 4, 5]
    assert {row["due"] for row in rows} == {"2026-02-26T17:00"}
    assert not any(row["forecast"] for row in rows)
    ahead = client.get("/deadline.csv?day=2027-02-01&time=09:00&number=5")
    assert 'filename="forecast-due-' in ahead["Content-Disposition"]


def test_due_date_is_an_entry_of_a_calendar_in_universal_time(client: Client) -> None:
    response = client.get(f"/deadline.ics?{urlencode(TET)}")
    text = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20260226T100000Z" in text  # 17:00 at UTC+7
    assert "SUMMARY:Hạn trả: Nộp lúc 16:50 Thứ Năm 12/02/2026" in text


def test_entry_of_a_forecast_says_so(client: Client) -> None:
    text = client.get("/deadline.ics?day=2027-02-01&time=09:00&number=5").content.decode()
    assert "SUMMARY:Hạn trả (dự kiến)" in text


def test_file_of_a_question_with_a_fault_leads_to_the_page_that_tells_it(client: Client) -> None:
    response = client.get("/deadline.csv?day=x&number=5")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 400


def test_page_asks_the_database_once(client: Client, django_assert_num_queries) -> None:
    client.get("/deadline")
    with django_assert_num_queries(1):
        client.get(f"/deadline?{urlencode(TET)}")


def test_first_page_and_search_lead_here(client: Client) -> None:
    assert "/deadline" in Page(client.get("/")).links
    assert "/deadline" in Page(client.get("/search?q=tinh+han+tra")).links
