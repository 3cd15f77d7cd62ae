"""How often one address may ask, counted over all processes."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from pytest_django import Settings

from chiso_web.accounts.signing_in.addresses import address_of
from chiso_web.api import middleware
from chiso_web.api.limits import Counts
from chiso_web.config import environment

MINUTE = 60.0


@pytest.fixture
def three(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most three requests a minute, none made yet."""
    settings.API_LIMIT = 3
    monkeypatch.setattr(middleware, "COUNTS", Counts())


def test_requests_of_a_minute_are_counted_by_address() -> None:
    counts = Counts()
    used = [counts.add("10.0.0.1", now=MINUTE + second).requests for second in range(3)]
    assert (used, counts.add("10.0.0.2", now=MINUTE).requests) == ([1, 2, 3], 1)


def test_next_minute_begins_anew() -> None:
    counts = Counts()
    counts.add("10.0.0.1", now=MINUTE)
    used = counts.add("10.0.0.1", now=2 * MINUTE + 15)
    assert (used.requests, used.seconds_left) == (1, 45)


def test_processes_made_later_count_together() -> None:
    counts = Counts()
    child = os.fork()
    if child == 0:
        counts.add("10.0.0.1", now=MINUTE)
        os._exit(0)
    os.waitpid(child, 0)
    assert counts.add("10.0.0.1", now=MINUTE).requests == 2


def test_headers_say_what_is_left(client: Client, three: None) -> None:
    left = [client.get("/api/v1/kinds")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]


def test_request_too_many_is_told_when_to_come_back(client: Client, three: None) -> None:
    answers = [client.get("/api/v1/kinds") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3]["Content-Type"] == "application/problem+json"
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert answers[3]["RateLimit-Limit"] == "3"


def test_problem_counts_and_says_what_is_left(client: Client, three: None) -> None:
    assert client.get("/api/v1/none")["RateLimit-Remaining"] == "2"


def test_pages_are_not_counted(client: Client, three: None) -> None:
    assert "RateLimit-Limit" not in client.get("/robots.txt")


@pytest.mark.parametrize(
    ("forwarded", "behind_proxy", "address"),
    [
        ("", False, "10.0.0.9"),
        ("1.2.3.4", False, "10.0.0.9"),  # anybody can say so where no proxy stands in front
        ("9.9.9.9, 1.2.3.4", True, "1.2.3.4"),  # only the last is the proxy's own word
        ("", True, "10.0.0.9"),
        ("2001:db8:1:2:3::4", True, "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", True, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", True, "1.2.3.4"),  # else all of IPv4 would share one count
        ("1.2.3.4:5678", True, "1.2.3.4"),  # else each connection would be counted anew
        ("[2001:db8:1:2::1]:5678", True, "2001:db8:1:2::/64"),
        ("unknown", True, "unknown"),
    ],
)
def test_address_is_the_last_one_that_can_be_trusted(
    forwarded: str, behind_proxy: bool, address: str
) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": forwarded}
    )
    assert address_of(request, behind_proxy=behind_proxy) == address


def test_setting_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_API_LIMIT", "many")
    with pytest.raises(ImproperlyConfigured, match="CHISO_API_LIMIT is “many”"):
        environment.whole_number("CHISO_API_LIMIT", default=600)
