"""How far a role reaches: over the tree of units and over their real lineage."""

from datetime import date

import pytest

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import PEOPLE, TRAIL, Permission, permission
from chiso_web.accounts.roles import Role
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, HOME_AFFAIRS, LONG_BIEN, person_with, role_held

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
OLD_LONG_BIEN = "00145@unknown"  # passed to Bồ Đề and Long Biên on 1 July 2025
OLD_NGOC_LAM = "00133@unknown"  # passed whole to Bồ Đề
OLD_SAI_DONG = "00142@unknown"  # before 2025 to Phúc Lợi and Phúc Đồng, both of which passed on
PHUC_LOI = "00136@2025-07-01"
OWN_ONLY = permission("own", own=[Role.REPORTER])
APPRAISE = permission("appraise", beside=[Role.APPRAISER])
READ_BACK = permission("read back", own=[Role.REPORTER], past=True)


def acting(person: User, *, factor: bool = True) -> Acting:
    return Acting(person, holding_list_in_force(person, TODAY), factor=factor)


def may(role: Role, held: str, needed: Permission, unit: str) -> bool:
    return acting(person_with(role, held)).may(needed, unit)


@pytest.mark.parametrize(
    ("unit", "opens"), [(LONG_BIEN, True), (BO_DE, False), (HA_NOI, False), ("no-unit", False)]
)
def test_own_is_the_unit_itself(unit: str, opens: bool) -> None:
    assert may(Role.REPORTER, LONG_BIEN, OWN_ONLY, unit) is opens


@pytest.mark.parametrize("unit", [HA_NOI, LONG_BIEN, HOME_AFFAIRS, "004@unknown", OLD_LONG_BIEN])
def test_below_is_every_unit_under_it_ended_ones_too(unit: str) -> None:
    assert may(Role.ADMINISTRATOR, HA_NOI, PEOPLE, unit)


def test_below_never_reaches_up_or_aside() -> None:
    for unit in (HA_NOI, BO_DE, "22@unknown"):
        assert not may(Role.ADMINISTRATOR, LONG_BIEN, PEOPLE, unit)


def test_beside_is_everything_under_the_unit_above() -> None:
    assert may(Role.APPRAISER, HOME_AFFAIRS, APPRAISE, LONG_BIEN)
    assert not may(Role.APPRAISER, HOME_AFFAIRS, APPRAISE, "22@unknown")


def test_nobody_appraises_a_unit_in_which_they_hold_a_role() -> None:
    person = person_with(Role.APPRAISER, HOME_AFFAIRS)
    assert not acting(person).may(APPRAISE, HOME_AFFAIRS)
    role_held(person, Role.REPORTER, LONG_BIEN)
    assert not acting(person).may(APPRAISE, LONG_BIEN)
    assert acting(person).may(APPRAISE, BO_DE)


@pytest.mark.parametrize(
    ("unit", "old"),
    [
        (BO_DE, OLD_NGOC_LAM),
        (LONG_BIEN, OLD_LONG_BIEN),  # divided, no part known: the one that took the code on
        (PHUC_LOI, OLD_SAI_DONG),  # 73 % to Phúc Lợi of before, whose code it took on
    ],
)
def test_past_is_what_a_unit_came_from_however_many_steps_before(unit: str, old: str) -> None:
    assert may(Role.REPORTER, unit, READ_BACK, old)
    assert not may(Role.REPORTER, unit, OWN_ONLY, old)


@pytest.mark.parametrize("old", [OLD_LONG_BIEN, OLD_SAI_DONG])
def test_who_got_a_part_of_a_unit_does_not_read_what_it_left(old: str) -> None:
    assert not may(Role.REPORTER, BO_DE, READ_BACK, old)


def test_past_is_not_what_came_from_elsewhere() -> None:
    # Cự Khối passed to Long Biên and Bát Tràng, not to Bồ Đề
    assert not may(Role.REPORTER, BO_DE, READ_BACK, "00154@unknown")


def test_auditor_reads_the_past_of_units_below() -> None:
    assert may(Role.AUDITOR, LONG_BIEN, TRAIL, OLD_LONG_BIEN)
    assert may(Role.AUDITOR, HA_NOI, TRAIL, OLD_SAI_DONG)
    assert not may(Role.AUDITOR, "22@unknown", TRAIL, OLD_SAI_DONG)


@pytest.mark.parametrize("needed", [APPRAISE, OWN_ONLY, PEOPLE, READ_BACK])
def test_many_units_at_once_are_reached_as_each_by_itself(needed: Permission) -> None:
    person = person_with(Role.APPRAISER, HOME_AFFAIRS)
    role_held(person, Role.REPORTER, LONG_BIEN)
    who = acting(person)
    uids = [LONG_BIEN, BO_DE, HOME_AFFAIRS, HA_NOI, OLD_LONG_BIEN, OLD_NGOC_LAM, "22@unknown"]
    units = list(Unit.objects.filter(uid__in=uids))
    assert len(units) == len(uids)
    assert set(who.reaching(needed, units)) == {uid for uid in uids if who.may(needed, uid)}


def test_many_units_under_one_are_reached_in_a_fixed_number_of_queries(
    django_assert_max_num_queries,
) -> None:
    who = acting(person_with(Role.APPRAISER, HOME_AFFAIRS))
    units = list(Unit.objects.filter(parent__uid=HA_NOI, valid_until=None))
    with django_assert_max_num_queries(3):
        found = who.reaching(APPRAISE, units)
    assert len(found) == len(units) - 1  # all but the department that the role is held in


def test_nothing_is_reached_without_the_second_factor() -> None:
    who = acting(person_with(Role.APPRAISER, HOME_AFFAIRS), factor=False)
    assert who.reaching(APPRAISE, [Unit.objects.get(uid=LONG_BIEN)]) == {}
