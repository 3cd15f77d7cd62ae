"""What an appraiser sees: what is theirs, queues by criterion and by unit, what to look at."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import Holding
from chiso_web.accounts.roles import Role
from chiso_web.assessment.appraisal.mine import mine_of
from chiso_web.assessment.appraisal.order import PAGE, Ordered
from chiso_web.assessment.appraisal.own_figures import own_points
from chiso_web.assessment.appraisal.rows import rows_of_node
from chiso_web.assessment.models import Entrant, Line, RankGroup, Value
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.permissions import APPRAISE
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with, role_held, signed_in
from tests.web.assessment.documents import document_of, proven
from tests.web.assessment.rounds import cast_made, entrant_of, round_running, signed
from tests.web.reading import Page

pytestmark = pytest.mark.django_db
RATIO = "3.2"  # dossiers on time of those handled
ON_TIME, HANDLED = "hn.dossiers.on_time", "hn.dossiers.handled"


def address(name: str, one, **facts) -> str:
    return reverse(f"assessment:{name}", kwargs={"round": one.slug, **facts})


def queue_of(one, node: str = RATIO) -> str:
    return address("queue", one, kind="ward", node=node)


@pytest.fixture
def people():
    return cast_made()


@pytest.fixture
def one(people):
    """A round in which Long Biên has submitted and Bồ Đề has not."""
    made = round_running(today=timezone.localdate())
    signed(entrant_of(made), people, today=timezone.localdate())
    return made


@pytest.fixture
def browser(client: Client, people) -> Client:
    return signed_in(client, people.appraiser)


def declared(
    entrant: Entrant, on_time: float, handled: float, *, held: float | None = None
) -> None:
    """Declare a ratio as if it had been, with the platform's own numerator."""
    values = Value.objects.filter(entrant=entrant)
    shared = {"missing": "", "ground": "", "typed": ""}
    values.filter(measure=ON_TIME).update(value=on_time, held=held, **shared)
    values.filter(measure=HANDLED).update(value=handled, **shared)


def test_index_counts_what_is_decided_by_criterion_and_by_unit(browser, one, people) -> None:
    Line.objects.filter(entrant=entrant_of(one), node=RATIO).update(
        decision="accept", decided_by=people.appraiser
    )
    text = Page(browser.get(address("appraise", one))).text
    assert "1/2 đơn vị đã nộp" in text
    assert "3.2 Giải quyết hồ sơ đúng hạn xong 1/1" in text
    assert "Long Biên 1/40" in text
    assert "1 đơn vị chưa nộp: Bồ Đề" in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("vi", ["Thẩm định 3.2", "0/1 phiếu", "Long Biên", "219/222 98,65%", "chưa nộp"]),
        ("en", ["Appraise 3.2", "0 of 1 submitted forms", "Long Bien", "219/222 98.65%"]),
    ],
)
def test_queue_shows_what_is_declared_in_both_languages(browser, one, language, says) -> None:
    declared(entrant_of(one), 219, 222)
    prefix = "/en" if language == "en" else ""
    text = Page(browser.get(prefix + queue_of(one))).text
    assert [word for word in says if word not in text] == []


def test_figure_that_differs_from_the_platform_is_told_with_the_points_it_gives(
    browser, one
) -> None:
    entrant = entrant_of(one)
    # by hand: 98 of 100 gives 3 (98 to below 100), 94 of 100 gives 0 (below 95)
    declared(entrant, 98, 100, held=94)
    Line.objects.filter(entrant=entrant, node=RATIO).update(points=3.0)
    text = Page(browser.get(queue_of(one))).text
    assert "Cần xem: 1 đơn vị" in text
    assert "khai 98, nền tảng có 94 (+4); điểm đổi từ 3,00 thành 0,00" in text


def test_own_points_of_one_that_cannot_be_scored_take_nothing_from_the_others(one, people) -> None:
    signed(entrant_of(one, BO_DE), people, today=timezone.localdate(), seed=8)
    first, second = entrant_of(one), entrant_of(one, BO_DE)
    declared(first, 98, 100, held=94)
    declared(second, 98, 100, held=-5)
    rows = rows_of_node([first, second], edition_named(first.group.edition), RATIO)
    assert own_points(rows) == {(first.pk, RATIO): 0.0}


