"""Entering one person, slips, and passing on by the page and by commands."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.models import Holding, Invitation, User
from chiso_web.accounts.people.names import sign_in_name_suggested
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.invitations import invitation_check
from chiso_web.audit.models import Entry
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, role_held, signed_in

pytestmark = pytest.mark.django_db
NGOC_LAM = "00133@unknown"  # passed whole to Bồ Đề on 1 July 2025
BO_DE_BEFORE = "00139@unknown"  # divided on that day; no parts are given
BEFORE = {"since": date(2024, 1, 1)}
HUNG = "Sign-in name,Full name,Role,Unit\nhungtv,Trần Văn Hùng,head,Phường Long Biên\n"


@pytest.fixture
def browser(client: Client) -> Client:
    return signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="quantri"))


def entered(client: Client, **facts):
    known = {
        "full_name": "Nguyễn Thị Bình",
        "role": "reporter",
        "unit": "Phường Long Biên",
        "since": "2026-12-01",
        "way": "later",
    }
    return client.post("/people/new", known | facts)


def test_person_is_entered_with_role_and_suggested_sign_in_name(browser: Client) -> None:
    answer = entered(browser, email="binh@example.vn")
    made = User.objects.get(username="nguyenthibinh")
    assert answer["Location"] == f"/people/{made.pk}"
    assert (made.fold, made.has_usable_password()) == ("nguyen thi binh nguyenthibinh", False)
    assert made.holdings.get().unit.uid == LONG_BIEN
    actions = set(Entry.objects.filter(unit=LONG_BIEN).values_list("action", flat=True))
    assert actions == {"person.made", "role.given"}


def test_second_person_of_a_name_gets_a_number(browser: Client) -> None:
    entered(browser)
    first = User.objects.get(username="nguyenthibinh")
    entered(browser, another=first.pk)
    assert User.objects.filter(username="nguyenthibinh2").exists()
    assert sign_in_name_suggested("Ỷ", ()) == "y.cb"


@pytest.mark.parametrize(
    "again",
    [{"full_name": "nguyễn thị  bình"}, {"full_name": "Lê An", "role": "head", "email": "B@x.vn"}],
)
def test_same_person_twice_is_asked_about_with_the_typing_kept(
    browser: Client, again: dict[str, str]
) -> None:
    entered(browser, email="b@x.vn")
    first = User.objects.get(username="nguyenthibinh")
    answer = entered(browser, **again)
    page = answer.content.decode()
    assert (answer.status_code, User.objects.count()) == (409, 2)
    assert f'href="/people/{first.pk}"' in page
    assert "Vẫn thêm người khác cùng tên" in page
    assert f'value="{again["full_name"].replace("  ", " ")}"' in page.replace("  ", " ")
    assert entered(browser, **again, another=first.pk).status_code == 302


def test_namesake_in_another_role_or_unit_is_nobody_to_ask_about(browser: Client) -> None:
    for facts in ({}, {"role": "editor"}, {"unit": "Phường Bồ Đề"}):
        assert entered(browser, **facts).status_code == 302


def test_sign_in_name_that_is_taken_is_refused_with_the_typing_kept(browser: Client) -> None:
    answer = entered(browser, username="QuanTri")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Nguyễn Thị Bình"' in page
    assert User.objects.count() == 1


def test_several_units_of_a_name_are_offered_and_one_is_taken(browser: Client) -> None:
    page = entered(browser, unit="Long Bi").content.decode()
    assert f'name="unit_meant" value="{LONG_BIEN}"' in page
    assert entered(browser, unit="Long Bi", unit_meant=LONG_BIEN).status_code == 302


def test_ended_unit_offers_what_followed_it(browser: Client) -> None:
    page = entered(browser, unit=NGOC_LAM).content.decode()
    assert f'value="{BO_DE}"' in page
    assert not User.objects.filter(username="nguyenthibinh").exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"role": "auditor", "criteria": "ha-noi-communes:1.2"},
        {"role": "appraiser", "criteria": "ha-noi-communes:77"},
        {"since": "1999-01-01"},
        {"since": "hôm nay"},
        {"until": "2026-01-01"},
        {"username": "Nguyễn Bình"},
        {"full_name": "123"},
        {"role": "king"},
        {"way": "pigeon"},
        {"unit": "22@unknown"},
        {"unit": ""},
    ],
)
def test_what_does_not_read_is_marked_and_nothing_saved(
    browser: Client, facts: dict[str, str]
) -> None:
    answer = entered(browser, **facts)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert User.objects.count() == 1


def test_slip_is_asked_for_first_and_shows_a_code_that_opens(browser: Client) -> None:
    answer = entered(browser, way="slip")
    made = User.objects.get(username="nguyenthibinh")
    assert answer["Location"] == f"/people/slips?person={made.pk}"
    asked = browser.get(answer["Location"]).content.decode()
    assert "hết hiệu lực" in asked
    assert not Invitation.objects.exists()
    slip = browser.post("/people/slips", {"person": made.pk}).content.decode()
    code = slip.split('class="code">')[1].split("<")[0]
    assert invitation_check(code, username="nguyenthibinh").user == made
    for text in ("Nguyễn Thị Bình", "Phường Long Biên", "http://localhost/account/slip"):
        assert text in slip


def test_slips_of_many_are_one_sheet_and_older_codes_end(browser: Client) -> None:
    people = []
    for at in range(3):
        person = person_with(Role.REPORTER, LONG_BIEN, name=f"p{at}")
        person.set_unusable_password()
        person.save()
        people.append(person.pk)
    assert browser.get("/people/slips").content.decode().count('type="checkbox"') == 3
    for _time in range(2):
        sheet = browser.post("/people/slips", {"person": people}).content.decode()
        assert sheet.count('<article class="slip">') == 3
    assert Invitation.objects.filter(revoked_at=None).count() == 3


def test_who_holds_a_slip_that_is_good_is_not_chosen_again(browser: Client) -> None:
    entered(browser)
    held = User.objects.get(username="nguyenthibinh")
    browser.post("/people/slips", {"person": held.pk})
    entered(browser, full_name="Trần Văn Hùng")
    page = browser.get("/people/slips").content.decode()
    until = timezone.localtime(Invitation.objects.get().expires_at)
    assert f'value="{held.pk}"> ' in page
    assert f"đã có phiếu, còn hạn đến {until:%d/%m/%Y}" in page
    assert page.count(" checked>") == 1
    assert "1 người trong danh sách" in page
    named = browser.get(f"/people/slips?person={held.pk}").content.decode()
    assert f'value="{held.pk}" checked' in named


@pytest.mark.parametrize(("role", "told"), [("appraiser", True), ("reporter", False)])
def test_slip_tells_of_the_second_factor_where_a_role_needs_it(
    browser: Client, role: str, told: bool
) -> None:
    entered(browser, role=role)
    key = User.objects.latest("pk").pk
    sheet = browser.post("/people/slips", {"person": key}).content.decode()
    assert ("Google Authenticator" in sheet) is told
    assert ("mã khôi phục" in sheet) is told


def test_slip_that_does_not_fit_is_refused_in_one_sentence(browser: Client) -> None:
    entered(browser)
    key = User.objects.latest("pk").pk
    sheet = browser.post("/people/slips", {"person": key}).content.decode()
    code = sheet.split('class="code">')[1].split("<")[0]
    for name, typed in (("Nguyễn Thị Bình", code), ("nguyenthibinh", "AAAAA-AAAAA-AAAAA")):
        page = Client(HTTP_HOST="localhost").post("/account/slip", {"name": name, "code": typed})
        assert "Tên đăng nhập hoặc mã không đúng, hoặc phiếu đã dùng" in page.content.decode()
        assert "in trên phiếu" in page.content.decode()


def test_no_slip_for_oneself_or_for_people_of_others(client: Client) -> None:
    administrator = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    other = person_with(Role.REPORTER, BO_DE)
    signed_in(client, administrator)
    for key in (administrator.pk, other.pk, "x"):
        client.post("/people/slips", {"person": key})
    assert not Invitation.objects.exists()


def test_page_shows_where_roles_go_and_passes_them_on(browser: Client) -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, name="binh", **BEFORE)
    waiting = person_with(Role.REPORTER, BO_DE_BEFORE, name="cuong", **BEFORE)
    assert "/people/passing" in browser.get("/people").content.decode()
    page = browser.get("/people/passing?on=2026-12-01").content.decode()
    assert "Phường Bồ Đề" in page
    assert person.holdings.filter(until=None).get().unit.uid == NGOC_LAM
    key = Unit.objects.get(uid=BO_DE_BEFORE).pk
    bo_de = Unit.objects.get(uid=BO_DE).pk
    browser.post("/people/passing", {"on": "2026-12-01"})
    assert person.holdings.filter(until=None).get().unit.uid == BO_DE
    assert waiting.holdings.filter(until=None).get().unit.uid == BO_DE_BEFORE
    browser.post("/people/passing", {"on": "2026-12-01", f"unit-{key}": str(bo_de)})
    assert waiting.holdings.filter(until=None).get().unit.uid == BO_DE
    assert Entry.objects.filter(action="role.given").latest("pk").actor_name == "quantri"


def test_roles_may_be_ended_with_their_unit(browser: Client) -> None:
    waiting = person_with(Role.REPORTER, BO_DE_BEFORE, **BEFORE)
    key = Unit.objects.get(uid=BO_DE_BEFORE).pk
    browser.post("/people/passing", {f"unit-{key}": "end"})
    assert waiting.holdings.get().until == date(2025, 6, 30)


@pytest.mark.parametrize("junk", ["x", "9" * 30, "-1", "22"])
def test_decision_that_makes_no_sense_changes_nothing(browser: Client, junk: str) -> None:
    waiting = person_with(Role.REPORTER, BO_DE_BEFORE, **BEFORE)
    key = Unit.objects.get(uid=BO_DE_BEFORE).pk
    browser.post("/people/passing", {f"unit-{key}": junk, f"unit-{junk}": "end"})
    assert waiting.holdings.get().until is None


def test_day_to_come_is_shown_but_not_passed_on(browser: Client) -> None:
    person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    assert browser.post("/people/passing", {"on": "2099-01-01"}).status_code == 409
    assert Holding.objects.filter(passed_from__isnull=False).count() == 0


def test_ward_administrator_passes_on_nothing_of_units_beyond(client: Client) -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    signed_in(client, person_with(Role.ADMINISTRATOR, BO_DE))
    client.post("/people/passing", {})
    assert person.holdings.get().unit.uid == NGOC_LAM


def test_command_passes_on_and_tells_each_role() -> None:
    person_with(Role.REPORTER, NGOC_LAM, name="binh", **BEFORE)
    person_with(Role.HEAD, BO_DE_BEFORE, name="cuong", **BEFORE)
    out = StringIO()
    call_command("roles_pass", "--dry-run", stdout=out)
    assert "Would pass on: 1; waiting for a decision: 1" in out.getvalue()
    assert not Holding.objects.filter(unit__uid=BO_DE).exists()
    call_command("roles_pass", "--on", "2025-07-01", stdout=out)
    assert f"passes: binh, reporter {NGOC_LAM} → reporter {BO_DE}" in out.getvalue()
    assert Entry.objects.filter(action="role.given").get().actor_name == "chiso"
    with pytest.raises(CommandError, match="not over"):
        call_command("roles_pass", "--on", "2099-01-01")


def test_command_enters_a_list(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(HUNG, encoding="utf-8")
    out = StringIO()
    call_command("people_import", str(file), "--check", stdout=out)
    assert not User.objects.exists()
    call_command("people_import", str(file), stdout=out)
    assert "New people: 1; changed: 0; unchanged: 0; roles given: 1." in out.getvalue()
    file.write_text(HUNG.replace("head", "king"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"(?s)1 fault; .*row 2"):
        call_command("people_import", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("people_import", str(tmp_path / "none.csv"))


def test_person_with_another_role_elsewhere_keeps_it(browser: Client) -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, name="binh", **BEFORE)
    role_held(person, Role.EDITOR, LONG_BIEN)
    browser.post("/people/passing", {})
    assert person.holdings.filter(until=None).count() == 2
