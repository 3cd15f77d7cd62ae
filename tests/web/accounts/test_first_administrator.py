"""The first administrator comes in by a link that is printed, once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from chiso_web.accounts.models import Holding, Invitation, User
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.first_administrator import administrator_is_missing
from chiso_web.config.first_link import first_link_lines
from tests.people import HA_NOI, person_with
from tests.web.accounts.doors import is_in, told

pytestmark = pytest.mark.django_db
WORD = "con-co-bay-la-bay-la"


def link_printed() -> str:
    return first_link_lines("http://localhost:8000/")[-1].removeprefix("http://localhost:8000")


def filled(**facts: str) -> dict[str, str]:
    known = {"full_name": "Nguyễn Thị Bình", "username": "binh", "unit": "01"}
    return {**known, "password": WORD, "again": WORD, **facts}


def test_link_makes_an_administrator_and_works_once(client: Client) -> None:
    link = link_printed()
    assert client.get(link, follow=True).redirect_chain[-1][0] == reverse("account_first")
    made = client.post(reverse("account_first"), filled())
    assert made["Location"] == reverse("mfa_activate_totp")
    assert is_in(client)
    held = Holding.objects.get()
    assert (held.role, held.unit.uid, held.user.username) == (Role.ADMINISTRATOR, HA_NOI, "binh")
    assert Client(HTTP_HOST="localhost").get(link).status_code == 410
    assert first_link_lines("http://localhost:8000/") == []
    assert [one.action for one in told("person.made")] == ["person.made"]


def test_next_start_ends_the_link_of_the_one_before(client: Client) -> None:
    earlier, later = link_printed(), link_printed()
    assert client.get(earlier).status_code == 410
    assert client.get(later).status_code == 302


def test_link_is_dead_once_there_is_an_administrator(client: Client) -> None:
    client.get(link_printed())
    person_with(Role.ADMINISTRATOR, HA_NOI)
    assert client.post(reverse("account_first"), filled()).status_code == 410
    assert not User.objects.filter(username="binh").exists()


def test_closed_administrator_is_none() -> None:
    person = person_with(Role.ADMINISTRATOR, HA_NOI)
    assert not administrator_is_missing(timezone.localdate())
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert administrator_is_missing(timezone.localdate())


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"username": "Bình"}, "nguyenthibinh"),
        ({"unit": "Atlantis"}, "Atlantis"),
        ({"unit": "Tân Hưng"}, 'name="unit_meant" value="10537@2025-07-01"'),
        ({"password": "1234567890", "again": "1234567890"}, "errorlist"),
        ({"again": "khac"}, "errorlist"),
    ],
)
def test_what_is_unclear_is_asked_again(client: Client, facts: dict[str, str], said: str) -> None:
    client.get(link_printed())
    page = client.post(reverse("account_first"), filled(**facts))
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not User.objects.exists()


def test_one_of_several_units_is_chosen(client: Client) -> None:
    client.get(link_printed())
    client.post(reverse("account_first"), filled(unit="Tân Hưng", unit_meant="10537@2025-07-01"))
    assert Holding.objects.get().unit.uid == "10537@2025-07-01"


def test_production_names_its_own_address(settings: Settings) -> None:
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["chiso.example.gov.vn"]
    line = first_link_lines("http://localhost:8000/")[-1]
    assert line.startswith("https://chiso.example.gov.vn/account/invitation/")


def test_command_invites_an_administrator(client: Client) -> None:
    said = StringIO()
    call_command(
        "administrator_invite",
        "--name=Trần Văn An",
        "--sign-in-name=tranvanan",
        f"--unit={HA_NOI}",
        stdout=said,
    )
    found = re.search(r"http://localhost:8000(/\S+)", said.getvalue())
    assert found is not None
    client.get(found[1])
    client.post(reverse("account_invitation_password"), {"password": WORD, "again": WORD})
    assert is_in(client)
    assert Invitation.objects.get().used_at is not None


@pytest.mark.parametrize(
    "facts", [{"unit": "Tân Hưng"}, {"unit": "Atlantis"}, {"sign-in-name": "x"}]
)
def test_command_refuses_what_is_unclear(facts: dict[str, str]) -> None:
    given = {"name": "Trần An", "sign-in-name": "tranan", "unit": HA_NOI, **facts}
    with pytest.raises(CommandError):
        call_command("administrator_invite", *(f"--{key}={value}" for key, value in given.items()))
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said", "unsaid"),
    [
        ("Phường Lonh Biên", "(00145)", "–"),
        ("Ban Nghề cá và Muối", "expected its code or name.", "Nearest"),
    ],
)
def test_units_are_suggested_where_they_are_near(
    client: Client, typed: str, said: str, unsaid: str
) -> None:
    client.get(link_printed())
    page = client.post("/en/account/first", filled(unit=typed)).content.decode()
    fault = re.search(r'class="errorlist"[^>]*>(.*?)</ul>', page, re.DOTALL)
    assert fault
    assert said in fault[1]
    assert unsaid not in fault[1]
