"""Attempts that are refused are in the trail, one record each; what merely came too late is not."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from chiso_web.accounts.roles import Role
from chiso_web.assessment.models import Document, Line, Proof, Question, RankGroup
from chiso_web.audit.models import Entry
from tests.people import BO_DE, person_with, signed_in
from tests.web.assessment.documents import document_of, proven
from tests.web.assessment.form_pages import Desk, desk_made, typed

pytestmark = pytest.mark.django_db
ON_TIME = "hn.dossiers.on_time"


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client)


def denials(desk: Desk, act: str) -> int:
    """How many refused attempts at an act the trail has, and that there are no others."""
    entries = Entry.objects.filter(action="access.denied")
    found = entries.filter(subject__startswith="POST", subject__endswith=act)
    assert found.count() == entries.count()
    assert all(one.actor_name for one in found)
    return found.count()


@pytest.mark.parametrize("script", [True, False])
def test_figure_that_the_content_does_not_ask_for_keeps_nothing_and_is_recorded(
    desk: Desk, script: bool
) -> None:
    boxes = typed("papi.total", "1") | typed(ON_TIME, "12.466")
    answer = desk.save("3", boxes, script=script)
    assert answer.status_code == 409
    text = answer.json()["refused"] if script else answer.content.decode()
    assert "Phiếu không hỏi số liệu đó" in text
    assert not desk.entrant.values.exists()
    assert denials(desk, "/3/save") == 1


def test_account_of_a_line_that_the_content_has_not_is_recorded(desk: Desk) -> None:
    boxes = {"account:1.1": "0", "how:1.1": "Đối chiếu sổ", "counted:1.1": "Theo tỷ lệ"}
    assert desk.save("3", boxes, script=True).status_code == 409
    assert denials(desk, "/3/save") == 1


def test_save_of_a_content_that_does_not_exist_is_recorded(desk: Desk) -> None:
    answer = desk.save("99", typed(ON_TIME, "1"))
    assert answer.status_code == 404
    assert "Không có nội dung này" in answer.content.decode()
    assert denials(desk, "/99/save") == 1


@pytest.mark.parametrize("act", ["3/save", "divide", "1.1/detach", "1.1/guidance/ask"])
def test_stranger_is_refused_and_recorded_once(desk: Desk, act: str) -> None:
    signed_in(desk.client, person_with(Role.REPORTER, BO_DE, name="stranger"))
    assert desk.act(act, text="?").status_code == 403
    assert denials(desk, act) == 1


def test_save_that_comes_too_late_is_told_and_not_recorded(desk: Desk) -> None:
    RankGroup.objects.update(self_until=desk.today - timedelta(1))
    assert desk.save("3", typed(ON_TIME, "1"), script=True).status_code == 409
    assert denials(desk, "save") == 0


def test_line_that_does_not_exist_divides_nothing_and_is_recorded(desk: Desk) -> None:
    sent = {"line": ["3.1", "forged"], "lead": "Văn phòng"}
    page = desk.client.post(f"{desk.address}/divide", sent, follow=True).content.decode()
    assert "Phiếu không có tiêu chí đó." in page
    assert not Line.objects.filter(entrant=desk.entrant, lead="Văn phòng").exists()
    assert denials(desk, "/divide") == 1


@pytest.mark.parametrize("person", ["stranger", "99999999", "x"])
def test_person_without_a_role_there_is_not_charged_and_it_is_recorded(
    desk: Desk, person: str
) -> None:
    stranger = person_with(Role.REPORTER, BO_DE, name="stranger")
    key = str(stranger.pk) if person == "stranger" else person
    sent = {"line": ["3.1"], "person": key}
    page = desk.client.post(f"{desk.address}/divide", sent, follow=True).content.decode()
    assert "Người này không có vai trò nhập phiếu" in page
    assert denials(desk, "/divide") == 1


@pytest.mark.parametrize("chosen", ["foreign", "none", "words"])
def test_document_of_another_library_is_not_taken_off_and_it_is_recorded(
    desk: Desk, chosen: str
) -> None:
    foreign = document_of(desk.cast.reporter, unit=BO_DE)
    ids = {"foreign": str(foreign.uuid), "none": str(uuid4()), "words": "Số 127"}
    sent = {"document": ids[chosen]}
    page = desk.client.post(f"{desk.address}/1.1/detach", sent, follow=True).content.decode()
    assert "Thư viện của đơn vị không có" in page
    assert denials(desk, "/1.1/detach") == 1


def test_document_that_is_off_already_is_no_attack(desk: Desk) -> None:
    document = proven(desk.entrant, "1.1", document_of(desk.cast.reporter))
    for _again in range(2):
        desk.act("1.1/detach", document=str(document.uuid))
    assert (Proof.objects.count(), Document.objects.count()) == (0, 1)
    assert denials(desk, "detach") == 0


@pytest.mark.parametrize("act", ["99/attach", "99/detach", "99/guidance/ask"])
def test_act_on_a_line_that_does_not_exist_is_recorded(desk: Desk, act: str) -> None:
    sent = {"document": str(UUID(int=0)), "text": "Tính cả tháng 11?"}
    answer = desk.client.post(f"{desk.address}/{act}", sent)
    assert answer.status_code == 404
    assert "không có" in answer.content.decode()
    assert denials(desk, act) == 1
    assert desk.client.get(f"{desk.address}/99/attach").status_code == 404
    assert denials(desk, act) == 1  # a mistyped address is none


def test_answer_to_a_question_that_does_not_exist_is_recorded(desk: Desk) -> None:
    signed_in(desk.client, desk.cast.runner)
    address = f"/rounds/{desk.entrant.round.slug}/questions/99999/answer"
    answer = desk.client.post(address, {"text": "Có"})
    assert answer.status_code == 404
    assert not Question.objects.exists()
    assert denials(desk, "/questions/99999/answer") == 1
