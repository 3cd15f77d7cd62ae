"""Results that a round published, as everybody reads them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.utils import timezone

from chiso_web.assessment.demo.papers import paper
from chiso_web.assessment.models import Document, Line, Round
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.public import points_own, publication_list
from chiso_web.assessment.services.appraising import Verdict, line_decide
from chiso_web.assessment.services.evidence import document_clear
from chiso_web.assessment.services.publishing import (
    Decided,
    correction_begin,
    publication_confirm,
    publication_prepare,
)
from chiso_web.audit.services import SYSTEM
from chiso_web.files.models import File
from chiso_web.files.storage import files_storage
from chiso_web.look.formats import number
from chiso_web.results.models import Evaluation
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.documents import document_of, proven
from tests.web.assessment.rounds import (
    TODAY,
    Cast,
    appraised,
    cast_made,
    entrant_of,
    round_running,
    signed,
)
from tests.web.files.rows import file_row
from tests.web.remembered import nothing_remembered

pytestmark = pytest.mark.django_db
PHUC_LOI = "00136@2025-07-01"
RESULT = "/results/ha-noi-communes/2026"
REASON = "Tài liệu chỉ chứng minh được một phần."
DECIDED = Decided(
    decision="12/QĐ-UBND",
    decided_on=TODAY,
    signer="Nguyễn Văn Ký",
    left_out="Phường đang sắp xếp lại.",
)


@pytest.fixture(autouse=True)
def _as_a_new_process() -> None:
    nothing_remembered()


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path) -> Iterator[None]:
    """Contents lie in a folder of the test's own."""
    lying = {**settings.STORAGES["files"], "OPTIONS": {"location": tmp_path / "files"}}
    with override_settings(STORAGES={**settings.STORAGES, "files": lying}):
        yield


@pytest.fixture
def cast() -> Cast:
    return cast_made()


@pytest.fixture
def document(cast: Cast) -> Document:
    """A report of phường Long Biên with a real file."""
    file = file_row(LONG_BIEN, "Báo cáo")
    file.changed_at = timezone.now() - timedelta(1)
    file.save()
    _content_put(file)
    return document_of(cast.reporter, file=file)


@pytest.fixture
def published(cast: Cast, document: Document) -> Round:
    """Two wards of three published, one line of Long Biên changed by an appraiser."""
    one = round_running(LONG_BIEN, BO_DE, PHUC_LOI)
    for unit, seed in ((LONG_BIEN, 7), (BO_DE, 8)):
        appraised(signed(entrant_of(one, unit), cast, seed=seed), cast)
    proven(entrant_of(one), "1.7", document)
    _change(one, cast)
    _publish(one, cast, DECIDED)
    return one


def _content_put(file: File) -> None:
    version = file.versions.get()
    files_storage().save(version.place, ContentFile(paper("Báo cáo", [])))


def _change(one: Round, cast: Cast) -> None:
    """Other points than the line has: of those that its rule can give."""
    line = Line.objects.get(entrant=entrant_of(one), node="1.7")
    given = next(one for one in (1.0, 0.0, 2.0) if one not in (line.points, line.decided_points))
    seen = line.decision_version
    verdict = Verdict(kind=DecisionKind.CHANGE, seen=seen, points=given, reason=REASON)
    line_decide(line.entrant_id, "1.7", verdict, by=cast.appraiser, actor=SYSTEM, today=TODAY)


def _publish(one: Round, cast: Cast, told: Decided) -> None:
    made = publication_prepare(one.pk, told, by=cast.runner, actor=SYSTEM, today=TODAY)
    publication_confirm(made.pk, by=cast.chair, actor=SYSTEM)


