"""Saving a content: with a script and without, two people at once, what cannot be kept."""

from datetime import timedelta

import pytest
from django.test import Client

from chiso_web.assessment.models import RankGroup, Value
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.audit.services import SYSTEM
from chiso_web.units.models import Unit
from tests.people import LONG_BIEN
from tests.web.assessment.form_pages import Desk, desk_made, typed

pytestmark = pytest.mark.django_db
ON_TIME, HANDLED = "hn.dossiers.on_time", "hn.dossiers.handled"
TWO = typed(ON_TIME, "12.466") | typed(HANDLED, "12.688")


@pytest.fixture
def desk(client: Client) -> Desk:
    return desk_made(client)


def saved_by_head(desk: Desk, measure: str, text: str, *, seen: int = 0) -> None:
    change = Change(measure=measure, seen=seen, typed=text)
    values_save(desk.entrant.pk, [change], by=desk.cast.head, actor=SYSTEM, today=desk.today)


def value_of(desk: Desk, measure: str) -> Value | None:
    return Value.objects.filter(entrant=desk.entrant, measure=measure).first()


def test_form_without_a_script_is_kept_and_shown_again(desk: Desk) -> None:
    answer = desk.save("3", TWO)
    assert (answer.status_code, answer["Location"]) == (302, f"{desk.address}/3")
    assert value_of(desk, ON_TIME).value == 12466
    line = desk.entrant.lines.get(node="3.2")
    assert (line.points, line.state, line.filled_by) == (3.0, "account", desk.cast.reporter)


def test_script_is_answered_with_the_lines_and_the_figures(desk: Desk) -> None:
    told = desk.save("3", TWO, script=True).json()
    assert told["conflicts"] == []
    assert told["refused"] == ""
    assert "98,25%" in told["lines"]["3.2"]
    assert "<b>3,00</b>" in told["lines"]["3.2"]
    assert "<b>3,00</b>/75,00" in told["parts"]["status"]
    assert "0/6 tiêu chí, 3,00/" in told["parts"]["here"]


def test_sending_the_same_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    desk.save("3", TWO, script=True)
    assert desk.save("3", TWO, script=True).status_code == 200
    assert value_of(desk, ON_TIME).version == 1


def test_two_people_on_one_figure_are_both_shown_and_neither_is_lost(desk: Desk) -> None:
    desk.save("3", TWO)
    saved_by_head(desk, ON_TIME, "12.688", seen=1)
    answer = desk.save("3", typed(ON_TIME, "12.000", seen=1), script=True)
    told = answer.json()
    assert (answer.status_code, told["conflicts"]) == (409, [ON_TIME])
    assert "Giữ 12.688/12.688 = 100%" in told["lines"]["3.2"]
    assert "được 4,00 điểm" in told["lines"]["3.2"]
    assert "Giữ 12.000/12.688 = 94,58%" in told["lines"]["3.2"]
    assert value_of(desk, ON_TIME).value == 12688


def test_conflict_without_a_script_keeps_what_was_typed_in_its_box(desk: Desk) -> None:
    saved_by_head(desk, ON_TIME, "12.688")
    answer = desk.save("3", TWO)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="12.466"' in page
    assert f'name="standing:{ON_TIME}" value="1"' in page
    assert value_of(desk, HANDLED).value == 12688


@pytest.mark.parametrize(("pick", "kept"), [("mine", 12466.0), ("theirs", 12688.0)])
def test_who_chooses_a_version_has_that_one_kept(desk: Desk, pick: str, kept: float) -> None:
    saved_by_head(desk, ON_TIME, "12.688")
    boxes = typed(ON_TIME, "12.466", pick=pick, standing="1")
    assert desk.save("3", boxes, script=True).status_code == 200
    assert value_of(desk, ON_TIME).value == kept


def test_choice_made_on_what_has_changed_again_is_another_conflict(desk: Desk) -> None:
    saved_by_head(desk, ON_TIME, "12.688")
    saved_by_head(desk, ON_TIME, "12.600", seen=1)
    boxes = typed(ON_TIME, "12.466", pick="mine", standing="1")
    assert desk.save("3", boxes, script=True).status_code == 409
    assert value_of(desk, ON_TIME).value == 12600


