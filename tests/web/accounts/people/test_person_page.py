"""A person's page: what an administrator may do to whom, and what is refused."""

import re
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from chiso_web.accounts.models import Holding, Token, User
from chiso_web.accounts.people.services import names_set
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made, person_with, role_held, signed_in

pytestmark = pytest.mark.django_db
REASON = "chuyển công tác"


def seen_in(answer: HttpResponse) -> str:
    """What a page's forms say that their reader saw; nothing where it has none."""
    found = re.search(r'name="seen" value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""


@pytest.fixture
def administrator() -> User:
    return person_with(Role.ADMINISTRATOR, LONG_BIEN, name="quantri")


@pytest.fixture
def browser(client: Client, administrator: User) -> Client:
    return signed_in(client, administrator)


@pytest.fixture
def person() -> User:
    found = person_with(Role.REPORTER, LONG_BIEN, name="binh")
    names_set(found, full_name="Nguyễn Thị Bình", email="binh@example.vn")
    found.save()
    return found


def act(client: Client, person: User, name: str, **facts) -> tuple[int, str]:
    """The status and page after an act, with the form as it stands on the page."""
    address = f"/people/{person.pk}"
    facts = {"act": name, "seen": seen_in(client.get(address)), **facts}
    answer = client.post(address, facts)
    page = client.get(address) if answer.status_code == 302 else answer
    return answer.status_code, page.content.decode()


def given(**facts) -> dict[str, str]:
    return {"role": "editor", "unit": LONG_BIEN, "since": "2026-07-01", **facts}


def last(action: str) -> Entry:
    return Entry.objects.filter(action=action).latest("pk")


def test_role_is_given_and_shown(browser: Client, person: User) -> None:
    status, page = act(browser, person, "give", **given(unit="phuong long bien"))
    assert status == 302
    assert "Biên tập viên" in page or "Người biên tập" in page or "iên tập" in page
    assert last("role.given").actor_name == "quantri"


def test_role_ends_with_its_reason(browser: Client, person: User) -> None:
    held = person.holdings.get()
    act(browser, person, "end", holding=held.pk, until="2026-12-31", reason=REASON)
    assert person.holdings.get().until == date(2026, 12, 31)
    assert last("role.ended").reason == REASON


def test_faulty_form_keeps_what_was_typed(browser: Client, person: User) -> None:
    status, page = act(browser, person, "give", **given(unit="Long Bien xyz", until="2026-01-01"))
    assert status == 200
    assert 'value="Long Bien xyz"' in page
    assert person.holdings.count() == 1


def test_unit_beyond_ones_own_is_refused(browser: Client, person: User) -> None:
    status, page = act(browser, person, "give", **given(unit=BO_DE))
    assert status == 200
    assert "không thuộc các đơn vị Ông/Bà quản trị" in page
    assert person.holdings.count() == 1


def test_role_beyond_ones_own_is_not_ended_and_the_attempt_is_kept(
    browser: Client, person: User
) -> None:
    held = role_held(person, Role.REPORTER, BO_DE)
    status, page = act(browser, person, "end", holding=held.pk, until="2026-12-01", reason="x")
    assert status == 409
    assert "không thuộc các đơn vị Ông/Bà quản trị" in page
    assert last("people.refused").actor_name == "quantri"


def test_role_of_somebody_else_is_not_ended_under_ones_own_page(
    browser: Client, person: User
) -> None:
    other = person_with(Role.REPORTER, BO_DE)
    held = other.holdings.get()
    status, _page = act(browser, person, "end", holding=held.pk, until="2026-12-01", reason="x")
    assert status == 409
    assert other.holdings.get().until is None


def test_nobody_gives_themselves_a_role(browser: Client, administrator: User) -> None:
    status, _page = act(browser, administrator, "give", **given())
    assert status == 409
    assert administrator.holdings.count() == 1
    assert last("people.refused").subject == "person quantri"


def test_excluded_role_is_told_in_words(browser: Client, person: User) -> None:
    status, page = act(browser, person, "give", **given(role="auditor"))
    assert status == 409
    assert "Phường Long Biên" in page
    assert 'value="auditor" selected' in page


def test_person_of_another_unit_is_closed(browser: Client) -> None:
    other = person_with(Role.REPORTER, BO_DE)
    assert browser.get(f"/people/{other.pk}").status_code == 403
    assert browser.post(f"/people/{other.pk}", {"act": "email"}).status_code == 403
    assert last("access.denied").actor_name == "quantri"


@pytest.mark.parametrize("key", ["999999", "9" * 30])
def test_nobody_is_not_found(browser: Client, key: str) -> None:
    assert browser.get(f"/people/{key}").status_code == 404


def test_unknown_act_is_a_bad_request(browser: Client, person: User) -> None:
    assert browser.post(f"/people/{person.pk}", {"act": "promote"}).status_code == 400


def test_e_mail_is_shown_on_asking_and_the_reading_recorded(browser: Client, person: User) -> None:
    assert "binh@example.vn" not in browser.get(f"/people/{person.pk}").content.decode()
    page = browser.post(f"/people/{person.pk}", {"act": "email"}).content.decode()
    assert "binh@example.vn" in page
    assert last("person.read").subject == "person binh"


def test_change_keeps_the_address_unless_another_is_typed(browser: Client, person: User) -> None:
    act(browser, person, "change", full_name="Nguyễn  Thị Thanh Bình")
    person.refresh_from_db()
    assert (person.full_name, person.email) == ("Nguyễn Thị Thanh Bình", "binh@example.vn")
    assert person.fold == "nguyen thi thanh binh binh"
    act(browser, person, "change", full_name=person.full_name, no_email="on")
    person.refresh_from_db()
    assert (person.email, person.email_digest) == ("", "")
    assert "example.vn" not in "".join(one.after + one.before for one in Entry.objects.all())


def test_deactivation_ends_sessions_and_tokens(browser: Client, person: User) -> None:
    theirs = signed_in(Client(HTTP_HOST="localhost"), person)
    theirs.get("/account")
    token = Token.objects.create(
        user=person, name="t", start="x", digest="d", expires_at=timezone.now()
    )
    act(browser, person, "deactivate", reason=REASON)
    person.refresh_from_db()
    token.refresh_from_db()
    assert not person.is_active
    assert token.revoked_at is not None
    assert not UserSession.objects.filter(user=person).exists()
    assert theirs.get("/account").status_code == 302
    act(browser, person, "reactivate", reason="trở lại")
    person.refresh_from_db()
    assert person.is_active
    assert person.holdings.get().until is None


def test_person_with_a_role_elsewhere_is_not_deactivated_from_below(
    browser: Client, person: User
) -> None:
    role_held(person, Role.LEADERSHIP, HA_NOI)
    for name, facts in (
        ("deactivate", {"reason": "x"}),
        ("change", {"full_name": "Ai Khác"}),
    ):
        status, _page = act(browser, person, name, **facts)
        assert status == 409
    answer = browser.post("/people/slips", {"person": person.pk})
    assert answer.status_code == 409
    person.refresh_from_db()
    assert (person.is_active, person.full_name) == (True, "Nguyễn Thị Bình")


def test_last_administrator_cannot_end_or_close(client: Client) -> None:
    above = person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho")
    other = person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho2")
    signed_in(client, above)
    mine, theirs = above.holdings.get(), other.holdings.get()
    status, _page = act(client, other, "end", holding=theirs.pk, until="2026-12-31", reason="x")
    assert status == 302  # one remains
    status, page = act(client, above, "end", holding=mine.pk, until="2027-12-31", reason="x")
    assert status == 409
    assert "quản trị viên cuối cùng" in page
    assert Holding.objects.get(pk=mine.pk).until is None


def test_administrator_who_cannot_sign_in_yet_does_not_count(client: Client) -> None:
    above = person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho")
    other = person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho2")
    other.set_unusable_password()
    other.save()
    signed_in(client, above)
    mine = above.holdings.get()
    status, _page = act(client, above, "end", holding=mine.pk, until="2027-12-31", reason="x")
    assert status == 409


def test_wards_last_administrator_may_go_while_one_above_remains(client: Client) -> None:
    ward = person_with(Role.ADMINISTRATOR, LONG_BIEN, name="phuong")
    signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho"))
    status, _page = act(client, ward, "deactivate", reason=REASON)
    assert status == 302


def test_second_administrator_is_told_what_the_first_changed(browser: Client, person: User) -> None:
    address = f"/people/{person.pk}"
    seen = seen_in(browser.get(address))
    act(browser, person, "change", full_name="Nguyễn Thị Bình An")
    facts = {"act": "give", "seen": seen, **given()}
    answer = browser.post(address, facts)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nguyễn Thị Bình An" in page
    assert person.holdings.count() == 1
    facts["seen"] = seen_in(answer)  # the page now shows what holds: the same form goes through
    assert browser.post(address, facts).status_code == 302


def test_forged_form_is_refused(browser: Client, person: User) -> None:
    stranger = person_made("ai")
    role_held(stranger, Role.CLERK, LONG_BIEN)
    seen = seen_in(browser.get(f"/people/{stranger.pk}"))
    for forged in ("", "x", seen):
        facts = {"act": "give", "seen": forged, **given()}
        assert browser.post(f"/people/{person.pk}", facts).status_code == 409


def test_page_takes_a_bounded_number_of_queries(
    browser: Client, person: User, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(25):
        browser.get(f"/people/{person.pk}")


def test_role_of_an_ended_unit_ends_with_it_and_waits_no_more(client: Client) -> None:
    person = person_with(Role.REPORTER, "00133@unknown", since=date(2024, 1, 1))
    signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI))
    held = person.holdings.get()
    act(client, person, "end", holding=held.pk, until="2026-12-01", reason=REASON)
    assert person.holdings.get().until == date(2025, 6, 30)
    assert "/people/passing" not in client.get("/people").content.decode()


