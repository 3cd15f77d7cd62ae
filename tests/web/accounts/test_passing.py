"""Roles when units merge: the wards of the former district Long Biên on 1 July 2025, for real."""

from datetime import date

import pytest

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.passing import Outcome, Passing, holdings_pass, passing_list
from chiso_web.accounts.passing import successor_list_offered as offered
from chiso_web.accounts.roles import Role
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.units.models import Link, Unit
from tests.people import BO_DE, LONG_BIEN, person_with, role_held

pytestmark = pytest.mark.django_db
THE_DAY = date(2025, 7, 1)
BEFORE = {"since": date(2024, 1, 1)}
NGOC_LAM = "00133@unknown"  # passed whole to Bồ Đề
BO_DE_BEFORE = "00139@unknown"  # divided among Hồng Hà, Bồ Đề and Long Biên; no parts are given
SAI_DONG = "00142@unknown"  # ended by 28 February 2025: 73% to Phúc Lợi, 27% to Phúc Đồng
PHUC_LOI_BEFORE = "00136@unknown"
PHUC_LOI = "00136@2025-07-01"
DEPARTMENT = "004.noi-vu@unknown"  # ended with its district; nothing followed


def passed(day: date = THE_DAY, **facts) -> list[Passing]:
    return holdings_pass(passing_list(day, **facts), by=SYSTEM)


def open_roles(person: User) -> list[tuple[str, str]]:
    held = Holding.objects.filter(user=person, until=None).select_related("unit")
    return [(one.role, one.unit.uid) for one in held]


def key(uid: str) -> int:
    return Unit.objects.get(uid=uid).pk


def only_successor(old: str, new: str) -> None:
    """Leave one of the successors, as if the whole unit had passed to it."""
    Link.objects.filter(old__uid=old).exclude(new__uid=new).delete()


def test_role_passes_to_the_only_successor_on_its_first_day() -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    assert passed(date(2025, 6, 30)) == []
    (done,) = passed()
    assert done.outcome == Outcome.PASSES
    new = person.holdings.get(unit__uid=BO_DE)
    old = person.holdings.get(unit__uid=NGOC_LAM)
    assert (old.until, new.since, new.passed_from) == (date(2025, 6, 30), THE_DAY, old)


def test_passing_twice_changes_nothing() -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    passed()
    entries = Entry.objects.count()
    assert passed() == []
    assert (person.holdings.count(), Entry.objects.count()) == (2, entries)


def test_both_chains_tell_it_with_the_way_as_reason() -> None:
    person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    passed()
    told = {(one.unit, one.action, one.reason) for one in Entry.objects.all()}
    way = f"{NGOC_LAM} → {BO_DE}"
    assert told == {(NGOC_LAM, "role.ended", way), (BO_DE, "role.given", way)}


def test_ward_divided_without_known_parts_waits_for_a_decision() -> None:
    person = person_with(Role.REPORTER, BO_DE_BEFORE, **BEFORE)
    (done,) = passed()
    assert (done.outcome, done.unit) == (Outcome.DIVIDED, None)
    assert open_roles(person) == [(Role.REPORTER, BO_DE_BEFORE)]


def test_decision_takes_the_successor_that_was_chosen() -> None:
    person = person_with(Role.REPORTER, BO_DE_BEFORE, **BEFORE)
    passed(decided={key(BO_DE_BEFORE): key(BO_DE)})
    assert open_roles(person) == [(Role.REPORTER, BO_DE)]


def test_decision_for_a_unit_that_did_not_follow_decides_nothing() -> None:
    person = person_with(Role.REPORTER, BO_DE_BEFORE, **BEFORE)
    passed(decided={key(BO_DE_BEFORE): key("22@unknown")})
    assert open_roles(person) == [(Role.REPORTER, BO_DE_BEFORE)]


def test_successor_that_kept_the_code_is_offered_first() -> None:
    ward = Unit.objects.get(uid="00145@unknown")
    assert [one.uid for one in offered(ward, THE_DAY)] == [LONG_BIEN, BO_DE]


def test_divided_unit_passes_to_the_largest_part_that_a_source_gives() -> None:
    person = person_with(Role.REPORTER, SAI_DONG, **BEFORE)
    passed(date(2025, 3, 1))
    assert open_roles(person) == [(Role.REPORTER, PHUC_LOI_BEFORE)]


def test_role_passes_over_two_mergers_at_once() -> None:
    only_successor(PHUC_LOI_BEFORE, PHUC_LOI)
    person = person_with(Role.REPORTER, SAI_DONG, **BEFORE)
    passed()
    assert open_roles(person) == [(Role.REPORTER, PHUC_LOI)]
    new = person.holdings.get(until=None)
    assert new.since == THE_DAY  # the ward of that id did not exist before


