"""How a line is scored, and questions that are answered once, to all."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.roles import Role
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.library.example import example_of
from chiso_web.assessment.library.questions_asked import answered_by_node
from chiso_web.assessment.models import Entrant, Guidance, Question
from chiso_web.results.selectors import edition_named
from tests.people import BO_DE, LONG_BIEN, person_with, signed_in
from tests.web.assessment.rounds import SLUG, Cast, cast_made, entrant_of, round_running

pytestmark = pytest.mark.django_db
EDITION = "ha-noi-communes@2026"


def running(client: Client) -> tuple[Cast, Entrant]:
    """A round that is open today, with its reporter signed in."""
    cast, one = cast_made(), round_running(today=timezone.localdate())
    signed_in(client, cast.reporter)
    return cast, entrant_of(one)


def line(name: str = "guidance", node: str = "1.2", unit: str = LONG_BIEN) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": SLUG, "unit": unit, "node": node})


def of_round(name: str, **facts) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": SLUG, **facts})


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", ("Cách chấm 1.2", "từ 80% đến dưới 100%", "Căn cứ", "mục 1.2", "số liệu đặt ra")),
        ("/en", ("How 1.2 is scored", "from 80% to below 100%", "Ground", "item 1.2", "made-up")),
    ],
)
def test_guidance_says_rule_ground_and_example(
    client: Client, prefix: str, words: tuple[str, ...]
) -> None:
    running(client)
    page = client.get(prefix + line()).content.decode()
    assert [one for one in words if one not in page] == []


@pytest.mark.parametrize("leaf", [one.id for one in leaves_asked(edition_named(EDITION))])
def test_page_of_every_line_opens(client: Client, leaf: str) -> None:
    running(client)
    assert client.get(line(node=leaf)).status_code == 200


def test_examples_are_computed_by_the_rule() -> None:
    edition = edition_named(EDITION)
    example = example_of(edition, edition.node("1.3"))
    # 2 points less 0.5 a wrong report: the arithmetic and the points say the same
    wrong = int(example.figures)
    assert example.points.replace(",", ".") == f"{2 - 0.5 * wrong:g}"
    found = {leaf.id for leaf in leaves_asked(edition) if example_of(edition, leaf)}
    assert len(found) > len(leaves_asked(edition)) * 0.9


def test_written_example_stands_instead_of_the_computed_one(client: Client) -> None:
    cast, _entrant = running(client)
    signed_in(client, cast.runner)
    edit = of_round("guidance-edit", kind="ward", node="1.2")
    typed = {"evidence": "Báo cáo năm\nđã ký", "example": "8/10 = 80%: 1,5 điểm"}
    assert client.post(edit, typed).status_code == 302
    assert Guidance.objects.get().evidence == "Báo cáo năm\nđã ký"
    signed_in(client, cast.reporter)
    page = client.get(line()).content.decode()
    assert "8/10 = 80%: 1,5 điểm" in page
    assert "số liệu đặt ra" not in page


def test_guidance_that_is_too_long_is_kept_in_the_box(client: Client) -> None:
    cast, _entrant = running(client)
    signed_in(client, cast.runner)
    edit = of_round("guidance-edit", kind="ward", node="1.2")
    answer = client.post(edit, {"evidence": "a" * 2001, "example": ""})
    assert answer.status_code == 400
    assert "a" * 2001 in answer.content.decode()
    assert Guidance.objects.count() == 0


@pytest.mark.parametrize(("kind", "node"), [("ward", "99"), ("ward", "1"), ("district", "1.2")])
def test_guidance_of_what_is_not_there_is_missing(client: Client, kind: str, node: str) -> None:
    cast, _entrant = running(client)
    signed_in(client, cast.runner)
    assert client.get(of_round("guidance-edit", kind=kind, node=node)).status_code == 404


def test_question_is_read_by_all_once_it_is_answered(client: Client) -> None:
    cast, entrant = running(client)
    for _again in range(2):
        client.post(line("question-ask"), {"text": "Tính cả <b>nhiệm vụ</b> bổ sung?"})
    (question,) = Question.objects.all()
    assert "Chưa có câu trả lời" in client.get(line()).content.decode()
    other = person_with(Role.REPORTER, BO_DE)
    signed_in(client, other)
    assert "bổ sung" not in client.get(line(unit=BO_DE)).content.decode()
    signed_in(client, cast.runner)
    page = client.get(of_round("questions")).content.decode()
    assert "<b>1 câu hỏi</b> chờ trả lời" in page
    assert "&lt;b&gt;nhiệm vụ&lt;/b&gt;" in page
    answer = of_round("question-answer", question=question.pk)
    assert client.post(answer, {"text": "Có, tính cả."}).status_code == 302
    assert answered_by_node(entrant.group) == {"1.2": 1}
    signed_in(client, other)
    page = client.get(line(unit=BO_DE)).content.decode()
    assert "Phường Long Biên" in page
    assert "Có, tính cả." in page


def test_empty_question_and_answer_are_refused_with_a_sentence(client: Client) -> None:
    cast, _entrant = running(client)
    assert client.post(line("question-ask"), {"text": "  "}).status_code == 400
    client.post(line("question-ask"), {"text": "Tính thế nào?"})
    signed_in(client, cast.runner)
    answer = of_round("question-answer", question=Question.objects.get().pk)
    assert client.post(answer, {"text": ""}).status_code == 400
    assert Question.objects.get().answer == ""


def test_question_of_another_round_is_missing(client: Client) -> None:
    cast, _entrant = running(client)
    signed_in(client, cast.runner)
    answer = of_round("question-answer", question=999)
    assert client.post(answer, {"text": "Có"}).status_code == 404
