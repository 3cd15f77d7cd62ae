"""An office's first day: an administrator invites an appraiser and an auditor; the appraiser sets
up a second factor; the auditor finds who gave which role, and that nobody changed the trail since.

It stands behind test_signing_in, whose printed link is for a site that nobody administers yet.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
WORDS = "lua-chin-vang-dong-que"
GRAVE = {"serious", "critical"}
Opened = Callable[[dict[str, int]], Page]


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Opened]:
    """A browser of one's own for each person, in Vietnamese."""
    contexts = []

    def open_(size: dict[str, int]) -> Page:
        contexts.append(browser.new_context(base_url=server, viewport=size, locale="vi-VN"))
        return contexts[-1].new_page()

    yield open_
    for context in contexts:
        context.close()


def code_shown(key: str) -> str:
    """What an app shows now that was given the key."""
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30))


def administrator_link(folder: Path, server: str) -> str:
    """What the operator's command prints."""
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(folder / "state"),
        "CHISO_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
    }
    command = [str(Path(sys.executable).parent / "chiso"), "manage", "administrator_invite"]
    command += ["--name", "Đỗ Thu Trang", "--sign-in-name", "dothutrang", "--unit", "01@unknown"]
    said = subprocess.run(
        [*command, "--site", server], env=environment, capture_output=True, text=True, check=True
    )
    found = re.search(r"http://\S+", said.stdout)
    assert found is not None, said.stdout
    return found[0]


def password_chosen(page: Page) -> None:
    page.get_by_label("Mật khẩu mới", exact=True).fill(WORDS)
    page.get_by_label("Nhập lại mật khẩu mới").fill(WORDS)
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()


def factor_set_up(page: Page) -> None:
    page.get_by_label("Mã", exact=True).fill(code_shown(page.locator(".key").inner_text()))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Tôi đã cất giữ").click()


def invited(page: Page, *, name: str, role: str, unit: str) -> tuple[str, str]:
    """Enter a person with a role; the sign-in name and the code on the slip."""
    page.goto("/people/new")
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Vai trò").select_option(role)
    page.get_by_label("Đơn vị").fill(unit)
    page.get_by_role("button", name="Thêm người này").click()
    if page.locator(".slip").count() == 0:  # the slip's page asks before it makes a code
        page.locator("main form .btn.go").click()
    slip = page.locator(".slip")
    expect(slip).to_contain_text(name)
    return slip.locator("dd b").first.inner_text(), slip.locator(".code").inner_text()


def slip_used(page: Page, sign_in_name: str, code: str) -> None:
    page.goto("/account/slip")
    page.get_by_label("Tên đăng nhập").fill(sign_in_name)
    page.get_by_label("Mã trên phiếu").fill(code)
    page.get_by_role("button", name="Tiếp tục").click()
    password_chosen(page)


def grave_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in GRAVE]


def test_office_day(opened: Opened, folder: Path, server: str) -> None:
    administrator = opened(DESK)
    administrator.goto(administrator_link(folder, server))
    password_chosen(administrator)
    factor_set_up(administrator)
    appraiser_slip = invited(
        administrator, name="Trần Văn Cường", role="appraiser", unit="01.noi-vu@unknown"
    )
    auditor_slip = invited(administrator, name="Phạm Thị Dung", role="auditor", unit="01@unknown")

    appraiser = opened(PHONE)
    slip_used(appraiser, *appraiser_slip)
    factor_set_up(appraiser)
    expect(appraiser.locator("main")).to_contain_text("Người thẩm định")
    assert appraiser.goto("/people").status == 403
    assert grave_faults(appraiser) == []

    auditor = opened(DESK)
    slip_used(auditor, *auditor_slip)
    factor_set_up(auditor)
    auditor.goto("/trail")
    auditor.get_by_role("searchbox").fill("tran van cuong")
    auditor.keyboard.press("Enter")
    line = auditor.locator("table.trail tbody tr", has_text="Giao vai trò").first
    expect(line).to_contain_text("Đỗ Thu Trang")
    assert grave_faults(auditor) == []
    line.get_by_role("link").first.click()
    expect(auditor.locator("main")).to_contain_text("01.noi-vu@unknown")
    expect(auditor.locator("main")).to_contain_text("người thẩm định")
    auditor.goto("/trail")
    auditor.get_by_role("button", name="Kiểm tra tính toàn vẹn").click()
    expect(auditor.locator("main")).to_contain_text("nguyên vẹn")
    assert grave_faults(auditor) == []

    for page in ("/people", "/people/new", "/people/import", "/files", "/calendar/office"):
        administrator.goto(page)
        assert grave_faults(administrator) == [], page
