"""The page of a unit: what it is, what it came from and passed into, what is below it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.web.reading import Page


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response).text


def test_ward_that_ended_says_where_it_is_today(client) -> None:
    page = Page(client.get("/unit/00124@unknown"))  # Đức Giang, divided: commune_links.csv
    assert "Phường Đức Giang (đến hết 30/06/2025)" in page.text
    assert re.search(r"Nay thuộc: Phường Bồ Đề một phần Phường Việt Hưng một phần", page.text)
    assert "không nguồn nào cho biết có từ ngày nào" in page.text


def test_district_shows_the_lineage_of_its_wards(client) -> None:
    text = text_of(client, "/unit/004@unknown")
    assert "Không đơn vị nào thay thế quận Long Biên" in text
    assert "phường Phúc Lợi (73,1%) và phường Phúc Đồng (26,9%)" in text  # 13,092 and 4,817 people
    assert "13 đơn vị nhập, chia tách vào 7 đơn vị" in text
    assert "chỉ phường Ngọc Lâm nhập nguyên vẹn" in text
    assert "theo đề án" in text


def test_graph_has_a_box_a_unit_and_a_curve_a_link(client) -> None:
    body = client.get("/unit/004@unknown").content.decode()
    assert body.count('class="g-box ') == 21  # Sài Đồng, 13 wards, 7 units of today
    assert body.count('class="g-part"/>') == 32 + 1  # all links but that of Ngọc Lâm; and the key
    assert body.count('class="g-whole"/>') == 1 + 1


def test_every_row_of_the_graph_stands_in_the_table(client) -> None:
    body = client.get("/unit/004@unknown").content.decode()
    table = body[body.index('class="plain moves"') :]
    assert table[: table.index("</table>")].count("</tr>") == 33 + 1


def test_new_ward_tells_what_it_was_formed_of(client) -> None:
    text = text_of(client, "/en/unit/00145@2025-07-01")
    assert "On 2025-07-01, Long Bien Ward was formed of parts of" in text
    assert "1656/NQ-UBTVQH15" in text
    assert "Long Bien Ward (since 2025-07-01)" in text


def test_unit_without_results_leads_to_those_of_its_province(client) -> None:
    page = Page(client.get("/unit/024@unknown"))  # the town of Hà Giang
    assert "PAPI chỉ đo cấp tỉnh" in page.text
    assert {"/unit/02@unknown/2024", "/papi/2024/restated"} <= set(page.links)


@pytest.mark.parametrize(
    ("uid", "address", "rank"),
    [
        ("00145@2025-07-01", "/results/ha-noi-communes/2025", r"thứ \d+ trong 51 phường"),
        ("00136@unknown", "/results/long-bien-wards/2018", r"thứ \d+ trong 14 phường"),
        ("004.noi-vu@unknown", "/results/long-bien-departments/2018", r"thứ \d+ trong 12 phòng"),
        ("004@unknown", "/results/long-bien-district/2018", "không xếp hạng"),
    ],
)
def test_unit_shows_its_results_of_reform_indices_marked(
    client: Client, uid: str, address: str, rank: str
) -> None:
    page = Page(client.get(f"/unit/{uid}"))
    assert f"{address}/{uid}" in page.links
    assert re.search(rf"Số liệu giả lập, không phải kết quả thật.*{rank}", page.text)
    assert "Chưa có kết quả riêng" not in page.text
    assert "/unit/01@unknown/2024" in page.links  # PAPI's of its province, as before


def test_unit_above_leads_to_the_results_of_those_below(client: Client) -> None:
    district, city = (Page(client.get(f"/unit/{uid}")) for uid in ("004@unknown", "01@unknown"))
    assert {"/results/long-bien-wards/2018", "/results/long-bien-departments/2018"} <= set(
        district.links
    )
    assert {"/results/ha-noi-communes/2025", "/results/ha-noi-departments/2025"} <= set(city.links)


def test_district_lists_its_departments(client: Client) -> None:
    page = Page(client.get("/unit/004@unknown"))
    assert "Phòng, ban của cấp huyện: 12" in page.text
    assert "/unit/004.noi-vu@unknown" in page.links


def test_province_of_today_leads_to_those_it_came_from(client) -> None:
    links = Page(client.get("/unit/79@2025-07-01")).links
    assert {f"/unit/{code}@unknown/2024" for code in ("74", "77", "79")} <= set(links)


def test_province_with_results_shows_them_and_its_lineage(client) -> None:
    text = text_of(client, "/unit/02@unknown/2023")
    assert "Hà Giang: kết quả PAPI 2023" in text
    assert "toàn bộ tỉnh Hà Giang nhập vào tỉnh Tuyên Quang" in text


def test_units_below_a_province_with_results_are_folded_and_not_printed(client) -> None:
    profile = client.get("/unit/01@unknown").content.decode()
    merged = client.get("/unit/08@2025-07-01").content.decode()
    assert '<section class="all-parts" aria-labelledby="below">' in profile
    assert '<details class="fold"><summary>Phường: 51</summary>' in profile
    assert "<h3>Phường: 7</h3>" in merged  # they are what this page is about


def test_units_below_are_grouped_by_kind(client) -> None:
    text = text_of(client, "/unit/004@unknown")
    assert "Phường: 13" in text
    assert "Phòng, ban của cấp huyện: 12 Tên minh họa" in text
    assert "Phường đã chấm dứt trước đó: 1" in text


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/unit/01", "/unit/01@unknown"),
        ("/unit/004", "/unit/004@unknown"),
        ("/unit/ha-noi", "/unit/01@unknown"),
        ("/unit/79/2024", "/unit/79@unknown/2024"),  # the one that there was in 2024
        ("/en/unit/01/2023", "/en/unit/01@unknown/2023"),
        ("/unit/01.csv", "/unit/01@unknown.csv"),
    ],
)
def test_code_or_name_of_one_unit_leads_to_it(client, address: str, target: str) -> None:
    assert client.get(address).headers["Location"] == target


@pytest.mark.parametrize("name", ["00145", "long-bien", "79", "00145@2031-01-01"])
def test_code_or_name_of_several_units_offers_them(client, name: str) -> None:
    response = client.get(f"/unit/{name}")
    assert response.status_code == 404
    offered = [link for link in Page(response).links if link.startswith("/unit/")]
    assert len(offered) == (3 if name == "long-bien" else 2)


@pytest.mark.parametrize(
    "address",
    [
        "/unit/xxxxxxx",
        "/unit/99999",
        "/unit/@",
        "/unit/²",
        "/unit/" + "9" * 3000,
        "/unit/004@unknown/1999",
        "/unit/004@unknown/²",
        "/unit/01@unknown/2031",
        "/unit/004@unknown/2023.csv",
        "/unit/x/y.csv",
        "/unit/%00",
    ],
)
def test_what_is_no_unit_is_not_found(client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_misspelt_name_offers_the_nearest(client) -> None:
    page = Page(client.get("/unit/long-bein"))
    assert "/search?q=Long+Bi%C3%AAn" in page.links


def test_lineage_can_be_downloaded(client) -> None:
    response = client.get("/en/unit/00142@unknown.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert (rows[0]["day"], rows[0]["by"]) == ("unknown", "2025-03-01")
    assert float(rows[0]["share"]) == pytest.approx(13092 / 17909)
    assert json.loads(client.get("/unit/00142@unknown.json").content)
    assert client.get("/unit/004@unknown.xlsx").status_code == 200


def test_provinces_of_today_and_before_stand_with_their_communes(client) -> None:
    page = Page(client.get("/units"))
    assert "63 tỉnh, thành phố còn 34" in page.text
    assert "10.035 xã, phường, thị trấn còn 3.321" in page.text
    assert "Hà Nội thành phố trực thuộc trung ương 126" in page.text  # 51 wards, 75 communes
    assert "Hà Nội thành phố trực thuộc trung ương 526" in page.text
    assert len([link for link in page.links if re.search(r"/unit/\d\d@unknown$", link)]) >= 63


@pytest.mark.parametrize(
    ("address", "most"),
    [("/units", 6), ("/unit/004@unknown", 20), ("/unit/79@2025-07-01", 20), ("/unit/00145", 10)],
)
def test_page_takes_few_queries(
    client, django_assert_max_num_queries, address: str, most: int
) -> None:
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)


HEADS = "code,kind,parent,name_vi,since,until,source\n"
FORMER = "28,plain_province,,Tỉnh Hà Tây,unknown,2008-07-31,Nghị quyết 15\n"
DIVIDED = "X1,plain_province,,Tỉnh Thử,unknown,2008-07-31,Nghị quyết 15\n"


@pytest.mark.parametrize(
    ("units", "links", "sentence"),
    [
        (FORMER, "28,01", "Ha Tay Province passed whole to Ha Noi City."),
        (
            FORMER + DIVIDED,
            "28,01 X1,01 X1,26",
            "took in all of Ha Tay Province, and parts of Thu Province.",
        ),
        (
            FORMER + DIVIDED.replace("Thử", "Hai"),
            "28,01 X1,01",
            "took in all of Ha Tay Province and Hai Province.",
        ),
    ],
)
def test_unit_that_was_there_before_is_not_formed_anew(
    client: Client, tmp_path: Path, units: str, links: str, sentence: str
) -> None:
    files = tmp_path / "units.csv", tmp_path / "links.csv"
    rows = "".join(f"{pair},2008-08-01,Nghị quyết 15\n" for pair in links.split())
    files[0].write_text(HEADS + units, encoding="utf-8")
    files[1].write_text(f"old,new,day,source\n{rows}", encoding="utf-8")
    call_command("units_add", str(files[0]), links=files[1], stdout=io.StringIO())
    assert sentence in client.get("/en/unit/01@unknown").content.decode()


def test_province_that_ended_before_papi_leads_to_no_result_of_its_own(
    client: Client, tmp_path: Path
) -> None:
    units = tmp_path / "units.csv"
    units.write_text(HEADS + FORMER, encoding="utf-8")
    call_command("units_add", str(units), stdout=io.StringIO())
    page = Page(client.get("/unit/28@unknown"))
    assert "PAPI chưa công bố kết quả nào của tỉnh Hà Tây." in page.text
    assert not any("28@unknown/2024" in link for link in page.links)
