"""The auditor's pages: who reads what, search, filters, an entry, files, verification."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import TRAIL
from chiso_web.accounts.roles import Role
from chiso_web.accounts.trail.labels import ACTIONS
from chiso_web.accounts.trail.scope import scope_of
from chiso_web.audit.append_only import guards_drop
from chiso_web.audit.canonical import HASHED
from chiso_web.audit.manifests import manifest_make, manifest_read
from chiso_web.audit.models import Entry, Head
from chiso_web.audit.services import Actor, record
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_made, person_with, signed_in

pytestmark = pytest.mark.django_db
BINH = Actor(name="binh", full_name="Nguyễn Thị Bình", role="reporter", unit=LONG_BIEN)


def done(unit: str = LONG_BIEN, **facts) -> Entry:
    """An entry of a ward's chain."""
    usual = {"app": "files", "actor": BINH, "action": "file.uploaded", "subject": "file 3f2a"}
    with transaction.atomic():
        return record(unit=unit, **(usual | facts))


def moved(entry: Entry, moment: datetime) -> None:
    """Let an entry have been written at another time; its hash does not fit any more."""
    guards_drop(connection)
    Entry.objects.filter(pk=entry.pk).update(recorded_at=moment)


@pytest.fixture
def auditor(client: Client) -> Client:
    """The browser of the auditor of Hà Nội, above whom nobody holds a role."""
    return signed_in(client, person_with(Role.AUDITOR, HA_NOI, name="kiem"))


@pytest.fixture
def ward_auditor(client: Client) -> Client:
    """The browser of a ward's auditor; somebody holds a role above."""
    person_with(Role.ADMINISTRATOR, HA_NOI)
    return signed_in(client, person_with(Role.AUDITOR, LONG_BIEN, name="kiem"))


def listed(client: Client, **query: str) -> list[int]:
    """The entries on the page, without those that reading leaves."""
    answer = client.get("/trail", query)
    assert answer.status_code == 200
    return [line.entry.pk for line in answer.context["lines"] if line.entry.actor_name != "kiem"]


def test_newest_come_first(auditor: Client) -> None:
    entries = [done(), done(unit=BO_DE), done(app="accounts", unit="")]
    assert listed(auditor) == [entry.pk for entry in reversed(entries)]


def test_an_auditor_reads_the_own_unit_and_those_below(ward_auditor: Client) -> None:
    mine = done()
    done(unit=BO_DE), done(unit=HA_NOI), done(unit="")
    assert listed(ward_auditor) == [mine.pk]
    assert listed(ward_auditor, unit=BO_DE) == []


def test_nobodys_chains_are_read_by_who_audits_at_the_top(auditor: Client) -> None:
    nobodys = done(unit="", app="accounts", action="sign_in.failed", subject="an")
    assert listed(auditor, unit="-") == [nobodys.pk]


