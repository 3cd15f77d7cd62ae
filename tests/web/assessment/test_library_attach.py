"""Attaching evidence to a line of a form, from the library or anew."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chiso_web.assessment.models import Document, Entrant, Proof
from chiso_web.audit.models import Entry
from chiso_web.files.models import File
from tests.people import BO_DE, LONG_BIEN, signed_in
from tests.web.assessment.documents import content_of, document_of, proven
from tests.web.assessment.rounds import SLUG, Cast, cast_made, entrant_of, round_running
from tests.web.files.conftest import files_root
from tests.web.files.samples import office, page_script, pdf

pytestmark = pytest.mark.django_db
__all__ = ["files_root"]  # every test here has a folder of its own for files
NEW = {
    "number": "127",
    "symbol": "BC-UBND",
    "issued_on": "2026-03-10",
    "abstract": "Kết quả giải quyết thủ tục hành chính",
    "signed": "on",
    "secrecy": "open",
    "link": "",
}


def running(client: Client) -> tuple[Cast, Entrant]:
    """A round that is open today, with its reporter signed in."""
    cast, one = cast_made(), round_running(today=timezone.localdate())
    signed_in(client, cast.reporter)
    return cast, entrant_of(one)


def address(name: str = "attach", node: str = "1.1", unit: str = LONG_BIEN) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": SLUG, "unit": unit, "node": node})


def sent(client: Client, raw: bytes | None = None, name: str = "bao-cao.pdf", **typed: str):
    """The answer to a new document, with a file where there is one."""
    upload = {"file": SimpleUploadedFile(name, raw)} if raw is not None else {}
    return client.post(address(), {**NEW, **typed, **upload})


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", ("Tài liệu kiểm chứng cho 1.1", "Số 127/BC-UBND, ngày 10/03/2026")),
        ("/en", ("Evidence for 1.1", "No. 127/BC-UBND, 2026-03-10")),
    ],
)
def test_library_is_offered_in_both_languages(
    client: Client, prefix: str, words: tuple[str, ...]
) -> None:
    cast, _entrant = running(client)
    document_of(cast.reporter)
    page = client.get(prefix + address()).content.decode()
    assert all(one in page for one in words)


def test_words_find_without_marks(client: Client) -> None:
    cast, _entrant = running(client)
    document_of(cast.reporter)
    document_of(cast.reporter, number="9", abstract="Kế hoạch cải cách")
    page = client.get(address(), {"q": "ke hoach 9/bc"}).content.decode()
    assert "Kế hoạch cải cách" in page
    assert "Kết quả giải quyết" not in page


def test_day_that_its_month_has_not_is_said_and_the_file_is_asked_for_again(
    client: Client,
) -> None:
    running(client)
    answer = sent(client, pdf(), issued_on="31/11/2026")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Không có ngày 31 trong tháng 11/2026: tháng này có 30 ngày." in page
    assert "Chọn lại tệp: bao-cao.pdf" in page
    assert "Chọn lại tệp" not in sent(client, issued_on="2026-02-30").content.decode()


def test_document_is_attached_once_however_often_it_is_sent(client: Client) -> None:
    cast, entrant = running(client)
    document = document_of(cast.reporter)
    for _again in range(2):
        answer = client.post(address(), {"document": document.uuid})
        assert answer.status_code == 302
        assert answer.url.endswith(f"/of/{LONG_BIEN}/1.1#n1.1")
    assert entrant.proofs.count() == 1
    assert Entry.objects.filter(action="proof.attached").count() == 1
    assert "đã gắn" in client.get(address()).content.decode()


def test_document_is_taken_off_and_stays_in_the_library(client: Client) -> None:
    cast, entrant = running(client)
    document = proven(entrant, "1.1", document_of(cast.reporter))
    for _again in range(2):
        client.post(address("detach"), {"document": document.uuid})
    assert entrant.proofs.count() == 0
    assert Document.objects.filter(pk=document.pk, withdrawn_at=None).exists()
    assert Entry.objects.filter(action="proof.detached").count() == 1


def test_new_document_with_its_file_is_entered_and_attached(client: Client) -> None:
    _cast, entrant = running(client)
    assert sent(client, pdf()).status_code == 302
    document = Document.objects.get()
    assert document.file is not None
    assert document.file.title == "bao-cao"
    assert list(entrant.proofs.values_list("document", "node")) == [(document.pk, "1.1")]


def test_double_submit_is_one_document_and_offers_the_standing_one(client: Client) -> None:
    running(client)
    sent(client, pdf())
    answer = sent(client, pdf())
    assert (Document.objects.count(), File.objects.count()) == (1, 1)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "đã được gắn" in page
    Proof.objects.all().delete()
    page = sent(client, pdf()).content.decode()
    assert f'value="{Document.objects.get().uuid}"' in page


def test_double_submit_without_number_is_one_document_too(client: Client) -> None:
    running(client)
    for _again in range(2):
        sent(client, pdf(), number="", symbol="", issued_on="")
    assert (Document.objects.count(), File.objects.count()) == (1, 1)


def test_content_that_the_unit_has_is_not_kept_twice(client: Client) -> None:
    running(client)
    sent(client, pdf())
    assert sent(client, pdf(), number="128").status_code == 302
    assert (Document.objects.count(), File.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (pdf(page_script), "bao-cao.pdf", "bao-cao.pdf"),
        (office("docx", {"word/vbaProject.bin": b"x"}), "bao-cao.docx", "macro"),
        (pdf(), "bao-cao.docx", ".docx"),
        (b"MZ" + bytes(400), "bao-cao.pdf", "bao-cao.pdf"),
        (b"", "bao-cao.pdf", "không có nội dung"),
    ],
)
def test_hostile_file_is_refused_and_what_was_typed_kept(
    client: Client, raw: bytes, name: str, words: str
) -> None:
    running(client)
    answer = sent(client, raw, name)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert NEW["abstract"] in page
    assert (Document.objects.count(), File.objects.count(), Proof.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("secrecy", ["mat", "toi_mat", "tuyet_mat"])
def test_secret_document_is_refused_with_its_sentence_and_leaves_no_file(
    client: Client, secrecy: str
) -> None:
    running(client)
    page = sent(client, pdf(), secrecy=secrecy).content.decode()
    assert "đóng dấu Mật" in page
    assert (Document.objects.count(), File.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript://hanoi.gov.vn/%0aalert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://hanoi.gov.vn/a",
        "//hanoi.gov.vn/a",
        "http://localhost/a",
        "http://127.0.0.1:8000/a",
        "http://192.168.1.1/a",
        "http://[::1]/a",
        "https://ha:matkhau@hanoi.gov.vn/a",
        "https://",
        "http://[",
        "khong phai lien ket",
    ],
)
def test_unsafe_link_is_refused(client: Client, link: str) -> None:
    running(client)
    assert sent(client, link=link).status_code == 400
    assert Document.objects.count() == 0


@pytest.mark.parametrize("link", ["https://hanoi.gov.vn/van-ban/127?x=1", "http://8.8.8.8/a"])
def test_link_to_others_is_taken(client: Client, link: str) -> None:
    running(client)
    assert sent(client, link=link).status_code == 302
    assert Document.objects.get().link == link


def test_document_needs_a_place_where_it_is_read(client: Client) -> None:
    running(client)
    assert sent(client).status_code == 400
    assert Document.objects.count() == 0


def test_file_of_the_unit_is_taken_and_that_of_another_is_not(client: Client) -> None:
    running(client)
    own, foreign = content_of(LONG_BIEN, "a"), content_of(BO_DE, "b")
    assert sent(client, held=str(foreign.uuid)).status_code == 400
    assert sent(client, held=str(own.uuid)).status_code == 302
    assert Document.objects.get().file == own


@pytest.mark.parametrize("chosen", ["foreign", "none", "words"])
def test_document_of_another_library_cannot_be_attached(client: Client, chosen: str) -> None:
    cast, _entrant = running(client)
    foreign = document_of(cast.reporter, unit=BO_DE)
    ids = {"foreign": foreign.uuid, "none": "0" * 32, "words": "Số 127"}
    answer = client.post(address(), {"document": ids[chosen]}, follow=True)
    assert "Thư viện của đơn vị không có" in answer.content.decode()
    assert Proof.objects.count() == 0
    assert Entry.objects.filter(action="access.denied").count() == 1


def test_form_of_another_unit_is_closed_to_strangers(client: Client) -> None:
    cast, _entrant = running(client)
    assert client.get(address(unit=BO_DE)).status_code == 403
    signed_in(client, cast.appraiser)
    assert client.get(address()).status_code == 403


def test_line_that_the_form_does_not_have_is_missing(client: Client) -> None:
    running(client)
    for node in ("99", "3.7", "1"):  # 3.7 is of the survey, 1 is no leaf
        assert client.get(address(node=node)).status_code == 404


@pytest.mark.parametrize("state", ["waiting", "signed", "late"])
def test_closed_form_says_why_and_takes_nothing(client: Client, state: str) -> None:
    cast, entrant = running(client)
    document = document_of(cast.reporter)
    if state == "late":
        entrant.group.self_until = timezone.localdate() - timedelta(1)
        entrant.group.save()
    else:
        Entrant.objects.filter(pk=entrant.pk).update(state=state)
    page = client.get(address()).content.decode()
    assert "Hiện không gắn được tài liệu" in page
    assert "<button" not in page.split("<main")[1]
    client.post(address(), {"document": document.uuid})
    assert sent(client, pdf(), number="9").status_code == 302
    assert (Proof.objects.count(), Document.objects.count(), File.objects.count()) == (0, 1, 0)


def test_queries_of_the_page_do_not_grow_with_the_library(client: Client) -> None:
    cast, entrant = running(client)
    counts = []
    for at in (1, 2, 3, 4, 5, 6):
        file = content_of(LONG_BIEN, f"{at}")
        proven(entrant, f"1.{at}", document_of(cast.reporter, number=f"{at}", file=file))
        with CaptureQueriesContext(connection) as seen:
            client.get(address())
        counts.append(len(seen))
    assert counts[1:] == counts[1:2] * 5
