"""Files hold what the page shows, with all digits."""

import codecs
import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from chiso.definition.editions import edition
from tests.builders import HA_NOI


def as_csv(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_league_file_has_a_row_a_province_in_the_page_order(client) -> None:
    found = as_csv(client.get("/papi/2023.csv"))
    assert [row["name"] for row in found[:2]] == ["Thừa Thiên Huế", "Thái Nguyên"]
    assert len(found) == 63


def test_league_file_carries_every_digit_and_the_interval(client) -> None:
    # PAPI 2023, Hà Nội: D4 6.734771; sum of the parts 6.734771825; standard error 0.1577…
    row = next(row for row in as_csv(client.get("/papi/2023.csv")) if row["unit"] == HA_NOI)
    assert abs(float(row["4"]) - 6.734771825) < 1e-12
    assert abs(float(row["high"]) - float(row["total"]) - 1.96 * float(row["se"])) < 1e-12


def test_league_file_follows_filter_and_order(client) -> None:
    found = as_csv(client.get("/papi/2023.csv?class=highest&sort=-total"))
    assert len(found) == 16
    assert found[-1]["name"] == "Thừa Thiên Huế"


def test_withheld_province_is_blank_in_the_file_never_zero(client) -> None:
    row = as_csv(client.get("/papi/2023.csv"))[-1]
    assert (row["total"], row["rank"], row["missing"]) == ("", "", "withheld")


def test_league_file_carries_ranges_error_sentence_and_source(client) -> None:
    rows = {row["unit"]: row for row in as_csv(client.get("/papi/2022.csv"))}
    # PAPI 2022 prints no standard error for Cà Mau (96)
    assert (rows["96"]["rank_low"], rows["96"]["rank_high"]) == ("", "")
    assert "không tính được khoảng thứ hạng" in rows["96"]["note"]
    assert int(rows[HA_NOI]["rank_low"]) <= int(rows[HA_NOI]["rank"])
    assert "CECODES" in rows[HA_NOI]["source"]
    assert "không công bố sai số" in as_csv(client.get("/papi/2024.csv"))[0]["note"]


def test_part_of_a_league_table_has_another_file_name_than_the_whole(client) -> None:
    whole = client.get("/papi/2023.csv?sort=name").headers["Content-Disposition"]
    part = client.get("/papi/2023.csv?class=highest").headers["Content-Disposition"]
    assert 'filename="papi-2023.csv"' in whole
    assert 'filename="papi-2023-filtered.csv"' in part


def test_map_of_a_league_table_is_a_file_of_its_own(client) -> None:
    response = client.get("/papi/2023/map.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert 'filename="papi-2023-map.svg"' in response.headers["Content-Disposition"]
    text = response.content.decode()
    assert text.count("<title>") == 63 + 2 + 1  # provinces, archipelagos, the map itself
    assert "Nguồn: CECODES, RTA, UNDP, PAPI 2023" in text
    assert "Không công bố: Bình Dương, Quảng Ninh." in text


def test_explanation_file_adds_up(client) -> None:
    found = json.loads(client.get("/papi/2023/01/4.json").content)
    rows = found if isinstance(found, list) else found["rows"]
    parts = [
        row for row in rows if row["node"] in {"4.1", "4.2", "4.3", "4.4"} and not row["measure"]
    ]
    whole = next(row for row in rows if row["node"] == "4" and not row["measure"])
    assert abs(sum(row["contribution"] for row in parts) - whole["points"]) < 1e-12


def test_workbook_opens_with_the_same_rows(client) -> None:
    content = client.get("/papi/2023.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 64


def test_file_is_named_and_typed(client) -> None:
    response = client.get("/papi/2023/01/4.csv")
    assert response.headers["Content-Type"].startswith("text/csv")
    assert 'filename="papi-2023-01-4.csv"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["/papi/2023.csv", "/papi/2023/01/4.csv"])
def test_csv_opens_in_excel_as_unicode(client, address: str) -> None:
    assert client.get(address).content.startswith(codecs.BOM_UTF8)


def test_note_of_a_league_file_is_a_sentence_in_the_language_of_the_page(client) -> None:
    notes = {row["note"] for row in as_csv(client.get("/papi/2024.csv"))}
    sentence = "Chiso cộng từ điểm PAPI đã công bố; bảng tổng của năm đó chưa đọc được."
    assert any(note.startswith(sentence) for note in notes)
    assert all(
        note.startswith("Added up by Chiso") or "did not publish" in note
        for note in {row["note"] for row in as_csv(client.get("/en/papi/2024.csv"))}
    )
    withheld = as_csv(client.get("/papi/2023.csv"))[-1]
    assert withheld["note"].startswith("PAPI không công bố kết quả năm 2023 của tỉnh này;")


def test_explanation_file_says_whose_sum_the_total_is(client) -> None:
    sentence = "Chiso cộng từ điểm PAPI đã công bố; bảng tổng của năm đó chưa đọc được."
    assert as_csv(client.get("/papi/2024/01.csv"))[0]["note"] == sentence
    assert as_csv(client.get("/papi/2023/01.csv"))[0]["note"] == ""


def test_explanation_file_names_its_sources_in_words(client) -> None:
    found = as_csv(client.get("/papi/2023/01/4.1.csv"))
    sources = {row["measure"] or row["node"]: row["source"] for row in found}
    assert sources["papi.4.1.01"] == "PAPI 2023, bảng chỉ tiêu, nội dung thành phần 4.1, dòng 1"
    title = edition("papi@2023").sources["papi_2023"].title.vi
    assert sources["4.1.01"] == f"{title}; bảng chỉ tiêu, nội dung thành phần 4.1, dòng 1"
    english = as_csv(client.get("/en/papi/2023/01/4.1.csv"))
    assert english[-1]["source"].startswith("PAPI 2023, indicator table")