def test_line_with_an_account_alone_is_looked_at_first(browser, one, people) -> None:
    assert "Chỉ có diễn giải" in Page(browser.get(queue_of(one))).text
    proven(entrant_of(one), RATIO, document_of(people.reporter))
    text = Page(browser.get(queue_of(one))).text
    assert "Không có lưu ý: 1 đơn vị" in text
    assert "Chấp nhận 1 còn lại" in text


@pytest.mark.parametrize(
    ("prefix", "word", "ground"),
    [
        ("", "Không phát sinh", "Kiểm tra căn cứ của đơn vị: Không có hồ sơ"),
        ("/en", "Did not arise", "Check the ground of the unit: Không có hồ sơ"),
    ],
)
def test_line_that_did_not_arise_is_looked_at_and_never_accepted_with_the_rest(
    browser, one, prefix: str, word: str, ground: str
) -> None:
    entrant = entrant_of(one)
    absent = {"value": None, "missing": "not_applicable", "ground": "Không có hồ sơ"}
    values = Value.objects.filter(entrant=entrant, measure__in=(ON_TIME, HANDLED))
    values.update(**absent, held=None)
    Line.objects.filter(entrant=entrant, node=RATIO).update(points=3.0, missing="not_applicable")
    response = browser.get(prefix + queue_of(one))
    text = Page(response).text
    assert text.count(word) == 2  # in the table and in the panel
    assert ground in text
    assert response.context["rest_count"] == 0


@pytest.mark.parametrize("documents", [0, 1])
def test_account_of_other_points_is_told_to_the_appraiser(browser, one, people, documents) -> None:
    entrant = entrant_of(one)
    if documents:
        proven(entrant, RATIO, document_of(people.reporter))
    lines = Line.objects.filter(entrant=entrant, node=RATIO)
    lines.update(how="Đối chiếu sổ", points=3.0, account_points=1.5)
    text = Page(browser.get(queue_of(one))).text
    assert "Diễn giải được viết khi tiêu chí là 1,50 điểm; nay là 3,00 điểm." in text


def test_document_is_shown_above_the_decision(browser, one, people) -> None:
    proven(entrant_of(one), RATIO, document_of(people.reporter, issued_on=None))
    response = browser.get(queue_of(one))
    page = response.content.decode()
    assert page.index('class="paper"') < page.index('id="judge"')
    assert "https://longbien.hanoi.gov.vn/bao-cao" in Page(response).links


def test_unit_shows_every_criterion_of_it_in_turn(browser, one) -> None:
    text = Page(browser.get(address("queue-unit", one, unit=LONG_BIEN))).text
    assert "Thẩm định Phường Long Biên" in text
    assert "0/40 tiêu chí" in text


def test_unit_that_has_not_submitted_is_no_queue_yet(browser, one) -> None:
    text = Page(browser.get(address("queue-unit", one, unit=BO_DE))).text
    assert "Đơn vị chưa nộp phiếu" in text
    asked = browser.get(queue_of(one), {"unit": BO_DE})
    assert "chưa nộp, hoặc không thuộc phần" in Page(asked).text


@pytest.mark.parametrize(
    ("field", "days", "says"),
    [("appraisal_from", 1, "Thẩm định mở"), ("appraisal_until", -1, "Thẩm định đã đóng")],
)
def test_outside_the_window_a_sentence_stands_in_place_of_the_decision(
    browser, one, field: str, days: int, says: str
) -> None:
    today = timezone.localdate()
    dates = {"self_from": today - timedelta(40), "self_until": today - timedelta(30)}
    dates |= {"appraisal_from": today - timedelta(20), "appraisal_until": today + timedelta(30)}
    RankGroup.objects.filter(round=one).update(**{**dates, field: today + timedelta(days)})
    response = browser.get(queue_of(one))
    assert says in Page(response).text
    assert "judge" not in Page(response).ids


def test_returned_line_is_the_units_turn(browser, one, people) -> None:
    line = Line.objects.filter(entrant=entrant_of(one), node=RATIO)
    told = {"reason": "Thiếu báo cáo", "decided_by": people.appraiser, "decided_at": timezone.now()}
    line.update(decision=DecisionKind.RETURN, decision_version=1, **told)
    response = browser.get(queue_of(one), {"unit": LONG_BIEN})
    assert "đến lượt đơn vị" in Page(response).text
    assert "judge" not in Page(response).ids


