"""An administrator by the printed link, an official by a slip, and a burglar with two hands."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 740}
WORDS = "con-co-bay-la-bay-la"
SLIP = """
from chiso_web.accounts.signing_in.invitations import Way, invitation_make
from chiso_web.accounts.models import User
from chiso_web.audit.services import SYSTEM
person = User.objects.create(username="levanan", full_name="Lê Văn An")
print("SLIP", invitation_make(person, Way.SLIP, by=SYSTEM, made_by=None)[1])
"""


def code_shown(key: str) -> str:
    """What an app shows now that was given the key."""
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30))


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """An official's phone, without a script."""
    context = browser.new_context(
        base_url=server, viewport=PHONE, java_script_enabled=False, locale="vi-VN"
    )
    yield context.new_page()
    context.close()


def test_printed_link_makes_an_administrator_with_a_second_factor(
    page: Page, folder: Path, server: str
) -> None:
    link = re.search(r"http://\S+(/account/invitation/\S+)", (folder / "server.log").read_text())
    assert link is not None
    page.goto(link[1])
    expect(page).to_have_url(f"{server}/account/first")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Bình")
    page.get_by_label("Tên đăng nhập").fill("nguyenthibinh")
    page.get_by_label("Đơn vị quản trị").fill("Tân Hưng")
    page.get_by_label("Mật khẩu mới", exact=True).fill(WORDS)
    page.get_by_label("Nhập lại mật khẩu mới").fill(WORDS)
    page.keyboard.press("Enter")
    page.get_by_label("Xã Tân Hưng, Tỉnh Cà Mau").check()
    page.get_by_label("Mật khẩu mới", exact=True).fill(WORDS)
    page.get_by_label("Nhập lại mật khẩu mới").fill(WORDS)
    page.get_by_role("button", name="Nhận vai trò quản trị viên").click()
    key = page.locator(".key").inner_text()
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    page.get_by_label("Mã", exact=True).fill(code_shown(key))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Tôi đã cất giữ").click()
    expect(page.get_by_role("table").first).to_contain_text("Xã Tân Hưng")
    expect(page.locator("main")).to_contain_text("còn 10 mã khôi phục")
    assert page.request.get(link[1]).status == 410


def test_slip_activates_an_official_on_a_phone(phone: Page, folder: Path, server: str) -> None:
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(folder / "state"),
        "CHISO_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
    }
    command = [str(Path(sys.executable).parent / "chiso"), "manage", "shell", "-c", SLIP]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    code = re.search(r"SLIP (\S+)", said.stdout)
    assert code is not None
    phone.goto("/account")
    phone.get_by_role("link", name="Có phiếu kích hoạt? Nhập mã trên phiếu").click()
    phone.get_by_label("Tên đăng nhập").fill("levanan")
    phone.get_by_label("Mã trên phiếu").fill(code[1].lower().replace("-", " "))
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.locator("main")).to_contain_text("Lê Văn An")
    phone.get_by_label("Mật khẩu mới", exact=True).fill("123")
    phone.get_by_label("Nhập lại mật khẩu mới").fill("123")
    phone.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(phone.locator("main")).to_contain_text("Mật khẩu quá ngắn")
    phone.get_by_label("Mật khẩu mới", exact=True).fill(WORDS)
    phone.get_by_label("Nhập lại mật khẩu mới").fill(WORDS)
    phone.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Việc cần làm hôm nay")
    phone.goto("/account")
    expect(phone.locator("main")).to_contain_text("máy này")
    phone.get_by_role("button", name="Đăng xuất").click()
    expect(phone.locator("main")).to_contain_text("Đã đăng xuất")
    phone.get_by_label("Tên đăng nhập").fill("LEVANAN")
    phone.get_by_label("Mật khẩu").fill(WORDS)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Việc cần làm hôm nay")


def test_no_page_of_the_door_is_wider_than_a_phone(phone: Page) -> None:
    for path in ("sign-in", "slip", "forgotten", "none", "closed", "invitation"):
        phone.goto(f"/account/{path}")
        wide = phone.locator("body").bounding_box()
        assert wide is not None
        assert wide["width"] <= PHONE["width"], path


def test_two_processes_count_wrong_passwords_together(server: str) -> None:
    with ThreadPoolExecutor(6) as hands:
        statuses = list(hands.map(_wrong_password, [server] * 12))
    assert statuses.count(200) <= 5
    assert statuses.count(429) >= 7


def _wrong_password(server: str) -> int:
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    address = f"{server}/account/sign-in"
    page = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    facts = {"csrfmiddlewaretoken": token[1], "login": "nan.nhan", "password": "sai"}
    try:
        with opener.open(address, urlencode(facts).encode()) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
