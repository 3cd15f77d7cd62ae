"""Strangers neither fill the trail nor write into it what they type."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from chiso_web.accounts.signing_in import strangers
from chiso_web.audit.models import Entry
from tests.people import person_made
from tests.web.accounts.doors import browser, sign_in, told

pytestmark = pytest.mark.django_db
ROOM = 5


class Clock:
    """A clock that stands until it is set."""

    now = 60_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(strangers, "time", found)
    monkeypatch.setattr(strangers, "ENTRIES_A_MINUTE", ROOM)
    return found


def token_tried(client: Client, number: int) -> None:
    client.get("/api/v1/trail", headers={"Authorization": f"Bearer x{number:08d}zzzz"})


def test_unknown_tokens_and_names_share_one_room_a_minute(client: Client, clock: Clock) -> None:
    for number in range(4):
        token_tried(client, number)
        sign_in(browser(), f"ten{number}", "sai")
    assert Entry.objects.count() == ROOM
    clock.now += 60
    token_tried(client, 99)
    assert Entry.objects.count() == ROOM + 2
    assert json.loads(told("strangers.left_out")[0].after) == {"entries": 3}
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM chiso_trail_cache")
        assert cursor.fetchone()[0] == 1  # no key is made of what a stranger types


def test_attempts_on_a_person_are_always_written(client: Client, clock: Clock) -> None:
    for number in range(ROOM + 2):
        token_tried(client, number)
    person_made("binh")
    sign_in(browser(), "Binh", "sai")
    assert told("sign_in.failed")[0].subject == "name binh"


def test_password_typed_as_a_name_is_not_kept(settings: Settings) -> None:
    settings.MAIL_IS_ON = True
    word = "Matkhau-cua-toi-2026"
    for _ in range(7):
        sign_in(browser(), word, "x")
    browser().post(reverse("account_slip"), {"name": word, "code": "AAAAA-AAAAA-AAAAA"})
    browser().post(reverse("account_forgotten"), {"name": word})
    written = list(Entry.objects.values_list("action", "subject", "after", "words"))
    assert {action for action, *_ in written} == {
        "sign_in.failed",
        "sign_in.throttled",
        "invitation.refused",
        "link.asked",
    }
    assert "matkhau" not in str(written).casefold()
    subjects = {subject for _action, subject, *_ in written} - {"invitation"}
    assert len(subjects) == 1  # equal names are seen to be equal
    assert subjects.pop().startswith("unknown name ")