@pytest.mark.parametrize("held", [HA_NOI, LONG_BIEN])
def test_the_list_shows_the_units_whose_entries_may_be_opened(held: str) -> None:
    person = person_with(Role.AUDITOR, held)
    person_with(Role.LEADERSHIP, HA_NOI)
    ended = Unit.objects.filter(links_after__new__uid=LONG_BIEN).first()
    other = Unit.objects.filter(level="commune").exclude(parent__uid=HA_NOI).first()
    uids = [HA_NOI, LONG_BIEN, BO_DE, *(one.uid for one in (ended, other) if one)]
    for uid in uids:
        done(unit=uid)
    acting = Acting(person, tuple(person.holdings.select_related("unit")), factor=True)
    assert set(scope_of(acting).units) - {""} == {uid for uid in uids if acting.may(TRAIL, uid)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "nguyen binh"}, [0, 1, 2]),
        ({"q": "bao cao quy"}, [1]),
        ({"q": "BÁO CÁO"}, [1]),
        ({"q": "bo sung"}, [2]),
        ({"q": "bo sung quy"}, []),
        ({"q": "3f2"}, [0, 2]),
        ({"q": "f2a"}, []),
        ({"q": "' OR 1=1 --"}, []),
        ({"q": '"*'}, [0, 1, 2, 3]),
        ({"q": "an"}, [3]),
        ({"unit": BO_DE}, [1]),
        ({"room": "accounts"}, [3]),
        ({"action": "file.withdrawn"}, [2]),
        ({"action": "file.withdrawn", "unit": BO_DE}, []),
        ({"person": "binh"}, [0, 1, 2]),
        ({"person": "Nguoi an"}, [3]),
        ({"person": "nobody"}, []),
    ],
)
def test_filters_find_what_they_say(
    auditor: Client, query: dict[str, str], found: list[int]
) -> None:
    person_made("an")
    User.objects.filter(username="an").update(fold="nguoi an an")
    entries = [
        done(),
        done(unit=BO_DE, subject="file 77aa", after={"name": "Báo cáo quý IV"}),
        done(action="file.withdrawn", reason="bổ sung sau"),
        done(app="accounts", unit="", actor=Actor(name="an"), action="sign_in.done", subject="x"),
    ]
    assert listed(auditor, **query) == [entries[place].pk for place in reversed(found)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Long Biên", [0, 2]),
        ("phường long biên", [0, 2]),
        ("bo de", [1]),
        ("long", []),
        ("người báo cáo", [0, 2]),
        ("nguoi bao", [0, 2]),
        ("giao vai trò", [2]),
        ("vai trò", [2]),
        ("tải tệp", [0]),
        ("người kiểm tra", []),
    ],
)
def test_units_acts_and_roles_are_found_as_they_are_shown(
    auditor: Client, text: str, found: list[int]
) -> None:
    facts = {"actor": Actor(name="an"), "subject": "x"}
    entries = [
        done(),
        done(unit=BO_DE, action="file.read", **facts),
        done(app="accounts", action="role.given", after={"role": "reporter"}, **facts),
    ]
    assert listed(auditor, q=text) == [entries[place].pk for place in reversed(found)]


def test_a_unit_out_of_reach_is_not_found_by_its_name(ward_auditor: Client) -> None:
    done(unit=BO_DE)
    assert listed(ward_auditor, q="Bồ Đề") == []


def test_days_are_those_of_the_office(auditor: Client) -> None:
    """17:30 UTC on 1 December is half past midnight on the 2nd in Vietnam."""
    late, next_day = done(), done()
    moved(late, datetime(2026, 11, 1, 16, 59, 59, tzinfo=UTC))
    moved(next_day, datetime(2026, 11, 1, 17, 30, tzinfo=UTC))
    assert listed(auditor, **{"from": "2026-11-01", "to": "2026-11-01"}) == [late.pk]
    assert listed(auditor, **{"from": "2026-11-02", "to": "2026-11-02"}) == [next_day.pk]


@pytest.mark.parametrize(
    "query",
    [{"from": "x"}, {"to": "2026-13-01"}, {"before": "x"}, {"before": "9" * 40}, {"q": "\x00"}],
)
def test_what_cannot_be_meant_is_left_aside(auditor: Client, query: dict[str, str]) -> None:
    entry = done()
    assert listed(auditor, **query) == [entry.pk]


def test_pages_go_to_older_and_newer_entries_and_lose_none(auditor: Client) -> None:
    entries = [done().pk for _ in range(120)]
    seen, answer = [], auditor.get("/trail", {"room": "files"})
    pages = [answer]
    while pages[-1].context["older"]:
        pages.append(auditor.get(pages[-1].context["older"]))
    seen = [line.entry.pk for page in pages for line in page.context["lines"]]
    assert seen == entries[::-1]
    back = auditor.get(pages[-1].context["newer"])
    assert [line.entry.pk for line in back.context["lines"]] == entries[20:70][::-1]
    assert back.context["older"]
    assert auditor.get(back.context["newer"]).context["newer"] == ""


def test_entries_of_the_same_moment_are_on_one_page_each(auditor: Client) -> None:
    entries = [done() for _ in range(60)]
    for entry in entries:
        moved(entry, entries[0].recorded_at)
    first = auditor.get("/trail", {"room": "files"})
    rest = auditor.get(first.context["older"])
    found = [line.entry.pk for page in (first, rest) for line in page.context["lines"]]
    assert found == [entry.pk for entry in reversed(entries)]


