"""What takes a token: who I am, and the trail."""

import json

import pytest
from django.db import transaction
from django.test import Client

from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.tokens import token_make
from chiso_web.audit.services import SYSTEM, record
from tests.people import HA_NOI, LONG_BIEN, person_with
from tests.web.accounts.doors import factor_of
from tests.web.api.conftest import Reader


def done(unit: str, subject: str) -> None:
    with transaction.atomic():
        record(app="files", unit=unit, actor=SYSTEM, action="file.read", subject=subject)


def test_me_is_the_person_of_the_token(api: Reader) -> None:
    me = api.json("/me", lang="en")
    assert me["scopes"] == ["me", "trail"]
    [role] = me["roles"]
    assert (role["role"], role["unit"], role["unit_name"]) == ("auditor", HA_NOI, "Ha Noi City")


def test_no_cache_keeps_what_is_told_to_one(client: Client) -> None:
    for path in ("me", "trail", "trail?format=csv"):
        assert client.get(f"/api/v1/{path}")["Cache-Control"] == "private, no-store"


def test_trail_leads_on_from_page_to_page(api: Reader) -> None:
    for number in range(5):
        done(LONG_BIEN, f"tệp {number}")
    first = api.json("/trail", unit=LONG_BIEN, limit="3")
    assert [one["subject"] for one in first["items"]] == ["tệp 0", "tệp 1", "tệp 2"]
    cursor = first["next"].partition("cursor=")[2].partition("&")[0]
    second = api.json("/trail", unit=LONG_BIEN, limit="3", cursor=cursor)
    assert [one["subject"] for one in second["items"]] == ["tệp 3", "tệp 4"]
    assert second["items"][0]["previous"] == first["items"][-1]["digest"]


def test_trail_is_filtered_and_comes_as_csv(api: Reader) -> None:
    done(LONG_BIEN, "một")
    done(HA_NOI, "hai")
    lines = api.csv("/trail", action="file.read", unit=HA_NOI).splitlines()
    assert len(lines) == 2
    assert ",hai," in lines[1]
    assert api.json("/trail", app="nothing")["items"] == []
    assert api.json("/trail", until="2020-01-01")["items"] == []
    assert api.json("/trail", actor="chiso", since="2020-01-01")["items"] != []


def test_auditor_of_a_ward_reads_of_that_ward(client: Client) -> None:
    done(HA_NOI, "trên")
    done(LONG_BIEN, "ở đây")
    person = person_with(Role.AUDITOR, LONG_BIEN)
    factor_of(person)
    _made, text = token_make(person, name="t", scopes=["trail"], days=1)
    answer = client.get("/api/v1/trail", headers={"Authorization": f"Bearer {text}"})
    subjects = {one["subject"] for one in json.loads(answer.content)["items"]}
    assert "ở đây" in subjects
    assert "trên" not in subjects


def test_description_says_what_takes_a_token(api: Reader) -> None:
    described = api.json("/openapi.json")
    closed = {
        path for path, one in described["paths"].items() if one["get"].get("security") is not None
    }
    assert closed == {"/api/v1/me", "/api/v1/trail"}
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


@pytest.mark.parametrize("given", ["", "Basic YTpi", "Bearer", "Bearer chiso_x", "bearer \x00"])
def test_without_a_token_that_holds_it_is_401(client: Client, given: str) -> None:
    answer = client.get("/api/v1/me", headers={"Authorization": given})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith('Bearer realm="chiso"')
