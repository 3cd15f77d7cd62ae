"""A journalist and a leader compare: years and provinces, without a script."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e


@pytest.fixture
def plain(browser: Browser, server: str) -> Iterator[Page]:
    """A page that runs no script."""
    context = browser.new_context(
        base_url=server,
        java_script_enabled=False,
        locale="vi-VN",
        viewport={"width": 1366, "height": 768},
    )
    yield context.new_page()
    context.close()


def test_who_rose_most_and_whether_it_is_chance_is_one_click_from_the_start(
    plain: Page, tmp_path: Path
) -> None:
    # Hà Giang 41.146988 (SE 0.274351) to 44.247929 (0.886877): +3.10 ± 1.82, Holm p 0.043
    plain.goto("/")
    plain.get_by_role("link", name="Thay đổi từ 2022 đến 2023").click()
    answer = plain.get_by_text("Hà Giang tăng nhiều nhất.")
    expect(answer).to_be_in_viewport()
    expect(plain.locator(".lead")).to_contain_text("vượt quá sai số chọn mẫu, kể cả khi xét 56")
    download = plain.get_by_role("link", name="CSV")
    expect(download).to_be_in_viewport()
    with plain.expect_download() as started:
        download.click()
    file = tmp_path / "changes.csv"
    started.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert (first["name"], first["reading"]) == ("Hà Giang", "beyond_error_together")


def test_provinces_are_chosen_by_keyboard_and_stand_side_by_side(plain: Page) -> None:
    plain.goto("/papi/2023/compare")
    plain.get_by_label("Tỉnh, thành phố 1").fill("ha noi")
    plain.keyboard.press("Tab")
    plain.keyboard.type("da nang")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("heading", level=1)).to_have_text(
        re.compile("so sánh Hà Nội và Đà Nẵng")
    )
    expect(plain.locator(".lead")).to_contain_text("sai số chọn mẫu")