def test_an_entry_shows_before_and_after_hash_and_place(auditor: Client) -> None:
    done()
    entry = done(
        before={"name": "cũ", "size": 1}, after={"name": "mới", "size": 1}, reason="sai tên"
    )
    page = auditor.get(reverse("trail:entry", args=[entry.pk]))
    text = page.content.decode()
    for shown in ("cũ", "mới", "sai tên", entry.digest, entry.previous, "Nguyễn Thị Bình"):
        assert shown in text
    changes = page.context["line"].changes
    assert [(one.name, one.same) for one in changes] == [
        ("tên", False),
        ("kích thước (byte)", True),
    ]
    assert page.context["earlier"].number == 1
    assert page.context["later"] is None


def told(client: Client, entry: Entry) -> str:
    """An entry's page without its chain, where names stand as they are recorded."""
    page = client.get(reverse("trail:entry", args=[entry.pk])).content.decode()
    return page[page.index("<h1>") : page.index('id="chain"')]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"subject": "person levanminh"}, "người dùng levanminh"),
        ({"subject": "file 3f2a"}, "tệp 3f2a"),
        ({"subject": "upload ảnh.png"}, "tệp tải lên ảnh.png"),
        ({"subject": "unknown name 12ab"}, "tên đăng nhập không có 12ab"),
        ({"after": {"has_email": True}}, "có địa chỉ thư điện tử"),
        ({"after": {"way": "slip"}}, "phiếu kích hoạt"),
        ({"after": {"fault": "another person's"}}, "của người khác"),
        ({"after": {"permission": "files.read"}}, "đọc tệp"),
        ({"after": {"faults": ["ending", "macro"]}}, "đuôi tên không khớp nội dung, macro"),
        ({"after": {"criteria": []}}, "tất cả"),
        ({"after": {"criteria": ["1.1", "2.3"]}}, "1.1, 2.3"),
        ({"after": {"expires": "2026-12-01T17:30:00.000001Z"}}, "00:30 02/12/2026"),
        ({"after": {"since": "2026-12-01"}}, "01/12/2026"),
        ({"after": {"expires": "2026-99-01T17:30:00Z"}}, "2026-99-01T17:30:00Z"),
        ({"after": {"unit": BO_DE}, "unit": LONG_BIEN}, "Phường Bồ Đề"),
        ({"after": {"role": "clerk"}}, "cán bộ một cửa"),
    ],
)
def test_codes_are_shown_in_the_readers_words(
    auditor: Client, facts: dict[str, object], shown: str
) -> None:
    assert shown in told(auditor, done(**facts))


def test_a_role_given_is_told_in_a_sentence(auditor: Client) -> None:
    after = {"criteria": [], "person": "Lê Văn Minh", "revoked": False, "role": "reporter"}
    after |= {"since": "2026-12-01", "unit": LONG_BIEN, "until": "2026-12-31"}
    done(app="accounts", action="role.given", subject="person levanminh", after=after)
    text = auditor.get("/trail").content.decode()
    sentence = "người báo cáo, Phường Long Biên, từ 01/12/2026 đến hết 31/12/2026"
    assert f"Lê Văn Minh: {sentence}" in text


def test_hostile_values_are_shown_as_text(auditor: Client) -> None:
    script = "<script>alert(1)</script>"
    entry = done(subject=script, reason=script, before={script: script}, after={"a": [script]})
    for address in ("/trail", reverse("trail:entry", args=[entry.pk])):
        assert script not in auditor.get(address).content.decode()


def test_an_entry_that_is_not_there_is_not_found(auditor: Client) -> None:
    assert auditor.get("/trail/999999999").status_code == 404


