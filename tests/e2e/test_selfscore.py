"""The self-score form in a browser: saved on leaving a box, two people at once, no connection."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
FORM = "/rounds/ha-noi-2026/of/00145@2025-07-01"
GRAVE = {"serious", "critical"}
Opened = Callable[[str, dict[str, int]], Page]
TOP, BOTTOM = "v-hn.digitised.done", "v-hn.digitised.all"
LINE = "7.4"


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Opened]:
    """A browser of one's own for each invented person, at content 7 of the form."""
    contexts = []

    def open_(person: str, size: dict[str, int]) -> Page:
        contexts.append(browser.new_context(base_url=server, viewport=size, locale="vi-VN"))
        page = contexts[-1].new_page()
        page.goto("/demo")
        page.locator(f'form:has(input[value="{person}"]) button').click()
        page.goto(f"{FORM}/7?open={LINE}")
        return page

    yield open_
    for context in contexts:
        context.close()


def box(page: Page, name: str):
    return page.locator(f'[id="{name}"]')


def line(page: Page):
    return page.locator(f'[data-leaf="{LINE}"]')


def put(page: Page, name: str, text: str) -> None:
    """Type into a box and leave it."""
    box(page, name).fill(text)
    box(page, name).press("Tab")


def saved(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text("Đã lưu")


def grave_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in GRAVE]


def test_form_is_saved_on_leaving_a_box_and_points_follow(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    put(page, TOP, "40")
    put(page, BOTTOM, "100")
    saved(page)
    expect(line(page).locator(".eq")).to_contain_text("40%")
    expect(line(page).locator(".pt b")).to_have_text("1,50")
    expect(page.locator("#here")).to_contain_text(re.compile(r"\d/\d+ tiêu chí"))
    assert grave_faults(page) == []
    page.reload()
    page.goto(f"{FORM}/7?open={LINE}")
    expect(box(page, TOP)).to_have_value("40")


def test_two_people_on_one_box_choose_knowingly(opened: Opened) -> None:
    first, second = opened("nhap-phieu", DESK), opened("thu-truong", DESK)
    put(first, BOTTOM, "200")
    put(first, TOP, "120")
    saved(first)
    put(second, TOP, "150")
    conflict = second.locator("fieldset.msg", has_text="Xung đột")
    expect(conflict).to_contain_text("Trần Thị Mẫu")
    expect(box(second, TOP)).to_have_value("150")
    assert grave_faults(second) == []
    conflict.get_by_label("Giữ 150").check()
    conflict.get_by_role("button").click()
    expect(conflict).to_have_count(0)
    first.goto(f"{FORM}/7?open={LINE}")
    expect(box(first, TOP)).to_have_value("150")


def test_lost_connection_loses_nothing_and_says_so(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    page.context.set_offline(True)
    put(page, BOTTOM, "300")
    expect(page.locator("#net")).to_contain_text("Mất kết nối")
    put(page, TOP, "299")
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#net")).to_be_hidden()
    page.goto(f"{FORM}/7?open={LINE}")
    expect(box(page, TOP)).to_have_value("299")


def test_what_was_not_sent_is_there_after_the_window_was_closed(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    put(page, BOTTOM, "400")
    saved(page)
    page.route("**/save", lambda route: route.abort())
    put(page, TOP, "390")
    expect(page.locator("#net")).to_contain_text("Mất kết nối")
    page.on("dialog", lambda dialog: dialog.accept())
    again = page.context.new_page()
    again.goto(f"{FORM}/7")
    saved(again)
    expect(box(again, TOP)).to_have_value("390")


def test_column_is_pasted_downwards_and_enter_goes_to_the_box_below(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('450\\n500\\n')")
    box(page, TOP).focus()
    page.keyboard.press("Control+v")
    expect(box(page, BOTTOM)).to_have_value("500")
    expect(page.locator("#said")).to_contain_text("dữ liệu dán: 2 ô")
    box(page, TOP).focus()
    page.keyboard.press("Enter")
    expect(box(page, BOTTOM)).to_be_focused()


def test_line_with_evidence_from_the_library_takes_at_most_twelve_keys(opened: Opened) -> None:
    page, pressed = opened("nhap-phieu", DESK), 0
    page.goto(f"{FORM}/7?open=7.5#n7.5")  # Alt+↓ leads there: one key
    expect(box(page, "v-hn.it.incidents")).to_be_focused()
    for key in ("0", "Control+k", *"139", "Enter"):
        page.keyboard.press(key)
        pressed += 1
        if key == "Control+k":
            page.wait_for_url("**/attach")
            expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator('[data-leaf="7.5"]')).to_contain_text(re.compile(r"[1-9] tài liệu"))
    expect(page.locator('[data-leaf="7.5"]:focus-within')).to_have_count(1)  # Alt+↓ goes on here
    assert pressed + 1 <= 12


def test_session_that_is_over_keeps_the_typing(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    page.context.clear_cookies()
    put(page, TOP, "77")
    expect(page.locator("#net")).to_contain_text("Phiên làm việc đã hết")
    expect(page.locator("#net a")).to_have_text("Đăng nhập lại")
    expect(box(page, TOP)).to_have_value("77")


def test_save_that_is_refused_says_why_and_keeps_the_typing(opened: Opened) -> None:
    page = opened("nhap-phieu", DESK)
    told = {"refused": "Phường này đã kết thúc hoạt động."}
    page.route("**/save", lambda route: route.fulfill(status=403, json=told))
    put(page, TOP, "78")
    expect(page.locator("#net")).to_contain_text(f"Chưa lưu. {told['refused']} Nội dung đã nhập")
    expect(box(page, TOP)).to_have_value("78")


def test_form_fits_a_phone(opened: Opened) -> None:
    page = opened("nhap-phieu", PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    assert grave_faults(page) == []