def test_criterion_of_another_appraiser_is_none(browser, one, people) -> None:
    Holding.objects.filter(user=people.appraiser).update(criteria=["ha-noi-communes:1"])
    response = browser.get(queue_of(one))
    assert response.status_code == 404
    assert "không được phân công thẩm định tiêu chí này" in Page(response).text
    assert browser.get(queue_of(one, "1.1")).status_code == 200
    assert "3.2" not in Page(browser.get(address("appraise", one))).text


@pytest.mark.parametrize(("kind", "node"), [("commune", RATIO), ("ward", "77"), ("of", RATIO)])
def test_queue_that_is_none_says_so(browser, one, kind: str, node: str) -> None:
    response = browser.get(address("queue", one, kind=kind, node=node))
    assert response.status_code in (403, 404)


def test_own_unit_is_never_in_the_queue(client, one, people) -> None:
    role_held(people.appraiser, Role.REPORTER, LONG_BIEN)
    signed_in(client, people.appraiser)
    assert "Long Biên" not in Page(client.get(queue_of(one))).text
    assert client.get(address("queue-unit", one, unit=LONG_BIEN)).status_code == 403


def test_forms_that_are_mine_are_those_that_i_may_appraise(people) -> None:
    role_held(people.appraiser, Role.REPORTER, BO_DE)
    wards = Unit.objects.filter(parent__uid=HA_NOI, kind="ward", valid_until=None)
    made = round_running(*wards.values_list("uid", flat=True), today=timezone.localdate())
    acting = Acting(
        people.appraiser, holding_list_in_force(people.appraiser, timezone.localdate()), factor=True
    )
    group = made.groups.get()
    group.round = made
    forms = mine_of(acting, group).forms
    sample = list(wards.order_by("pk")[:40])
    assert BO_DE not in forms
    assert [one.uid for one in sample if acting.may(APPRAISE, one.uid)] == [
        one.uid for one in sample if one.uid in forms
    ]


def test_two_roles_with_criteria_give_both(people, one) -> None:
    Holding.objects.filter(user=people.appraiser).update(criteria=["ha-noi-communes:1"])
    role_held(people.appraiser, Role.APPRAISER, BO_DE, criteria=["ha-noi-communes:2.1"])
    acting = Acting(
        people.appraiser, holding_list_in_force(people.appraiser, timezone.localdate()), factor=True
    )
    group = one.groups.get()
    group.round = one
    mine = mine_of(acting, group)
    assert mine.is_of(LONG_BIEN, "1.1")
    assert mine.is_of(LONG_BIEN, "2.1")
    assert not mine.is_of(LONG_BIEN, "2.2")


def test_order_goes_on_after_the_last_and_pages_hold_so_many() -> None:
    class Open:
        is_open = True

    class Done:
        is_open = False

    ordered = Ordered([Open(), Done(), Open()], ["a", "b", "c"])
    assert [ordered.next_open(one) for one in ("", "a", "b", "c", "no")] == [
        "a",
        "c",
        "c",
        "a",
        "a",
    ]
    many = Ordered([Open()] * (PAGE + 1), [str(place) for place in range(PAGE + 1)])
    assert (many.pages, many.page_of(str(PAGE - 1)), many.page_of(str(PAGE))) == (2, 1, 2)


def test_appraiser_of_elsewhere_has_nothing_here(client, one) -> None:
    signed_in(client, person_with(Role.APPRAISER, "22@unknown"))
    assert "Chưa có gì" in Page(client.get(address("appraise", one))).text
    assert client.get(address("queue-unit", one, unit=LONG_BIEN)).status_code == 403


def test_queue_leads_to_its_round_and_stands_under_appraisal(browser, one) -> None:
    page = browser.get(queue_of(one)).content.decode()
    above = re.search(r'<a href="(/rounds[^"]*)">Kỳ đánh giá 2026</a>', page)
    assert above is not None
    assert browser.get(above[1]).status_code == 200
    assert '<a href="/appraise" aria-current="page">' in page