def test_second_division_waits_and_offers_its_own_successors() -> None:
    person = person_with(Role.REPORTER, SAI_DONG, **BEFORE)
    (done,) = passed()
    assert done.outcome == Outcome.DIVIDED
    assert PHUC_LOI in [one.uid for one in offered(done.holding.unit, THE_DAY)]
    passed(decided={key(SAI_DONG): key(PHUC_LOI)})
    assert open_roles(person) == [(Role.REPORTER, PHUC_LOI)]


def test_unit_that_nothing_followed_keeps_its_roles_waiting() -> None:
    person = person_with(Role.HEAD, DEPARTMENT, **BEFORE)
    (done,) = passed()
    assert done.outcome == Outcome.NO_SUCCESSOR
    assert open_roles(person) == [(Role.HEAD, DEPARTMENT)]


def test_of_several_heads_of_one_new_unit_none_leads_it() -> None:
    only_successor(BO_DE_BEFORE, BO_DE)
    heads = [person_with(Role.HEAD, unit, **BEFORE) for unit in (NGOC_LAM, BO_DE_BEFORE)]
    assert {one.outcome for one in passed()} == {Outcome.AS_REPORTER}
    assert [open_roles(one) for one in heads] == [[(Role.REPORTER, BO_DE)]] * 2


def test_one_person_who_headed_both_goes_on_as_head() -> None:
    only_successor(BO_DE_BEFORE, BO_DE)
    person = person_with(Role.HEAD, NGOC_LAM, **BEFORE)
    role_held(person, Role.HEAD, BO_DE_BEFORE, **BEFORE)
    assert {one.outcome for one in passed()} == {Outcome.PASSES, Outcome.HELD_THERE}
    assert open_roles(person) == [(Role.HEAD, BO_DE)]


def test_head_does_not_displace_one_named_already() -> None:
    named = person_with(Role.HEAD, BO_DE, since=THE_DAY)
    person = person_with(Role.HEAD, NGOC_LAM, **BEFORE)
    passed()
    assert open_roles(named) == [(Role.HEAD, BO_DE)]
    assert open_roles(person) == [(Role.REPORTER, BO_DE)]


def test_deactivated_head_does_not_stand_in_the_way() -> None:
    only_successor(BO_DE_BEFORE, BO_DE)
    gone = person_with(Role.HEAD, NGOC_LAM, **BEFORE)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    person = person_with(Role.HEAD, BO_DE_BEFORE, **BEFORE)
    passed()
    assert open_roles(person) == [(Role.HEAD, BO_DE)]


def test_role_with_a_last_day_goes_on_until_that_day() -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, until=date(2026, 12, 31), **BEFORE)
    passed()
    new = person.holdings.get(unit__uid=BO_DE)
    assert (new.since, new.until) == (THE_DAY, date(2026, 12, 31))
    assert passed() == []


def test_role_that_ended_with_its_unit_does_not_pass() -> None:
    person_with(Role.REPORTER, NGOC_LAM, until=date(2025, 6, 30), **BEFORE)
    assert passed() == []


def test_role_held_in_the_new_unit_already_only_ends_in_the_old() -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    role_held(person, Role.REPORTER, BO_DE, since=THE_DAY, until=date(2027, 1, 1))
    (done,) = passed()
    assert done.outcome == Outcome.HELD_THERE
    assert person.holdings.count() == 2
    assert person.holdings.get(unit__uid=NGOC_LAM).until == date(2025, 6, 30)


def test_role_that_another_excludes_stays_and_says_why() -> None:
    person = person_with(Role.REPORTER, NGOC_LAM, **BEFORE)
    role_held(person, Role.AUDITOR, LONG_BIEN, since=THE_DAY)
    (done,) = passed()
    assert done.outcome == Outcome.EXCLUDED
    assert "Phường Long Biên" in done.refusal
    assert (Role.REPORTER, NGOC_LAM) in open_roles(person)


def test_appraiser_keeps_the_criteria() -> None:
    person = person_with(Role.APPRAISER, NGOC_LAM, criteria=["ha-noi-communes:1.2"], **BEFORE)
    passed()
    assert person.holdings.get(until=None).criteria == ["ha-noi-communes:1.2"]


def test_list_of_many_takes_few_queries(django_assert_max_num_queries) -> None:
    for at in range(30):
        person_with(Role.REPORTER, NGOC_LAM, name=f"p{at}", **BEFORE)
    with django_assert_max_num_queries(5):
        assert len(passing_list(THE_DAY)) == 30
