"""A citizen on a phone asks the calendar over Tết and reads the answer without scrolling."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

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


def is_in_first_screen(place: Locator) -> bool:
    box = place.bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"]


def test_a_citizen_asks_over_tet_and_reads_the_answer_without_scrolling(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Hồ sơ của tôi khi nào đến hạn, và vì sao?").click()
    phone.get_by_label("Ngày nộp hồ sơ").fill("2026-02-12")
    phone.get_by_label("Giờ nộp").fill("16:50")
    phone.get_by_label("Thời hạn giải quyết").fill("5")
    phone.keyboard.press("Enter")
    # 9859/VPCP-KGVX: off from 14 to 22 February 2026; 13, 23, 24, 25 and 26 are counted
    answer = phone.get_by_role("heading", level=1)
    expect(answer).to_contain_text("Thứ Năm 26/02/2026")
    expect(answer).to_contain_text("17:00")
    assert is_in_first_screen(answer)
    assert is_in_first_screen(phone.get_by_text("bỏ qua 9 ngày nghỉ"))
    due = phone.locator("table.cal td.due")
    expect(due).to_contain_text("26")
    assert is_in_first_screen(due)
    reasons = phone.get_by_role("listitem").filter(has_text="Tết Nguyên đán (mùng 1)")
    expect(reasons).to_contain_text("9859/VPCP-KGVX")


def test_a_citizen_who_mistypes_loses_nothing_and_mends_it(phone: Page) -> None:
    phone.goto("/deadline")
    phone.get_by_label("Ngày nộp hồ sơ").fill("2026-02-12")
    phone.get_by_label("Giờ nộp").fill("16:50")
    phone.get_by_label("Thời hạn giải quyết").fill("năm")
    phone.get_by_role("button", name="Tính hạn trả").click()
    expect(phone.get_by_text("“năm” không phải là thời hạn")).to_be_visible()
    expect(phone.get_by_label("Ngày nộp hồ sơ")).to_have_value("2026-02-12")
    phone.get_by_label("Thời hạn giải quyết").fill("5")
    phone.get_by_role("button", name="Tính hạn trả").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("26/02/2026")


@pytest.mark.parametrize("query", ["?day=x&time=y&number=z&since=2026-02-31", "?number=5&sealed=1"])
def test_axe_finds_nothing_serious_in_a_form_with_faults(page: Page, query: str) -> None:
    page.goto(f"/deadline{query}")
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