def test_role_taken_back_is_told_and_may_be_given_anew(browser: Client, person: User) -> None:
    act(browser, person, "give", **given(since="2026-12-10"))
    held = person.holdings.get(role="editor")
    _status, page = act(browser, person, "end", holding=held.pk, until="2026-12-01", reason="nhầm")
    assert "đã thu hồi" in page
    status, _page = act(browser, person, "give", **given(since="2026-12-10"))
    assert status == 302


def test_last_administrator_is_not_ended_for_a_day_gone_by(client: Client) -> None:
    above = person_with(Role.ADMINISTRATOR, HA_NOI, name="thanhpho")
    person_with(Role.ADMINISTRATOR, HA_NOI, name="cu", until=date(2026, 6, 30))
    signed_in(client, above)
    mine = above.holdings.get()
    status, _page = act(client, above, "end", holding=mine.pk, until="2026-02-01", reason="x")
    assert status == 409  # the other one was in force the day after, and is no more


def test_history_names_roles_units_and_days(browser: Client, person: User) -> None:
    act(browser, person, "give", **given())
    held = person.holdings.get(role="editor")
    facts = {"holding": held.pk, "until": "2026-12-31", "reason": REASON}
    status, page = act(browser, person, "end", **facts)
    assert status == 302
    assert "Giao vai trò biên tập viên, Phường Long Biên, từ 01/07/2026<" in page
    assert "Kết thúc vai trò biên tập viên, Phường Long Biên, ngày cuối 31/12/2026<" in page
    assert LONG_BIEN not in page.split("<h2>")[-1]
