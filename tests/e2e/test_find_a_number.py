"""A citizen finds a number and its source: by pointer, by keyboard, and without a script."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

# PAPI 2023 prints 6.734771 for dimension 4 of Hà Nội; Chiso shows 6,73.
PRINTED = 6.734771


def test_hanoi_d4_of_2023_is_two_clicks_from_the_start(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Bảng xếp hạng .* 2023")).click()
    row = page.get_by_role("row").filter(has_text="Hà Nội")
    row.get_by_role("link", name="6,73").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("6,73")
    expect(page.locator("main")).to_contain_text("1,5995")
    expect(page.locator("main")).to_contain_text("bảng chỉ tiêu, nội dung thành phần 4.1, dòng 1")


def test_the_explanation_downloads_as_csv(page: Page, tmp_path: Path) -> None:
    page.goto("/papi/2023/01/4")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").first.click()
    file = tmp_path / "explanation.csv"
    started.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    points = {row["node"]: float(row["points"]) for row in rows if row["points"]}
    assert points["4"] == pytest.approx(PRINTED, abs=1e-5)
    assert points["4.1.01"] == 0.675724


def test_the_keyboard_alone_reaches_the_explanation(page: Page) -> None:
    page.goto("/papi/2023")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    target = "/papi/2023/01/4"
    for _ in range(400):
        if page.evaluate("document.activeElement.getAttribute('href')") == target:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_the_filter_needs_no_marks_and_no_script(browser, server) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto("/papi/2023")
    page.get_by_role("searchbox").fill("ha noi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="Hà Nội")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Thái Nguyên")).to_have_count(0)
    context.close()
