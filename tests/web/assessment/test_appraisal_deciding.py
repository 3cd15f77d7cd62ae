"""Deciding on a page: what is kept, what is refused with its sentence, and going on to the next."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.models import Holding
from chiso_web.accounts.roles import Role
from chiso_web.assessment.appraisal.judging import phrases_of
from chiso_web.assessment.models import Entrant, Event, Line, Phrase
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.audit.models import Entry
from tests.people import BO_DE, HOME_AFFAIRS, LONG_BIEN, person_with, signed_in
from tests.web.assessment.documents import document_of, proven
from tests.web.assessment.rounds import cast_made, entrant_of, round_running, signed
from tests.web.reading import Page

pytestmark = pytest.mark.django_db
NODE = "1.2"  # a ratio: any points from 0 to 3
CHOSEN = "1.7"  # points that a person gives: 0, 1 or 2
REASON = "Số liệu khác báo cáo"


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def one(people):
    """A round in which two wards have submitted."""
    today = timezone.localdate()
    made = round_running(today=today)
    for unit, seed in ((LONG_BIEN, 7), (BO_DE, 8)):
        signed(entrant_of(made, unit), people, today=today, seed=seed)
    return made


@pytest.fixture
def browser(client: Client, people) -> Client:
    return signed_in(client, people.appraiser)


def at(name: str, one, **facts) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": one.slug, **facts})


def decided(browser: Client, one, *, node: str = NODE, unit: str = LONG_BIEN, **posted):
    """The answer to a decision on a line."""
    told = {"kind": "accept", "seen": "0", **posted}
    return browser.post(at("decide", one, unit=unit, node=node), told)


def line_of(one, node: str = NODE, unit: str = LONG_BIEN) -> Line:
    return Line.objects.get(entrant__round=one, entrant__unit__uid=unit, node=node)


def test_accepting_leads_on_and_offers_to_undo(browser, one, people) -> None:
    response = decided(browser, one)
    line = line_of(one)
    assert (line.decision, line.decided_by) == (DecisionKind.ACCEPT, people.appraiser)
    page = Page(browser.get(response.headers["Location"]))
    assert "Đã ghi: Long Biên, 1.2: chấp nhận" in page.text
    assert "Phường Bồ Đề" in page.text  # the next undecided one is in hand
    assert "undo" in page.ids


def test_changing_keeps_points_reason_and_phrase(browser, one, people) -> None:
    decided(browser, one, kind="change", points="0,25", reason=f"  {REASON} ")
    line = line_of(one)
    assert (line.decision, line.decided_points, line.reason) == ("change", 0.25, REASON)
    assert Phrase.objects.get(user=people.appraiser).text == REASON


def test_points_are_chosen_where_the_rule_names_them(browser, one) -> None:
    page = browser.get(at("queue", one, kind="ward", node=CHOSEN)).content.decode()
    assert '<select name="points"' in page
    other = 0.0 if line_of(one, CHOSEN).points else 1.0
    decided(browser, one, node=CHOSEN, kind="change", points=f"{other:g}", reason=REASON)
    assert line_of(one, CHOSEN).decided_points == other


def test_penalty_is_changed_to_points_below_zero(browser, one) -> None:
    Line.objects.filter(node="9.4").update(points=0.0)
    decided(browser, one, node="9.4", kind="change", points="−0,5", reason=REASON)
    assert line_of(one, "9.4").decided_points == -0.5


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"kind": ""}, "Xin chọn"),
        ({"kind": "destroy"}, "Xin chọn"),
        ({"kind": "change", "points": "1"}, "lý do"),
        ({"kind": "return"}, "lý do"),
        ({"kind": "change", "reason": REASON}, "điểm"),
        ({"kind": "change", "points": "nhiều", "reason": REASON}, "không phải là số"),
        ({"kind": "change", "points": "3,5", "reason": REASON}, "3"),
        ({"kind": "change", "points": "-1", "reason": REASON}, "0"),
        ({"kind": "change", "points": "9" * 400, "reason": REASON}, "Chưa ghi"),
        ({"kind": "change", "points": "nan", "reason": REASON}, "không phải là số"),
    ],
)
def test_what_cannot_be_kept_is_told_with_what_was_typed(browser, one, posted, says) -> None:
    response = decided(browser, one, **posted)
    page = Page(response)
    assert response.status_code == 400
    assert "Chưa ghi." in page.text
    assert says in page.text
    assert posted.get("reason", "") in response.content.decode()
    assert line_of(one).decision == ""


def test_points_that_the_rule_cannot_give_are_refused(browser, one) -> None:
    response = decided(browser, one, node=CHOSEN, kind="change", points="1,5", reason=REASON)
    assert response.status_code == 400
    assert line_of(one, CHOSEN).decision == ""


def test_second_of_two_at_once_reads_the_standing_decision(browser, one, people) -> None:
    other = person_with(Role.APPRAISER, HOME_AFFAIRS, name="other")
    decided(signed_in(Client(), other), one, kind="change", points="0,5", reason="Thiếu văn bản")
    response = decided(browser, one, kind="return", reason=REASON)
    text = Page(response).text
    assert response.status_code == 409
    assert "Người other đã quyết định lúc" in text
    assert "sửa thành 0,50 (Thiếu văn bản)" in text
    assert REASON in text  # nothing that was typed is lost
    assert line_of(one).decided_by == other


def test_same_decision_sent_twice_is_made_once(browser, one) -> None:
    first, second = (
        decided(browser, one, kind="change", points="0,5", reason=REASON) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(node=NODE, step="appraised").count() == 1


def test_decision_is_undone_with_its_version(browser, one) -> None:
    decided(browser, one)
    address = at("decision-take-back", one, unit=LONG_BIEN, node=NODE)
    browser.post(address, {"seen": "7"})
    assert line_of(one).decision == DecisionKind.ACCEPT
    response = browser.post(address, {"seen": "1"})
    assert line_of(one).decision == ""
    assert "unit=00145" in response.headers["Location"]  # it is in hand again


def test_return_goes_to_the_unit_and_can_be_undone(browser, one) -> None:
    decided(browser, one, kind="return", reason="Thiếu báo cáo quý III")
    assert entrant_of(one).state == FormState.RETURNED
    again = decided(browser, one, seen="1")
    assert "đến lượt đơn vị" in Page(again).text
    browser.post(at("decision-take-back", one, unit=LONG_BIEN, node=NODE), {"seen": "1"})
    assert entrant_of(one).state == FormState.SIGNED


def test_rest_is_accepted_at_once_and_what_is_flagged_is_not(browser, one, people) -> None:
    proven(entrant_of(one), NODE, document_of(people.reporter))
    queue = at("queue", one, kind="ward", node=NODE)
    seal = browser.get(queue).context["rest_seal"]
    response = browser.post(f"{queue}/accept", {"seal": seal}, follow=True)
    assert "Đã chấp nhận 1 tiêu chí" in Page(response).text
    assert line_of(one).decision == DecisionKind.ACCEPT
    assert line_of(one, unit=BO_DE).decision == ""  # an account alone is to be read


def test_rest_that_has_changed_since_is_not_accepted(browser, one, people) -> None:
    proven(entrant_of(one), NODE, document_of(people.reporter))
    queue = at("queue", one, kind="ward", node=NODE)
    seal = browser.get(queue).context["rest_seal"]
    proven(entrant_of(one, BO_DE), NODE, document_of(people.reporter, unit=BO_DE, number="9"))
    response = browser.post(f"{queue}/accept", {"seal": seal}, follow=True)
    assert "Danh sách đã thay đổi" in Page(response).text
    assert line_of(one).decision == ""


def test_rest_of_a_unit_is_accepted_at_once(browser, one, people) -> None:
    document = document_of(people.reporter)
    for node in ("1.1", "1.2", "1.3"):
        proven(entrant_of(one), node, document)
    page = at("queue-unit", one, unit=LONG_BIEN)
    rest = browser.get(page).context["rest_count"]
    seal = browser.get(page).context["rest_seal"]
    browser.post(f"{page}/accept", {"seal": seal})
    accepted = Line.objects.filter(entrant=entrant_of(one), decision="accept")
    assert accepted.count() == rest >= 3


def test_deciding_in_the_queue_of_a_unit_goes_on_there(browser, one) -> None:
    response = decided(browser, one, by="unit")
    assert response.headers["Location"].endswith(f"/appraise/of/{LONG_BIEN}?after={NODE}")
    assert "1.1" in Page(browser.get(response.headers["Location"])).text


def test_phrase_is_put_into_the_reason_without_a_script(browser, one, people) -> None:
    Phrase.objects.create(user=people.appraiser, text="Thiếu báo cáo quý III")
    response = decided(browser, one, kind="return", reason="Đề nghị bổ sung.", phrase="1")
    assert "Đề nghị bổ sung. Thiếu báo cáo quý III" in Page(response).text
    assert line_of(one).decision == ""


@pytest.mark.parametrize("phrase", ["0", "2", "-1", "x", "9" * 50])
def test_phrase_that_is_none_adds_nothing(browser, one, people, phrase: str) -> None:
    Phrase.objects.create(user=people.appraiser, text="Thiếu báo cáo quý III")
    response = decided(browser, one, kind="return", reason="Đề nghị", phrase=phrase)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("unit", "node", "status"),
    [("99999@2025-07-01", NODE, 404), (LONG_BIEN, "77", 403), (LONG_BIEN, "3.7", 400)],
)
def test_forged_addresses_decide_nothing(browser, one, unit: str, node: str, status: int) -> None:
    response = decided(browser, one, unit=unit, node=node)
    assert response.status_code in (status, 404)
    assert not Line.objects.exclude(decision="").exists()


def test_reading_the_address_of_a_decision_leads_to_its_line(browser, one) -> None:
    response = browser.get(at("decide", one, unit=LONG_BIEN, node=NODE))
    assert response.headers["Location"].endswith(f"/appraise/ward/{NODE}?unit={LONG_BIEN}")


def test_role_that_is_lost_meanwhile_decides_nothing(browser, one, people) -> None:
    Holding.objects.filter(user=people.appraiser).update(revoked_at=timezone.now())
    assert decided(browser, one).status_code == 403
    assert line_of(one).decision == ""


def test_without_the_second_factor_nothing_is_shown_or_decided(client, one, people) -> None:
    signed_in(client, people.appraiser, factor=False)
    assert "/account/factor" in decided(client, one).headers["Location"]
    assert "/account/factor" in client.get(at("appraise", one)).headers["Location"]
    assert line_of(one).decision == ""


def test_criterion_of_another_is_refused_and_kept_in_the_trail(browser, one, people) -> None:
    Holding.objects.filter(user=people.appraiser).update(criteria=["ha-noi-communes:3"])
    decided(browser, one)
    assert line_of(one).decision == ""
    assert Entry.objects.filter(action="access.denied").exists()


def test_nothing_is_decided_after_publication(browser, one) -> None:
    type(one).objects.filter(pk=one.pk).update(state=RoundState.PUBLISHED)
    response = decided(browser, one)
    assert response.status_code == 400
    assert "đã công bố" in Page(response).text
    assert line_of(one).decision == ""


def test_nothing_is_decided_before_the_form_is_submitted(browser, one) -> None:
    Entrant.objects.filter(round=one).update(
        state=FormState.FILLING, signed_at=None, signed_by=None
    )
    response = decided(browser, one)
    assert response.status_code == 400
    assert line_of(one).decision == ""


def test_faults_are_told_in_english_too(browser, one) -> None:
    address = "/en" + at("decide", one, unit=LONG_BIEN, node=NODE)
    response = browser.post(address, {"kind": "return", "seen": "0"})
    assert "Give a reason: the unit and the public read it." in Page(response).text


def panel_of(browser: Client, one, node: str) -> str:
    address = at("queue-unit", one, unit=LONG_BIEN)
    return browser.get(address, {"node": node}).content.decode()


def test_what_hangs_on_a_line_is_said_before_it_is_changed_and_after(browser, one) -> None:
    assert "Điểm của 1.5 phụ thuộc tiêu chí này" in panel_of(browser, one, "1.4")
    assert "phụ thuộc 1.4" not in panel_of(browser, one, "1.5")
    seen = line_of(one, "1.4").decision_version
    decided(browser, one, node="1.4", kind="change", points="0", reason=REASON, seen=seen)
    told = "Tiêu chí này phụ thuộc 1.4, đã được sửa thành 0,00 điểm"
    assert told in panel_of(browser, one, "1.5")


def test_numbers_of_phrases_do_not_move_with_use(browser, one, people) -> None:
    for text in ("Thiếu báo cáo quý III", "Văn bản ban hành muộn"):
        Phrase.objects.create(user=people.appraiser, text=text, used=1)
    before = phrases_of(people.appraiser)
    decided(browser, one, kind="change", points="0,25", reason="Văn bản ban hành muộn")
    assert Phrase.objects.get(text="Văn bản ban hành muộn").used == 2
    assert phrases_of(people.appraiser) == before


def test_undone_decision_leaves_no_phrase(browser, one, people) -> None:
    Phrase.objects.create(user=people.appraiser, text="Thiếu báo cáo quý III", used=1)
    for reason in (REASON, "Thiếu báo cáo quý III"):
        decided(
            browser,
            one,
            kind="change",
            points="0,25",
            reason=reason,
            seen=str(line_of(one).decision_version),
        )
        told = {"seen": str(line_of(one).decision_version)}
        browser.post(at("decision-take-back", one, unit=LONG_BIEN, node=NODE), told)
    kept = Phrase.objects.filter(user=people.appraiser)
    assert list(kept.values_list("text", "used")) == [("Thiếu báo cáo quý III", 1)]


@pytest.mark.parametrize(("points", "fault"), [("1750", "0 đến 3"), ("nhiều", "không phải")])
def test_all_faults_are_told_at_once_and_their_boxes_marked(browser, one, points, fault) -> None:
    response = decided(browser, one, kind="change", points=points)
    assert response.status_code == 400
    text, html = Page(response).text, response.content.decode()
    assert fault in text
    assert "Ghi lý do" in text
    assert html.count('aria-invalid="true"') == 2
    assert html.count("autofocus") == 1
