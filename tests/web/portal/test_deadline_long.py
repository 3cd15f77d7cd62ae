"""A long time limit costs the server no more than a page should."""

from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from chiso.wording import Message, say

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str, number: int, unit: str = "days") -> HttpResponse:
    query = {"day": "2010-01-04", "time": "09:00", "number": str(number), "unit": unit}
    return client.get(f"{address}?{urlencode(query)}")


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_days_of_a_long_time_are_left_to_the_command(client: Client, kind: str) -> None:
    answer = asked(client, f"/deadline.{kind}", 2000)
    assert answer.status_code == 400
    body = answer.content.decode()
    assert "1.500" in body
    assert "chiso calendar" in body
    assert asked(client, f"/deadline.{kind}", 900).status_code == 200


def test_the_due_date_of_a_long_time_is_an_entry_all_the_same(client: Client) -> None:
    assert asked(client, "/deadline.ics", 2000).status_code == 200


def test_page_offers_no_file_that_is_refused(client: Client) -> None:
    body = asked(client, "/deadline", 2000).content.decode()
    assert "/deadline.xlsx" not in body
    assert "/deadline.ics" in body


@pytest.mark.parametrize(("number", "unit"), [(4990, "days"), (9999, "hours")])
def test_page_says_the_days_that_it_shows_and_no_others(
    client: Client, monkeypatch: pytest.MonkeyPatch, number: int, unit: str
) -> None:
    said = []

    def counted(sentence: Message, language: str) -> str:
        said.append(sentence)
        return say(sentence, language)

    monkeypatch.setattr("chiso_web.portal.deadline.strip.say", counted)
    answer = asked(client, "/deadline", number, unit)
    strip = answer.context["strip"]
    assert (len(strip.head), len(strip.tail)) == (8, 8)
    assert len(said) <= 16 * 7 + 1


@pytest.mark.parametrize("number", range(73, 90))
def test_weeks_are_lost_at_no_length(client: Client, number: int) -> None:
    strip = asked(client, "/deadline", number).context["strip"]
    first, last = strip.head[0], (strip.tail or strip.head)[-1]
    assert first[0].tone == "rec"
    assert [one.tone for one in last if one][-1] == "due"
    assert strip.between != 1
