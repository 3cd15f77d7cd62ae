"""What the interface's tests share: no limit unless a test sets one."""

import json
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.tokens import SCOPES, token_make
from tests.people import HA_NOI, person_with


@pytest.fixture(autouse=True)
def no_limit(settings: Settings) -> None:
    """However many requests all tests make in a minute."""
    settings.API_LIMIT = 0


@pytest.fixture
def token(db: None) -> str:
    """A token of an auditor of Hà Nội, with a second factor, that opens all that is closed."""
    person = person_with(Role.AUDITOR, HA_NOI)
    TOTP.activate(person, generate_totp_secret())
    return token_make(person, name="tests", scopes=list(SCOPES), days=1)[1]


@pytest.fixture
def client(token: str) -> Client:
    """A program with a token, which changes nothing where none is needed."""
    return Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")


class Reader:
    """A program that reads the interface."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def json(self, path: str, **query: str) -> Any:
        """The answer, which must be a good one."""
        response = self.client.get(f"/api/v1{path}", query)
        assert response.status_code == 200, response.content
        return response.json() if not response.streaming else self._streamed(response)

    def problem(self, path: str, status: int, **query: str) -> Any:
        """The problem, which must have the status."""
        response = self.client.get(f"/api/v1{path}", query)
        assert (response.status_code, response["Content-Type"]) == (
            status,
            "application/problem+json",
        )
        return response.json()

    def csv(self, path: str, **query: str) -> str:
        """The whole file."""
        response = self.client.get(f"/api/v1{path}", query, headers={"Accept": "text/csv"})
        assert response.status_code == 200
        return b"".join(response.streaming_content).decode()

    def _streamed(self, response: Any) -> Any:
        return json.loads(b"".join(response.streaming_content))


@pytest.fixture
def api(client: Client) -> Reader:
    """A reader without cookies."""
    return Reader(client)
