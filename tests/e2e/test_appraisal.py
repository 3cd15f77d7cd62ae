"""An appraiser at the keyboard: two keys a line that is accepted, nothing by chance, all undone;
and without a script, on a phone.
"""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

MOST_KEYS = 3
PHONE = {"width": 360, "height": 740}
APPRAISER = "tham-dinh"
ROUND = "/rounds/ha-noi-2026/appraise"
QUEUE = f"{ROUND}/ward/2.1"
GRAVE = {"serious", "critical"}


class Keys:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)


def signed_in(page: Page) -> Page:
    """The page of the demonstration's appraiser."""
    page.goto("/demo")
    page.locator(f"form:has(input[value='{APPRAISER}']) button").click()
    return page


@pytest.fixture
def desk(page: Page) -> Page:
    return signed_in(page)


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """A phone without a script."""
    context = browser.new_context(
        base_url=server, viewport=PHONE, java_script_enabled=False, locale="vi-VN"
    )
    yield signed_in(context.new_page())
    context.close()


def in_hand(page: Page) -> str:
    return page.locator("#hand h2").inner_text()


def decided(page: Page) -> int:
    found = re.search(r"(\d+)/\d+ phiếu", page.locator(".status").inner_text())
    assert found is not None
    return int(found[1])


def test_accepting_takes_at_most_three_keys_a_line(desk: Page) -> None:
    desk.goto(QUEUE)
    before, lines, keys = decided(desk), 5, Keys(desk)
    for _ in range(lines):
        unit = in_hand(desk)
        keys.press("1", "Enter")
        expect(desk.locator("#hand h2")).not_to_have_text(unit)
    assert decided(desk) == before + lines
    assert keys.count <= MOST_KEYS * lines


def test_undo_puts_the_last_line_in_hand_again(desk: Page) -> None:
    desk.goto(QUEUE)
    before, unit, keys = decided(desk), in_hand(desk), Keys(desk)
    keys.press("1", "Enter")
    expect(desk.locator("#undo")).to_be_visible()
    keys.press("Control+z")
    expect(desk.locator("#hand h2")).to_have_text(unit)
    assert decided(desk) == before


def test_points_are_changed_with_a_phrase_by_keys_alone(desk: Page) -> None:
    desk.goto(f"{ROUND}/ward/2.2")
    unit, keys = in_hand(desk), Keys(desk)
    keys.press("2")
    desk.keyboard.type("0,25")  # in the box, digits are digits
    keys.press("Alt+1", "Enter")
    expect(desk.locator("#undo")).to_contain_text("sửa thành 0,25")
    expect(desk.locator("#hand h2")).not_to_have_text(unit)
    keys.press("Control+z")
    expect(desk.locator("#hand h2")).to_have_text(unit)


def test_digits_in_the_reason_choose_nothing(desk: Page) -> None:
    desk.goto(QUEUE)
    keys = Keys(desk)
    keys.press("3")
    desk.keyboard.type("1 văn bản, 2 báo cáo?")
    expect(desk.locator("#reason")).to_have_value("1 văn bản, 2 báo cáo?")
    expect(desk.locator("input[value=return]")).to_be_checked()
    keys.press("ArrowUp", "PageDown")  # within the text
    assert desk.url.endswith(QUEUE)
    keys.press("Escape", "1")
    expect(desk.locator("input[value=accept]")).to_be_checked()


def test_arrows_go_from_unit_to_unit_and_lose_nothing_typed(desk: Page) -> None:
    desk.goto(QUEUE)
    unit, keys = in_hand(desk), Keys(desk)
    keys.press("3")
    desk.keyboard.type("Thiếu báo cáo")
    keys.press("Escape", "ArrowDown")
    expect(desk.locator("#hand h2")).not_to_have_text(unit)
    expect(desk.locator("#reason")).to_have_value("")
    keys.press("ArrowUp")
    expect(desk.locator("#hand h2")).to_have_text(unit)
    expect(desk.locator("#reason")).to_have_value("Thiếu báo cáo")
    keys.press("PageDown")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("2.2")


def test_enter_without_a_choice_records_nothing(desk: Page) -> None:
    desk.goto(QUEUE)
    before, unit = decided(desk), in_hand(desk)
    Keys(desk).press("Enter")
    desk.goto(QUEUE)
    assert (decided(desk), in_hand(desk)) == (before, unit)


def test_question_mark_shows_every_key(desk: Page) -> None:
    desk.goto(QUEUE)
    expect(desk.locator("#more-keys")).to_be_hidden()
    Keys(desk).press("?")
    expect(desk.locator("#more-keys")).to_be_visible()


def test_everything_works_on_a_phone_without_a_script(phone: Page) -> None:
    phone.goto(f"{ROUND}/ward/2.3")
    unit = in_hand(phone)
    phone.get_by_role("radio", name="Trả lại").check()
    phone.get_by_role("button", name=re.compile("Ghi, sang")).click()
    expect(phone.get_by_role("alert")).to_contain_text("lý do")
    phone.get_by_role("radio", name="Chấp nhận").check()
    phone.get_by_role("button", name=re.compile("Ghi, sang")).click()
    expect(phone.locator("#hand h2")).not_to_have_text(unit)
    phone.get_by_role("button", name=re.compile("Hoàn tác")).click()
    expect(phone.locator("#hand h2")).to_have_text(unit)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", ["", "/ward/2.1", "/ward/1.7", "/of/00145@2025-07-01"])
def test_axe_finds_nothing_grave(desk: Page, language: str, path: str) -> None:
    complaints: list[str] = []
    desk.on("console", lambda message: complaints.append(message.text))
    desk.goto(f"{language}{ROUND}{path}")
    found = Axe().run(desk).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE]
    assert grave == []
    assert complaints == []


def test_all_keys_open_in_view_and_escape_closes_them(desk: Page) -> None:
    desk.goto(QUEUE)
    desk.keyboard.press("?")
    expect(desk.locator("#more-keys kbd").first).to_be_in_viewport()
    desk.keyboard.press("Escape")
    expect(desk.locator("#more-keys")).to_be_hidden()
    expect(desk.locator("#hand")).to_be_focused()