def text_of(client: Client, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200
    return found.content.decode()


@pytest.mark.parametrize("page", ["", f"/{LONG_BIEN}", f"/{LONG_BIEN}/card"])
def test_pages_tell_the_decision_its_day_and_signer(
    client: Client, published: Round, page: str
) -> None:
    text = text_of(client, RESULT + page)
    assert "12/QĐ-UBND" in text
    assert TODAY.strftime("%d/%m/%Y") in text
    assert "Nguyễn Văn Ký" in text


def test_a_unit_that_is_left_out_is_named_with_the_reason(client: Client, published: Round) -> None:
    text = text_of(client, RESULT)
    assert "Phúc Lợi" in text
    assert "Phường đang sắp xếp lại." in text


def test_results_of_no_round_name_no_decision(client: Client) -> None:
    assert publication_list(Evaluation.objects.get(index="ha-noi-communes", period="2025")) == []
    assert 'id="official"' not in text_of(client, "/results/ha-noi-communes/2025")


def test_a_correction_is_told_with_the_version_before(
    client: Client, cast: Cast, published: Round
) -> None:
    correction_begin(published.pk, actor=SYSTEM, reason="Sai số liệu")
    _change(published, cast)
    told = replace(DECIDED, decision="15/QĐ-UBND", note="Sửa điểm tiêu chí 1.7.")
    _publish(published, cast, told)
    text = text_of(client, RESULT)
    assert "15/QĐ-UBND" in text
    assert "Sửa điểm tiêu chí 1.7." in text
    assert "12/QĐ-UBND" in text


def test_what_is_being_corrected_is_not_shown_before_it_is_published(
    client: Client, cast: Cast, published: Round
) -> None:
    before = text_of(client, f"{RESULT}/{LONG_BIEN}/1.7")
    correction_begin(published.pk, actor=SYSTEM, reason="Sai số liệu")
    _change(published, cast)
    assert text_of(client, f"{RESULT}/{LONG_BIEN}/1.7") == before


def test_a_point_tells_the_appraisers_reason_and_the_evidence(
    client: Client, published: Round
) -> None:
    text = text_of(client, f"{RESULT}/{LONG_BIEN}/1.7")
    assert REASON in text
    assert "Điểm do người thẩm định quyết định, thay cho điểm theo quy tắc" in text
    assert "áp dụng ở đây" not in text  # no step of the rule looks as if it had been given
    assert "127/BC-UBND" in text
    assert "10/03/2026" in text
    assert "Kết quả giải quyết thủ tục hành chính" in text


def test_the_card_has_the_self_score_beside_the_appraised_one(
    client: Client, published: Round
) -> None:
    result = Evaluation.objects.get(index="ha-noi-communes", period="2026")
    unit = entrant_of(published).unit
    own = points_own(publication_list(result)[0], unit)["1.7"]
    content = result.scores.get(unit=unit, node="1").points
    appraised = result.scores.get(unit=unit, node="1.7").points
    assert number(content + own - appraised) in text_of(client, f"{RESULT}/{LONG_BIEN}/card")


def _file_address(document: Document) -> str:
    return f"/documents/{document.uuid}/file"


def test_a_file_is_open_only_once_a_person_cleared_it(
    client: Client, cast: Cast, published: Round, document: Document
) -> None:
    page, file = f"{RESULT}/{LONG_BIEN}/1.7", _file_address(document)
    assert client.get(file).status_code == 404
    assert file not in text_of(client, page)
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=True)
    assert file in text_of(client, page)
    found = client.get(file)
    assert found.status_code == 200
    assert b"".join(found).startswith(b"%PDF-")  # type: ignore[attr-defined]


def test_an_open_file_is_saved_and_never_run_by_the_browser(
    client: Client, cast: Cast, published: Round, document: Document
) -> None:
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=True)
    found = client.get(_file_address(document))
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert found.headers["Content-Security-Policy"].startswith("sandbox")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in found.headers["Cache-Control"]


def test_a_file_that_is_closed_again_is_closed_for_everybody(
    client: Client, cast: Cast, published: Round, document: Document
) -> None:
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=True)
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=False)
    assert client.get(_file_address(document)).status_code == 404


def test_a_version_that_came_after_the_clearing_is_closed(
    client: Client, cast: Cast, published: Round, document: Document
) -> None:
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=True)
    File.objects.filter(documents=document).update(changed_at=timezone.now())
    assert client.get(_file_address(document)).status_code == 404
    page = text_of(client, f"{RESULT}/{LONG_BIEN}/1.7")
    assert _file_address(document) not in page


def test_no_file_of_a_round_that_is_not_published_is_open(
    client: Client, cast: Cast, document: Document
) -> None:
    one = round_running(LONG_BIEN)
    proven(entrant_of(one), "1.7", document)
    document_clear(document, by=cast.reporter, actor=SYSTEM, cleared=True)
    assert client.get(_file_address(document)).status_code == 404


def test_no_document_is_found_by_guessing(client: Client, published: Round) -> None:
    assert client.get(f"/documents/{uuid4()}/file").status_code == 404
