"""The list of people: who is on it, in which state, and what it costs."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.services import names_set
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, role_held, signed_in

pytestmark = pytest.mark.django_db
OLD_LONG_BIEN = "00145@unknown"


@pytest.fixture
def administrator(client: Client) -> Client:
    """The browser of an administrator of Long Biên ward."""
    return signed_in(client, person_with(Role.ADMINISTRATOR, LONG_BIEN, name="quantri"))


def listed(client: Client, query: str = "") -> str:
    return client.get(f"/people{query}").content.decode()


def named(person: User, full_name: str) -> User:
    names_set(person, full_name=full_name, email="")
    person.save()
    return person


def test_list_has_the_people_of_own_unit_only(administrator: Client) -> None:
    named(person_with(Role.REPORTER, LONG_BIEN, name="binh"), "Nguyễn Thị Bình")
    named(person_with(Role.REPORTER, BO_DE, name="cuong"), "Lê Văn Cường")
    page = listed(administrator)
    assert "Nguyễn Thị Bình" in page
    assert "Lê Văn Cường" not in page


def test_administrator_above_sees_those_below(client: Client) -> None:
    named(person_with(Role.REPORTER, LONG_BIEN, name="binh"), "Nguyễn Thị Bình")
    signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI))
    assert "Nguyễn Thị Bình" in listed(client)


@pytest.mark.parametrize("typed", ["nguyen binh", "BÌNH", "binh.nt", "thi b"])
def test_search_reads_names_with_or_without_marks(administrator: Client, typed: str) -> None:
    named(person_with(Role.REPORTER, LONG_BIEN, name="binh.nt"), "Nguyễn Thị Bình")
    named(person_with(Role.REPORTER, LONG_BIEN, name="cuong"), "Lê Văn Cường")
    page = listed(administrator, f"?q={typed}")
    assert "Nguyễn Thị Bình" in page
    assert "Lê Văn Cường" not in page


def test_names_are_ordered_by_the_given_name(administrator: Client) -> None:
    for place, name in enumerate(("Bùi Văn Ước", "Trần An", "Lê Văn Bình", "Đỗ Án")):
        named(person_with(Role.REPORTER, LONG_BIEN, name=f"p{place}"), name)
    page = listed(administrator, "?role=reporter")
    places = [page.index(name) for name in ("Trần An", "Đỗ Án", "Lê Văn Bình", "Bùi Văn Ước")]
    assert places == sorted(places)


def test_states_are_told_apart_and_counted(client: Client) -> None:
    signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI, name="quantri"))
    invited = person_with(Role.REPORTER, LONG_BIEN, name="invited")
    invited.set_unusable_password()
    invited.save()
    closed = person_with(Role.REPORTER, LONG_BIEN, name="closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    person_with(Role.REPORTER, LONG_BIEN, name="expired", until=date(2026, 2, 1))
    person_with(Role.REPORTER, OLD_LONG_BIEN, name="ended", since=date(2024, 1, 1))
    for state, name in (
        ("not_activated", "invited"),
        ("deactivated", "closed"),
        ("expired", "expired"),
        ("unit_ended", "ended"),
        ("active", "quantri"),
    ):
        page = listed(client, f"?state={state}")
        assert f">{name}<" in page, state
        assert page.count('scope="row"') == 1, state


def test_filter_by_unit_offers_what_may_be_meant(client: Client) -> None:
    signed_in(client, person_with(Role.ADMINISTRATOR, HA_NOI))
    assert "00145%402025-07-01" in listed(client, "?unit=Long Bi")
    assert "aria-invalid" not in listed(client, "?unit=Phường Long Biên")


def test_no_e_mail_stands_in_lists_or_files(administrator: Client) -> None:
    person = person_with(Role.REPORTER, LONG_BIEN, name="binh")
    names_set(person, full_name="Nguyễn Thị Bình", email="binh@example.vn")
    person.save()
    assert "binh@example.vn" not in listed(administrator)
    file = administrator.get("/people/list.csv").content.decode("utf-8-sig")
    assert "binh@example.vn" not in file
    assert "Nguyễn Thị Bình,binh,active,reporter" in file


def test_export_is_recorded(administrator: Client) -> None:
    answer = administrator.get("/people/list.xlsx?role=administrator")
    assert answer.content.startswith(b"PK")
    entry = Entry.objects.get(action="people.exported")
    assert (entry.actor_name, "role=administrator" in entry.after) == ("quantri", True)


def test_list_takes_as_many_queries_for_many_as_for_few(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    listed(administrator)
    unit = Unit.objects.get(uid=LONG_BIEN)
    people = [User(username=f"u{at}", full_name=f"Người {at}", password="x") for at in range(300)]
    made = User.objects.bulk_create(people)
    Holding.objects.bulk_create(
        Holding(user=one, role=Role.REPORTER, unit=unit, since=date(2026, 1, 1)) for one in made
    )
    with django_assert_max_num_queries(10):
        page = listed(administrator)
    assert "301" in page
    assert page.count('<tr role="row">') == 51  # the header and fifty people


def test_page_past_the_end_shows_the_last(administrator: Client) -> None:
    assert "quantri" in listed(administrator, "?page=99")
    assert "quantri" in listed(administrator, "?page=abc&sort=-seen")


def test_person_of_two_units_shows_the_roles_of_ones_own(administrator: Client) -> None:
    person = person_with(Role.REPORTER, LONG_BIEN, name="binh")
    role_held(person, Role.REPORTER, BO_DE)
    assert "Bồ Đề" not in listed(administrator)
