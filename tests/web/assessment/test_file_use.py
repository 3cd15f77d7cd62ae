"""A file that proves a signed form stays: what was signed is appraised by it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Entrant, Proof
from chiso_web.assessment.moves import FormState
from chiso_web.audit.services import SYSTEM
from chiso_web.files.models import File
from chiso_web.files.services import file_withdraw
from tests.people import LONG_BIEN, signed_in
from tests.web.assessment.documents import document_of, proven
from tests.web.assessment.rounds import Cast, cast_made, entrant_of, round_running
from tests.web.files.rows import file_row
from tests.web.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return cast_made()


@pytest.fixture
def file(cast: Cast) -> File:
    """A file whose document proves two lines of a form that is still being filled in."""
    entrant = entrant_of(round_running(today=timezone.localdate()))
    document = document_of(cast.reporter, file=file_row(LONG_BIEN))
    for node in ("3.2", "1.1"):
        proven(entrant, node, document)
    return document.file


def signed(cast: Cast) -> None:
    facts = {"state": FormState.SIGNED, "signed_at": timezone.now(), "signed_by": cast.head}
    Entrant.objects.filter(unit__uid=LONG_BIEN).update(**facts)


def withdraw(file: File, cast: Cast) -> File:
    return file_withdraw(file, by=cast.reporter, actor=SYSTEM, reason="Gửi nhầm")


def at(file: File, name: str = "file", prefix: str = "") -> str:
    return prefix + reverse(f"files:{name}", kwargs={"file": file.uuid})


def test_file_of_a_signed_form_is_not_withdrawn_and_it_is_said_why(file: File, cast: Cast) -> None:
    signed(cast)
    with pytest.raises(ActRefused) as refused:
        withdraw(file, cast)
    assert "1.1, 3.2 của phiếu 2026" in refused.value.sentence
    file.refresh_from_db()
    assert not file.is_withdrawn


def test_file_of_a_form_that_waits_for_the_signature_is_not_withdrawn(
    file: File, cast: Cast
) -> None:
    Entrant.objects.update(state=FormState.WAITING)
    with pytest.raises(ActRefused):
        withdraw(file, cast)


def test_file_of_a_form_that_is_filled_in_is_withdrawn(file: File, cast: Cast) -> None:
    assert withdraw(file, cast).is_withdrawn


def test_file_is_withdrawn_once_its_document_is_off_the_lines(file: File, cast: Cast) -> None:
    signed(cast)
    Proof.objects.all().delete()
    assert withdraw(file, cast).is_withdrawn


def test_forms_are_locked_before_the_file_that_proves_them(file: File, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as seen:
        withdraw(file, cast)
    asked = [one["sql"] for one in seen]
    forms = next(at for at, sql in enumerate(asked) if 'FROM "assessment_entrant"' in sql)
    files = next(at for at, sql in enumerate(asked) if 'FROM "files_file"' in sql)
    assert forms < files


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("", "Tệp kiểm chứng cho 1.1, 3.2 của phiếu 2026"),
        ("/en", "The file proves 1.1, 3.2 of the form 2026"),
    ],
)
def test_page_of_the_file_says_why_it_stays(
    client: Client, file: File, cast: Cast, prefix: str, says: str
) -> None:
    signed(cast)
    signed_in(client, cast.reporter)
    read, act = at(file, prefix=prefix), at(file, "withdraw", prefix)
    page = client.get(read)
    assert says in Page(page).text
    assert act not in page.content.decode()
    told = client.post(act, {"reason": "Gửi nhầm"}, follow=True)
    assert Page(told).text.count(says) == 2  # what was refused, and in place of the button
    file.refresh_from_db()
    assert not file.is_withdrawn
