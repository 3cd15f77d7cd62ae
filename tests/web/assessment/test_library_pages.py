"""A unit's library: its list and file, entering, correcting, withdrawing, clearing a document."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Document, Entrant, Event, Proof
from chiso_web.assessment.moves import FormState, RoundState, Step
from chiso_web.assessment.services.documents import document_withdraw
from chiso_web.audit.models import Entry
from chiso_web.audit.services import SYSTEM
from chiso_web.files.services import file_withdraw, version_add
from tests.people import BO_DE, LONG_BIEN, person_with, signed_in
from tests.web.assessment.documents import content_of, document_of, proven
from tests.web.assessment.rounds import Cast, cast_made, entrant_of, round_running
from tests.web.files.conftest import files_root
from tests.web.files.samples import pdf
from tests.web.files.uploads import arrival, file_kept

pytestmark = pytest.mark.django_db
__all__ = ["files_root"]  # every test here has a folder of its own for files


def running(client: Client) -> tuple[Cast, Entrant]:
    """A round that is open today, with its reporter signed in."""
    cast, one = cast_made(), round_running(today=timezone.localdate())
    signed_in(client, cast.reporter)
    return cast, entrant_of(one)


def library(unit: str = LONG_BIEN, name: str = "library", **facts) -> str:
    return reverse(f"assessment:{name}", kwargs={"unit": unit, **facts})


def act(document: Document, name: str = "") -> str:
    facts = {"unit": document.unit.uid, "document": document.uuid}
    return reverse(f"assessment:document{name and f'-{name}'}", kwargs=facts)


def read(client: Client, address: str, **asked: str) -> str:
    return client.get(address, asked).content.decode()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", ("Tài liệu kiểm chứng: Phường Long Biên", "2026: 1.1, 1.2", "số và ngày")),
        ("/en", ("Evidence: Long Bien Ward", "2026: 1.1, 1.2", "number and day")),
    ],
)
def test_library_says_what_each_document_proves(
    client: Client, prefix: str, words: tuple[str, ...]
) -> None:
    cast, entrant = running(client)
    document = document_of(cast.reporter)
    for node in ("1.2", "1.1"):
        proven(entrant, node, document)
    page = read(client, prefix + library())
    assert all(one in page for one in words)


def test_library_is_found_by_words_and_year(client: Client) -> None:
    cast, _entrant = running(client)
    document_of(cast.reporter)
    document_of(cast.reporter, number="9", abstract="Kế hoạch", issued_on=date(2025, 2, 1))
    assert "Kết quả" not in read(client, library(), q="KE HOACH")
    assert "Kế hoạch" not in read(client, library(), year="2026")
    assert "Kế hoạch" in read(client, library(), year="tất cả")
    assert "Không có tài liệu nào" in read(client, library(), q="zzz")


def test_day_of_a_document_is_typed_as_documents_write_it(client: Client) -> None:
    cast, _entrant = running(client)
    document = document_of(cast.reporter, issued_on=date(2026, 3, 10))
    page = read(client, act(document, "change"))
    assert 'type="text" name="issued_on" value="10/03/2026"' in page


def test_empty_library_offers_to_begin(client: Client) -> None:
    running(client)
    assert "Nhập tài liệu đầu tiên" in read(client, library())


def test_library_is_a_file_too(client: Client) -> None:
    cast, entrant = running(client)
    proven(entrant, "1.1", document_of(cast.reporter, abstract="=1+1"))
    table = read(client, library(name="library-file", kind="csv"))
    assert "127,BC-UBND,2026-03-10,'=1+1,1,2026: 1.1" in table
    sheet = client.get(library(name="library-file", kind="xlsx"))
    assert sheet.content.startswith(b"PK")


def test_own_library_is_one_step_away(client: Client) -> None:
    running(client)
    assert client.get(reverse("assessment:library-mine")).url == library()


def test_appraiser_reads_and_opens_and_that_is_recorded(client: Client) -> None:
    cast, _entrant = running(client)
    document = document_of(cast.reporter, file=file_kept(cast.reporter))
    signed_in(client, cast.appraiser)
    page = read(client, act(document))
    assert reverse("files:file", kwargs={"file": document.file.uuid}) in page
    assert "<form" not in page.split("<main")[1]
    opened = client.get(reverse("files:content", kwargs={"file": document.file.uuid, "number": 1}))
    assert opened.status_code == 200
    entry = Entry.objects.get(action="file.read")
    assert (entry.actor_name, entry.actor_role) == ("appraiser", "appraiser")


def test_administrator_reads_facts_and_is_led_to_no_file(client: Client) -> None:
    cast, _entrant = running(client)
    document = document_of(cast.reporter, file=content_of(LONG_BIEN, "a"))
    signed_in(client, cast.runner)
    assert f"/files/{document.file.uuid}" not in read(client, act(document))


def test_document_is_entered_and_its_twin_offered(client: Client) -> None:
    running(client)
    typed = {"number": "1", "symbol": "KH-UBND", "issued_on": "2026-01-05", "secrecy": "open"}
    for _again in range(2):
        upload = SimpleUploadedFile("ke-hoach.pdf", pdf())
        sent = {**typed, "abstract": "Kế hoạch", "file": upload}
        answer = client.post(library(name="document-add"), sent)
    assert Document.objects.count() == 1
    assert act(Document.objects.get()) in answer.content.decode()


def test_facts_are_corrected_until_a_signed_form_uses_them(client: Client) -> None:
    cast, entrant = running(client)
    document = proven(entrant, "1.1", document_of(cast.reporter))
    typed = {
        "number": "128",
        "symbol": "BC-UBND",
        "issued_on": "2026-03-11",
        "abstract": "Báo cáo đã sửa",
        "secrecy": "open",
        "link": document.link,
    }
    assert client.post(act(document, "change"), typed).status_code == 302
    document.refresh_from_db()
    assert (document.reference, document.fold[:3], document.signed) == ("128/BC-UBND", "128", False)
    Entrant.objects.filter(pk=entrant.pk).update(
        state=FormState.SIGNED, signed_at=timezone.now(), signed_by=cast.head
    )
    answer = client.post(act(document, "change"), {**typed, "number": "129"})
    assert answer.status_code == 400
    assert "đã ký hoặc đang chờ ký" in answer.content.decode()
    document.refresh_from_db()
    assert document.number == "128"


def test_withdrawn_document_leaves_its_lines_and_can_be_restored(client: Client) -> None:
    cast, entrant = running(client)
    document = proven(entrant, "1.1", document_of(cast.reporter))
    client.post(act(document, "withdraw"))
    document.refresh_from_db()
    assert document.withdrawn_at is not None
    assert Proof.objects.count() == 0
    assert "Tài liệu đã rút (1)" in read(client, library())
    assert "127/BC-UBND" in read(client, library(), withdrawn="1")
    client.post(act(document, "restore"))
    document.refresh_from_db()
    assert document.withdrawn_at is None
    actions = Entry.objects.filter(app="assessment").values_list("action", flat=True)
    assert {"document.withdrawn", "document.restored", "proof.detached"} <= set(actions)


def test_document_of_a_signed_form_stays(client: Client) -> None:
    cast, entrant = running(client)
    document = proven(entrant, "1.1", document_of(cast.reporter))
    Entrant.objects.filter(pk=entrant.pk).update(
        state=FormState.SIGNED, signed_at=timezone.now(), signed_by=cast.head
    )
    client.post(act(document, "withdraw"))
    document.refresh_from_db()
    assert document.withdrawn_at is None
    assert Proof.objects.count() == 1


def test_forms_are_locked_before_the_document_that_proves_them(client: Client) -> None:
    cast, entrant = running(client)
    document = proven(entrant, "1.1", document_of(cast.reporter))
    told = {"by": cast.reporter, "actor": SYSTEM, "today": timezone.localdate()}
    with CaptureQueriesContext(connection) as seen:
        document_withdraw(document, **told)
    asked = [one["sql"] for one in seen]
    forms = next(at for at, sql in enumerate(asked) if 'FROM "assessment_entrant"' in sql)
    library = next(at for at, sql in enumerate(asked) if 'FROM "assessment_document"' in sql)
    assert forms < library


def test_restored_document_must_not_be_there_twice(client: Client) -> None:
    cast, _entrant = running(client)
    document = document_of(cast.reporter)
    client.post(act(document, "withdraw"))
    document_of(cast.reporter)
    client.post(act(document, "restore"))
    document.refresh_from_db()
    assert document.withdrawn_at is not None


def test_document_is_not_found_in_another_library(client: Client) -> None:
    cast, _entrant = running(client)
    foreign = document_of(cast.reporter, unit=BO_DE)
    stolen = {"unit": LONG_BIEN, "document": foreign.uuid}
    for name in ("withdraw", "clear", "close", "restore"):
        address = reverse(f"assessment:document-{name}", kwargs=stolen)
        assert client.post(address, {"looked": "1", "seen": "0"}).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.withdrawn_at, foreign.cleared_at) == (None, None)
    assert client.post(act(foreign, "clear"), {"looked": "1"}).status_code == 403


def cleared(client: Client, document: Document, **typed: str) -> Document:
    """The document after somebody asked for its file to be open to the public."""
    newest = str(document.file.newest if document.file else 0)
    client.post(act(document, "clear"), {"looked": "1", "seen": newest, **typed})
    return Document.objects.get(pk=document.pk)


def test_file_is_cleared_by_somebody_who_looked_through_it(client: Client) -> None:
    cast, _entrant = running(client)
    document = document_of(cast.reporter, file=file_kept(cast.reporter))
    assert not cleared(client, document, looked="").is_cleared
    for seen in ("7", "0", ""):
        assert not cleared(client, document, seen=seen).is_cleared
    found = cleared(client, document)
    assert (found.is_cleared, found.cleared_by) == (True, cast.reporter)
    client.post(act(document, "close"))
    assert not Document.objects.get(pk=document.pk).is_cleared
    actions = list(Entry.objects.filter(app="assessment").values_list("action", flat=True))
    assert actions.count("document.cleared") == actions.count("document.closed") == 1


def test_new_version_is_not_open_before_somebody_looked_again(client: Client) -> None:
    cast, _entrant = running(client)
    file = file_kept(cast.reporter)
    document = cleared(client, document_of(cast.reporter, file=file))
    version_add(file, arrival(b"a;b\n1;2\n", "a.csv"), by=cast.reporter, actor=SYSTEM)
    found = Document.objects.get(pk=document.pk)
    assert not found.is_cleared
    assert "đã thay đổi sau khi cho công khai" in read(client, act(document))
    assert cleared(client, found).is_cleared


def test_public_reads_a_cleared_file_of_a_published_round_alone(client: Client) -> None:
    cast, entrant = running(client)
    document = document_of(cast.reporter, file=file_kept(cast.reporter))
    proven(entrant, "1.1", document)
    public = reverse("assessment:document-disclosed", kwargs={"document": document.uuid})
    cleared(client, document)
    stranger = Client()
    assert stranger.get(public).status_code == 404
    entrant.round.state = RoundState.PUBLISHED
    entrant.round.save()
    assert stranger.get(public).status_code == 404  # its unit was left out
    Event.objects.create(entrant=entrant, node="1.1", step=Step.PUBLISHED, at=timezone.now())
    answer = stranger.get(public)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client.post(act(document, "close"))
    assert stranger.get(public).status_code == 404
    cleared(client, document)
    file_withdraw(document.file, by=cast.reporter, actor=SYSTEM, reason="Nhầm")
    assert stranger.get(public).status_code == 404


def test_reporter_who_lost_the_role_reads_nothing_more(client: Client) -> None:
    cast, _entrant = running(client)
    cast.reporter.holdings.update(until=timezone.localdate() - timedelta(1))
    assert client.get(library()).status_code == 403
    signed_in(client, person_with(Role.REPORTER, BO_DE))
    assert client.get(library()).status_code == 403


def test_queries_of_the_library_do_not_grow(client: Client) -> None:
    cast, entrant = running(client)
    counts = []
    for at in range(1, 6):
        file = content_of(LONG_BIEN, f"{at}")
        proven(entrant, f"1.{at}", document_of(cast.reporter, number=f"{at}", file=file))
        with CaptureQueriesContext(connection) as seen:
            client.get(library())
        counts.append(len(seen))
    assert counts[1:] == counts[1:2] * 4
