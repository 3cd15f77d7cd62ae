"""Whoever writes to several chains in one transaction takes them in order of their units."""

import pytest
from django.utils import timezone

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.people.services import person_deactivate
from chiso_web.accounts.people.slips import slip_list_make
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.first_administrator import (
    administrator_invite,
    first_administrator_make,
    first_link_make,
)
from chiso_web.audit import services
from chiso_web.audit.models import Head
from chiso_web.audit.services import Actor
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made, person_with, role_held

pytestmark = pytest.mark.django_db
WORD = "con-co-bay-la-bay-la"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units whose chains are locked, in the order in which they first are."""
    found: list[str] = []
    lock = services.head_locked

    def noted(app: str, unit: str) -> Head:
        if unit not in found:
            found.append(unit)
        return lock(app, unit)

    monkeypatch.setattr(services, "head_locked", noted)
    return found


def test_first_administrator(taken: list[str]) -> None:
    made, _secret = first_link_make()
    taken.clear()
    unit = Unit.objects.get(uid=HA_NOI)
    first_administrator_make(made, full_name="An", username="an", unit=unit, password=WORD)
    assert taken == ["", HA_NOI]


def test_invited_administrator(taken: list[str]) -> None:
    administrator_invite(full_name="An", username="an", unit=Unit.objects.get(uid=HA_NOI))
    assert taken == ["", HA_NOI]


def test_person_shut_out(taken: list[str]) -> None:
    by = Actor(name="quan-tri", unit=HA_NOI)
    person_deactivate(person_made("an"), reason="", unit=LONG_BIEN, by=by)
    assert taken == sorted({LONG_BIEN, HA_NOI})


def test_slips_of_people_in_several_units(taken: list[str]) -> None:
    boss = person_with(Role.ADMINISTRATOR, LONG_BIEN)
    role_held(boss, Role.ADMINISTRATOR, BO_DE)
    people = [person_with(Role.REPORTER, one) for one in (LONG_BIEN, BO_DE)]
    today = timezone.localdate()
    acting = Acting(boss, holding_list_in_force(boss, today), factor=True)
    assert len(slip_list_make(acting, people, today)) == 2
    assert taken == ["", BO_DE, LONG_BIEN]
