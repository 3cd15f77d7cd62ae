"""Which chains an auditor reads: the page and the interface for programs say the same."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import TRAIL
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.tokens import token_make
from chiso_web.accounts.trail.scope import scope_of
from chiso_web.audit.append_only import guards_drop
from chiso_web.audit.manifests import manifest_make
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM, record
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, HOME_AFFAIRS, LONG_BIEN, person_with, signed_in

pytestmark = pytest.mark.django_db
CHAINS = (
    ("accounts", ""),
    ("workdays", ""),
    *((room, unit) for room in ("accounts", "files") for unit in (HA_NOI, LONG_BIEN, BO_DE)),
)


def written(room: str, unit: str, *, action: str = "file.uploaded") -> Entry:
    """An entry of a chain."""
    with transaction.atomic():
        return record(app=room, unit=unit, actor=SYSTEM, action=action, subject="file 3f2a")


def on_the_page(client: Client) -> set[tuple[str, str, int]]:
    rows = client.get("/trail.json").json()
    return {(row["app"], row["unit"] or "", row["number"]) for row in rows}


def by_program(person: User) -> set[tuple[str, str, int]]:
    token = token_make(person, name="t", scopes=["trail"], days=1)[1]
    told = {"Authorization": f"Bearer {token}"}
    items = Client().get("/api/v1/trail", headers=told).json()["items"]
    return {(one["app"], one["unit"], one["number"]) for one in items}


@pytest.mark.parametrize("held", [HA_NOI, LONG_BIEN, BO_DE, HOME_AFFAIRS])
def test_page_and_interface_show_the_same(client: Client, held: str) -> None:
    person = person_with(Role.AUDITOR, held)
    written_there = {(room, unit, written(room, unit).number) for room, unit in CHAINS}
    signed_in(client, person)
    page = on_the_page(client) & written_there
    assert page == by_program(person) & written_there
    assert bool({one for one in page if one[1] == ""}) is (held == HA_NOI)
    assert page or held == HOME_AFFAIRS


def test_a_wards_auditor_reads_no_sign_ins_though_nobody_is_above(client: Client) -> None:
    person = person_with(Role.AUDITOR, LONG_BIEN)
    written("accounts", "", action="sign_in.done")
    signed_in(client, person)
    assert b"sign_in.done" not in client.get("/trail.json").content
    assert not {unit for _room, unit, _number in by_program(person)} - {LONG_BIEN}


def test_auditor_of_the_unit_the_installation_is_for_reads_sign_ins(
    client: Client, settings
) -> None:
    settings.OFFICE_UNIT = LONG_BIEN
    person = person_with(Role.AUDITOR, LONG_BIEN)
    written("accounts", "", action="sign_in.done")
    signed_in(client, person)
    assert b"sign_in.done" in client.get("/trail.json").content


def test_chains_of_other_units_cost_no_query_each() -> None:
    person = person_with(Role.AUDITOR, LONG_BIEN)
    others = Unit.objects.filter(level="commune").exclude(uid=LONG_BIEN)
    uids = list(others.order_by("pk").values_list("uid", flat=True)[:200])
    counts = []
    for wanted in (uids[:2], uids):
        for uid in wanted:
            written("files", uid)
        held = holding_list_in_force(person, date(2026, 12, 1))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            scope_of(Acting(person, held, factor=True))
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2  # a step of lineage is one, however many units it has


@pytest.mark.parametrize("held", [HA_NOI, LONG_BIEN, BO_DE])
def test_what_a_divided_unit_left_is_listed_where_it_may_be_opened(held: str) -> None:
    person = person_with(Role.AUDITOR, held)
    before = Unit.objects.filter(links_after__new__uid__in=[HA_NOI, LONG_BIEN, BO_DE]).distinct()
    uids = list(before.values_list("uid", flat=True))
    assert any(unit.links_after.count() > 1 for unit in before)
    for uid in uids:
        written("files", uid)
    acting = Acting(person, holding_list_in_force(person, date(2026, 12, 1)), factor=True)
    assert set(scope_of(acting).units) - {""} == {uid for uid in uids if acting.may(TRAIL, uid)}


def test_verification_reads_and_names_what_the_auditor_may_read(client: Client) -> None:
    written("files", LONG_BIEN)
    foreign = written("files", BO_DE)
    guards_drop(connection)
    Entry.objects.filter(pk=foreign.pk).update(reason="x")
    signed_in(client, person_with(Role.AUDITOR, LONG_BIEN))
    found = client.post("/trail/verify")
    assert found.context["faults"] == []
    assert found.context["entries"] == "1"
    signed_in(client, person_with(Role.AUDITOR, HA_NOI))
    assert len(client.post("/trail/verify").context["faults"]) == 1


def test_a_manifest_of_all_is_compared_with_the_chains_read_only(client: Client) -> None:
    written("files", LONG_BIEN), written("files", BO_DE)
    manifest_make(date(2026, 12, 1))
    signed_in(client, person_with(Role.AUDITOR, LONG_BIEN))
    assert client.post("/trail/verify").context["faults"] == []


def test_only_one_verification_runs_at_a_time(client: Client) -> None:
    signed_in(client, person_with(Role.AUDITOR, LONG_BIEN))
    cache.add("chiso:trail:verifying", 1, timeout=60)
    answer = client.post("/trail/verify")
    assert answer.status_code == 409
    assert "chiso manage trail_verify" in answer.content.decode()
    cache.delete("chiso:trail:verifying")
    assert client.post("/trail/verify").status_code == 200
    assert client.post("/trail/verify").status_code == 200  # it gave the lock back


def test_a_long_trail_is_verified_by_the_command(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("chiso_web.accounts.trail.verification.MOST", 1)
    written("files", LONG_BIEN), written("files", LONG_BIEN)
    signed_in(client, person_with(Role.AUDITOR, LONG_BIEN))
    answer = client.post("/trail/verify")
    assert answer.status_code == 409
    assert "chiso manage trail_verify" in answer.content.decode()
