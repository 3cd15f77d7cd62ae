"""Giving and ending roles: what excludes what, days, units."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso_web.accounts.holdings import holding_end, holding_give
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role, roles_excluded_by
from chiso_web.audit.models import Entry
from chiso_web.audit.services import Actor
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made

BY = Actor(name="quantri")
START = date(2026, 1, 1)


def give(person: User, role: Role, unit: str = LONG_BIEN, **facts) -> Holding:
    known = {"since": START, "by": BY, **facts}
    return holding_give(person, role, Unit.objects.get(uid=unit), **known)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Role.ADMINISTRATOR, Role.APPRAISER),
        (Role.HEAD, Role.ADMINISTRATOR),
        (Role.ADMINISTRATOR, Role.AUDITOR),
        (Role.AUDITOR, Role.CLERK),
        (Role.REPORTER, Role.AUDITOR),
    ],
)
def test_roles_that_exclude_each_other_are_refused_in_any_unit(first: Role, second: Role) -> None:
    person = person_made("an")
    give(person, first)
    with pytest.raises(ActRefused, match="Người an"):
        give(person, second, BO_DE)
    assert person.holdings.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.REPORTER, Role.HEAD), (Role.ADMINISTRATOR, Role.EDITOR), (Role.CLERK, Role.LEADERSHIP)],
)
def test_other_roles_are_held_together(first: Role, second: Role) -> None:
    person = person_made("an")
    give(person, first)
    give(person, second)
    assert person.holdings.count() == 2


@pytest.mark.django_db
def test_excluded_role_may_follow_the_day_after() -> None:
    person = person_made("an")
    give(person, Role.REPORTER, until=date(2026, 3, 31))
    with pytest.raises(ActRefused):
        give(person, Role.AUDITOR, since=date(2026, 3, 31))
    give(person, Role.AUDITOR, since=date(2026, 4, 1))
    with pytest.raises(ActRefused):  # nor may one be given that would reach into it
        give(person, Role.CLERK, since=date(2026, 2, 1), until=date(2026, 4, 1))


@pytest.mark.django_db
def test_role_held_already_is_refused() -> None:
    person = person_made("an")
    give(person, Role.REPORTER)
    with pytest.raises(ActRefused):
        give(person, Role.REPORTER, since=date(2026, 6, 1), until=date(2026, 7, 1))
    give(person, Role.REPORTER, BO_DE)


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["00145@unknown", "004@unknown"])
def test_role_in_a_unit_that_has_ended_is_refused(unit: str) -> None:
    with pytest.raises(ActRefused, match="01/01/2026"):
        give(person_made("an"), Role.REPORTER, unit)
    with pytest.raises(ActRefused):  # Long Biên ward began on 1 July 2025
        give(person_made("binh"), Role.REPORTER, LONG_BIEN, since=date(2025, 6, 30))


@pytest.mark.django_db
def test_role_ends_on_its_last_day_and_not_twice() -> None:
    held = give(person_made("an"), Role.REPORTER)
    ended = holding_end(held, until=date(2026, 5, 31), by=BY, reason="chuyển công tác")
    assert ended.until == date(2026, 5, 31)
    with pytest.raises(ActRefused, match="31/05/2026"):
        holding_end(held, until=date(2026, 6, 30), by=BY, reason="lần nữa")
    holding_end(held, until=date(2026, 4, 30), by=BY, reason="sớm hơn")


@pytest.mark.django_db
def test_role_never_ends_before_it_began() -> None:
    held = give(person_made("an"), Role.REPORTER)
    assert holding_end(held, until=date(2025, 1, 1), by=BY, reason="nhầm").until == START


@pytest.mark.django_db
def test_each_act_has_its_entry_in_the_chain_of_the_unit() -> None:
    held = give(person_made("an"), Role.APPRAISER, criteria=["ha-noi-communes:1.2"])
    holding_end(held, until=START, by=BY, reason="thôi")
    entries = Entry.objects.filter(unit=LONG_BIEN).order_by("number")
    assert [one.action for one in entries] == ["role.given", "role.ended"]
    assert "ha-noi-communes:1.2" in entries[0].after
    assert entries[1].reason == "thôi"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(list(Role)),
        st.sampled_from([LONG_BIEN, BO_DE, HA_NOI]),
        st.integers(0, 60),
        st.one_of(st.none(), st.integers(0, 60)),
        st.booleans(),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_no_sequence_of_acts_leaves_two_excluded_roles_on_one_day(
    acts: list[tuple[Role, str, int, int | None, bool]],
) -> None:
    person = person_made(f"p{User.objects.count()}")
    for role, unit, first, length, ends in acts:
        since = START + timedelta(first)
        until = None if length is None else since + timedelta(length)
        try:
            if ends and person.holdings.exists():
                held = person.holdings.order_by("pk").first()
                holding_end(held, until=since, by=BY, reason="thôi")
            else:
                give(person, role, unit, since=since, until=until)
        except ActRefused:
            continue
    for day in (START + timedelta(at) for at in range(0, 130)):
        held_then = {
            Role(one.role) for one in person.holdings.select_related("unit") if one.in_force_on(day)
        }
        assert not any(roles_excluded_by(role) & held_then for role in held_then), day