def test_nobodys_entry_is_not_opened_by_a_wards_auditor(ward_auditor: Client) -> None:
    entry = done(unit="")
    assert ward_auditor.get(reverse("trail:entry", args=[entry.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.ADMINISTRATOR, Role.HEAD])
def test_others_may_not_read_it(client: Client, role: Role) -> None:
    signed_in(client, person_with(role, HA_NOI))
    for address in ("/trail", "/trail.csv"):
        assert client.get(address).status_code == 403
    assert client.post("/trail/verify").status_code == 403


def test_reading_is_recorded_once_an_hour(auditor: Client) -> None:
    for _ in range(3):
        auditor.get("/trail", {"q": "binh"})
    read = Entry.objects.get(action="trail.read")
    assert (read.actor_name, read.actor_role, read.unit) == ("kiem", "auditor", HA_NOI)
    assert json.loads(read.after) == {"q": "binh"}
    moved(read, read.recorded_at - timedelta(minutes=61))
    auditor.get("/trail")
    assert Entry.objects.filter(action="trail.read").count() == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_files_hold_what_is_filtered_and_are_recorded(auditor: Client, kind: str) -> None:
    done(), done(unit=BO_DE)
    answer = auditor.get(f"/trail.{kind}", {"unit": BO_DE})
    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]
    taken = Entry.objects.get(action="trail.exported")
    assert json.loads(taken.after) == {"unit": BO_DE, "kind": kind, "entries": 1}


def test_hashes_of_a_json_file_can_be_computed_elsewhere(auditor: Client) -> None:
    """As docs/method/trail.md says it is done."""
    done(after={"name": "Báo cáo “quý”\n\t\x01", "=cmd": "=1+1"}, reason="=HYPERLINK()")
    done(before={"số": 1.5, "x": None}, subject="-1 “\u2028”")
    rows = json.loads(auditor.get("/trail.json", {"room": "files"}).content)
    previous = "0" * 64
    for entry in sorted(rows, key=lambda row: row["number"]):
        facts = ["chiso-trail-1", *((entry[name] or "") for name in HASHED)]
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        assert entry["previous"] == previous
        assert entry["digest"] == hashlib.sha256(text.encode()).hexdigest()
        previous = entry["digest"]


def test_the_whole_trail_is_verified_on_demand(auditor: Client) -> None:
    done(), done()
    answer = auditor.post("/trail/verify")
    assert answer.status_code == 200
    assert answer.context["faults"] == []
    assert "Nhật ký còn nguyên vẹn" in answer.content.decode()
    assert Entry.objects.filter(action="trail.verified").count() == 1


def test_verification_names_the_fault_in_the_readers_language(auditor: Client) -> None:
    entry = done()
    moved(entry, entry.recorded_at - timedelta(days=1))
    text = auditor.post("/trail/verify").content.decode()
    assert f"Chuỗi files/{LONG_BIEN}: bản ghi số 1 đã bị sửa" in text
    assert "The database no longer" in auditor.post("/en/trail/verify").content.decode()


def test_a_list_of_nothing_says_what_will_be_here(auditor: Client) -> None:
    text = auditor.get("/trail").content.decode()
    assert 'class="empty"' in text
    assert 'class="empty"' in auditor.get("/trail", {"q": "zzz"}).content.decode()


def test_the_list_takes_a_fixed_number_of_queries(
    auditor: Client, django_assert_num_queries
) -> None:
    """Session, person, roles, second factor; chains, units; entries, count; the last reading."""
    for number in range(60):
        done(unit=(LONG_BIEN, BO_DE, "")[number % 3])
    auditor.get("/trail")
    with django_assert_num_queries(9):
        auditor.get("/trail")
    with django_assert_num_queries(9):
        auditor.get("/trail", {"q": "Long Biên"})


def test_manifests_are_public(client: Client) -> None:
    done()
    made = manifest_make(datetime(2026, 12, 1, tzinfo=UTC).date())
    assert made.digest in client.get("/trail/manifests").content.decode()
    answer = client.get("/trail/manifests/2026-12-01.json")
    assert answer["Content-Type"] == "application/json"
    assert manifest_read(answer.content.decode()).digest == made.digest
    for day in ("2026-12-02", "2026-99-99", "----------"):
        assert client.get(f"/trail/manifests/{day}.json").status_code == 404


def test_a_list_of_no_manifest_says_how_to_make_one(client: Client) -> None:
    assert "trail_manifest" in client.get("/trail/manifests").content.decode()


def test_every_recorded_action_of_ours_has_a_label() -> None:
    assert {"trail.read", "trail.exported", "trail.verified"} <= set(ACTIONS)


def test_a_manifest_holds_no_name_of_a_person() -> None:
    done()
    made = manifest_make(datetime(2026, 12, 1, tzinfo=UTC).date())
    assert "binh" not in made.heads
    assert Head.objects.count() == 1
