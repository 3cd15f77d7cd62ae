"""Two give roles that exclude each other at the same moment: the second is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from time import sleep

import pytest
from django.db import OperationalError, connection

from chiso_web.accounts.holdings import holding_give
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.audit.services import Actor
from chiso_web.units.models import Unit
from tests.people import person_made

BY = Actor(name="quantri")
START = date(2026, 1, 1)


@pytest.fixture
def lone_unit(transactional_db: None) -> Unit:
    """A unit of its own: such tests begin with empty tables."""
    names = dict.fromkeys(("full_name_vi", "full_name_en", "name_vi", "name_en"), "Phường Thử")
    return Unit.objects.create(uid="99999@unknown", kind="ward", level="commune", place=1, **names)


def test_of_two_givers_at_once_one_is_refused(lone_unit: Unit) -> None:
    person = person_made("an")

    def attempt(role: Role) -> bool:
        try:
            _until_unlocked(partial(holding_give, person, role, lone_unit, since=START, by=BY))
        except ActRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        given_ = list(pool.map(attempt, [Role.AUDITOR, Role.REPORTER]))
    assert sorted(given_) == [False, True]
    assert person.holdings.count() == 1


def _until_unlocked(act: Callable[[], object]) -> None:
    """In memory SQLite does not wait for another's lock, as it does for a file's."""
    for _time in range(200):
        try:
            act()
            return
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(0.05)
