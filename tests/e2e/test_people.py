"""A citizen, a journalist, an analyst, and one without a mouse find what they came for."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """A citizen's phone, without a script."""
    context = browser.new_context(
        base_url=server, viewport=PHONE, java_script_enabled=False, locale="vi-VN"
    )
    yield context.new_page()
    context.close()


def test_a_citizen_finds_the_ward_its_history_and_the_province(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_label("Xã, phường của tôi").fill("long bien")
    phone.keyboard.press("Enter")
    today = phone.get_by_role("row").filter(has_text="01/07/2025 – nay")
    today.get_by_role("link", name="Phường Long Biên").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Phường Long Biên")
    # the lineage names what it was formed of, by Resolution 1656/NQ-UBTVQH15
    expect(phone.locator("main")).to_contain_text("1656/NQ-UBTVQH15")
    for old in ("Phường Thạch Bàn", "Phường Cự Khối", "Phường Phúc Đồng"):
        expect(phone.get_by_role("table").get_by_role("link", name=old).first).to_be_visible()
    phone.get_by_role("link", name=re.compile("PAPI 2024 của thành phố Hà Nội")).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Hà Nội")


def test_a_citizen_finds_what_became_of_a_district(phone: Page) -> None:
    phone.goto("/search?q=quan+long+bien")
    phone.get_by_role("link", name="Quận Long Biên").first.click()
    page = phone.locator("main")
    expect(page).to_contain_text("chỉ phường Ngọc Lâm nhập nguyên vẹn")
    expect(page).to_contain_text("theo đề án")
    for new in ("Phường Hồng Hà", "Xã Bát Tràng", "Xã Gia Lâm"):
        expect(phone.get_by_role("table").get_by_role("link", name=new).first).to_be_visible()


def test_a_journalist_learns_who_rose_most_and_whether_by_chance(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Thay đổi từ 2022 đến 2023").first.click()
    lead = page.locator("main .lead").first
    expect(lead).to_contain_text("Hà Giang tăng nhiều nhất")
    expect(lead).to_contain_text("vượt quá sai số chọn mẫu")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").first.click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    # 44.2479 of 2023 less 41.1470 of 2022
    assert first["unit"] == "02"
    assert float(first["change"]) == pytest.approx(3.10, abs=0.005)


def test_a_journalist_is_refused_a_comparison_across_a_break(page: Page) -> None:
    page.goto("/papi/2018/since/2017")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không so sánh PAPI 2018 với 2017")
    expect(page.locator("main table")).to_have_count(0)


def test_an_analyst_opens_a_year_in_pandas(page: Page) -> None:
    page.goto("/data")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="2023", exact=True))
    with page.expect_download() as started:
        row.get_by_role("link", name="ZIP").click()
    with zipfile.ZipFile(started.value.path()) as package:
        text = {"unit": str, "node": str, "code": str}
        scores = pandas.read_csv(package.open("scores.csv"), dtype=text)
        observed = pandas.read_csv(package.open("observations.csv"), dtype={"unit": str})
    total = scores[scores["node"] == "total"].nlargest(1, "score").iloc[0]
    assert total["unit"] == "46"  # Thừa Thiên Huế leads PAPI 2023
    printed = observed.query("unit == '01' and measure == 'papi.4'")["value"].item()
    assert printed == 6.734771  # as PAPI prints it


def test_the_keyboard_alone_finds_a_ward(page: Page) -> None:
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("thach ban")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=thach+ban")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Phường Thạch Bàn":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phường Thạch Bàn")