def test_text_that_is_no_number_is_kept_with_its_fault(desk: Desk) -> None:
    told = desk.save("3", typed(ON_TIME, "nhiều"), script=True).json()
    assert "“nhiều”" in told["lines"]["3.2"]
    assert 'aria-invalid="true"' in told["lines"]["3.2"]


def test_line_that_did_not_arise_asks_for_its_ground(desk: Desk) -> None:
    boxes = typed("hn.law.handled", "") | typed("hn.law.found", "") | {"none:2.4": "1"}
    page = desk.save("2", boxes).content.decode()
    assert "Ghi căn cứ xác định không phát sinh" in page
    assert desk.save("2", boxes | {"ground:2.4": "Không có vi phạm"}).status_code == 302
    line = desk.entrant.lines.get(node="2.4")
    assert (line.points, line.state, line.missing) == (2.0, "done", "not_applicable")


def test_account_is_kept_and_the_line_is_done(desk: Desk) -> None:
    desk.save("3", TWO)
    boxes = {"account:3.2": "0", "how:3.2": "Đối chiếu sổ", "counted:3.2": "Theo tỷ lệ"}
    assert desk.save("3", boxes).status_code == 302
    assert desk.entrant.lines.get(node="3.2").state == "done"


def test_account_that_somebody_else_changed_is_not_written_over(desk: Desk) -> None:
    desk.entrant.lines.filter(node="3.2").update(how="Cũ", account_version=1)
    boxes = {"account:3.2": "0", "how:3.2": "Mới", "counted:3.2": "Mới"}
    answer = desk.save("3", boxes, script=True)
    assert (answer.status_code, answer.json()["overtaken"]) == (409, ["3.2"])
    assert desk.entrant.lines.get(node="3.2").how == "Cũ"
    over = boxes | {"pick:3.2": "mine", "standing:3.2": "1"}
    assert desk.save("3", over, script=True).status_code == 200
    assert desk.entrant.lines.get(node="3.2").how == "Mới"


def test_closed_window_says_why_and_keeps_the_typing_on_the_page(desk: Desk) -> None:
    yesterday = desk.today - timedelta(1)
    RankGroup.objects.update(self_until=yesterday)
    answer = desk.save("3", TWO, script=True)
    assert answer.status_code == 409
    assert f"{yesterday:%d/%m/%Y}" in answer.json()["refused"]
    page = desk.save("3", TWO).content.decode()
    assert "Nội dung đã nhập vẫn còn trong các ô bên dưới" in page
    assert "12.466" in page
    assert value_of(desk, ON_TIME) is None


def test_role_in_a_unit_that_ended_saves_nothing(desk: Desk) -> None:
    Unit.objects.filter(uid=LONG_BIEN).update(valid_until=desk.today - timedelta(3))
    assert desk.save("3", TWO, script=True).status_code == 403
    assert value_of(desk, ON_TIME) is None


def test_forged_measure_and_unit_change_nothing(desk: Desk) -> None:
    desk.save("3", typed("papi.total", "1") | typed("hn.staff.all", "5"))
    assert not desk.entrant.values.exists()
    answer = desk.client.post(f"/rounds/{desk.entrant.round.slug}/of/99999@x/3/save", TWO)
    assert answer.status_code == 404


def test_person_who_lost_the_role_saves_nothing(desk: Desk) -> None:
    desk.cast.reporter.holdings.update(until=desk.today - timedelta(1))
    assert desk.save("3", TWO, script=True).status_code == 403
    assert value_of(desk, ON_TIME) is None


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣"])
def test_forged_version_never_writes_over_what_stands(desk: Desk, version: str) -> None:
    saved_by_head(desk, ON_TIME, "12.688")
    boxes = {f"value:{ON_TIME}": "1", f"seen:{ON_TIME}": version}
    assert desk.save("3", boxes).status_code == 409
    assert value_of(desk, ON_TIME).value == 12688
