"""A unit's result of a reform index: what it lost and where, what did not count, its neighbours."""

import json
import re
from dataclasses import replace

import pytest
from django.test import Client

from chiso.definition.model import ROOT
from chiso.values import Missing, MissingKind
from chiso_web.portal.losses import classed, sentences
from chiso_web.portal.losses.contents import contents, parts
from chiso_web.portal.losses.neighbours import neighbours, tied
from chiso_web.portal.losses.result import Result, result_of
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_get
from chiso_web.results.models import Score
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

COMMUNES, WARDS = ("ha-noi-communes", "2025"), ("long-bien-wards", "2018")
HOANG_MAI = "00331@2025-07-01"  # its survey of online services was not made
ADDRESS = f"/results/ha-noi-communes/2025/{HOANG_MAI}"
MARK = "Số liệu giả lập, không phải kết quả thật"


def result(uid: str = HOANG_MAI, index: tuple[str, str] = COMMUNES) -> Result:
    outcome = outcome_get(*index)
    return result_of(outcome, outcome.units[uid])


def every_result(index: tuple[str, str]) -> list[Result]:
    outcome = outcome_get(*index)
    return [result_of(outcome, unit) for unit in outcome.units.values()]


def placed_otherwise(found: Result, node: str, **changes: object) -> Result:
    """The same result with the unit placed otherwise on a node."""
    outcome, key = found.outcome, found.unit.pk
    own = {**outcome.placed[key], node: replace(outcome.at(found.unit, node), **changes)}
    changed = Outcome(
        outcome.evaluation, outcome.edition, outcome.groups, {**outcome.placed, key: own}
    )
    return Result(changed, found.unit, found.top)


def test_points_of_a_unit_with_something_left_out_add_up_by_hand() -> None:
    # by hand: contents 10 + 8 + 18.9832331 + 8 + 10.5839416 + 8 + 13 + 12.3777776 = 88.9449523 of
    # 100 − 3 (7.6); × 100/97 = 91.6958271; 100 − that = 8.3041729 lost; + 0.5 bonus = 92.1958271
    found = result()
    assert [leaf.node.id for leaf in found.left_out] == ["7.6"]
    assert found.applied == (pytest.approx(88.9449523), 97.0)
    assert found.factor == pytest.approx(100 / 97)
    assert found.total_lost == pytest.approx(8.3041729)
    assert found.at().points == pytest.approx(92.1958271)


@pytest.mark.parametrize("index", [COMMUNES, WARDS, ("ha-noi-departments", "2025")])
def test_losses_of_the_criteria_add_up_to_what_the_index_lacks(index: tuple[str, str]) -> None:
    for found in every_result(index):
        assert sum(leaf.lost_in_index for leaf in found.lost) == pytest.approx(found.total_lost)
        of_edition = found.applied[1] - found.applied[0]
        assert sum(leaf.lost for leaf in found.lost) == pytest.approx(of_edition)


@pytest.mark.parametrize("index", [COMMUNES, WARDS])
def test_parts_add_up_to_what_applied(index: tuple[str, str]) -> None:
    for found in every_result(index):
        own = [leaf for leaf in found.leaves if not leaf.item.left_out]
        assert sum(leaf.most for leaf in own) == pytest.approx(found.applied[1])
        assert len(parts(found)) == 2


def test_page_says_what_the_factor_is_and_what_was_left_out(client: Client) -> None:
    page = Page(client.get(ADDRESS))
    assert "Được 88,94 trên 97,00 điểm áp dụng" in page.text
    assert "nhân 1,0309" in page.text
    assert re.search(r"13,00\s+của 16,00 \(a\)", page.text)
    assert "7.6 Đánh giá về dịch vụ trực tuyến (3,00 điểm): không phát sinh trong kỳ" in page.text


def test_unit_with_every_criterion_is_not_said_to_be_rescaled(client: Client) -> None:
    text = Page(client.get("/results/ha-noi-communes/2025/00136@2025-07-01")).text
    assert "quy đổi" not in text
    assert "Tính vào chỉ số" not in text


def test_set_with_criteria_added_locally_says_what_they_make(client: Client) -> None:
    # by hand: 70 + 30 points and 2 of 1.5, which the district added
    text = Page(client.get("/results/long-bien-wards/2018/00145@unknown")).text
    assert "kể cả tiêu chí địa phương bổ sung, có tổng điểm tối đa 102,00" in text
    assert "nhân 0,9804" in text
    assert "Có tiêu chí không tính" not in text


def test_criteria_stand_by_loss_the_largest_first_each_leading_to_its_explanation(
    client: Client,
) -> None:
    lost = [leaf.lost_in_index for leaf in result().lost]
    assert lost == sorted(lost, reverse=True)
    links = Page(client.get(ADDRESS)).links
    first = result().lost[0].node.id
    assert f"{ADDRESS}/{first}" in links


def test_page_calls_the_contents_as_the_edition_does(client: Client) -> None:
    # the district's set has "lĩnh vực", the communes' "nội dung"
    text = Page(client.get("/results/long-bien-district/2018/004@unknown")).text
    assert "Điểm theo lĩnh vực" in text
    assert "nhiều nhất ở lĩnh vực 3" in text
    assert "Điểm theo nội dung" in Page(client.get(ADDRESS)).text


def test_count_that_a_rule_of_several_reads_is_named_once(client: Client) -> None:
    body = Page(client.get("/results/long-bien-district/2018/004@unknown/3")).text
    assert "tồn đọng kéo dài: Số phản ánh" not in body


def test_every_loss_is_listed_under_its_content() -> None:
    found = result()
    listed = [leaf for node in found.outcome.contents for leaf in found.of_content(node.id)]
    assert {leaf.node.id for leaf in found.lost} <= {leaf.node.id for leaf in listed}
    assert not {leaf.node.id for leaf in found.extras} & {leaf.node.id for leaf in found.leaves}


def test_full_points_for_want_of_a_case_are_told_with_their_ground(client: Client) -> None:
    # 3.3: no dossier was late, so the rule gives full points for 0 of 0
    assert "3.3" in {leaf.node.id for leaf in result().not_arisen}
    assert "mẫu số bằng 0" in Page(client.get(ADDRESS)).text


def test_points_lost_because_nothing_was_reported_are_told() -> None:
    score = Score.objects.filter(
        evaluation__index=COMMUNES[0], missing="not_reported", points=0, node__contains="."
    ).first()
    assert score
    found = result(score.unit.uid)
    assert score.node in sentences.unreported_text(found)


def test_index_follows_from_loss_bonus_and_penalty() -> None:
    # by hand: 100 − 8.30 + 0.50 = 92.20
    assert sentences.sum_text(result()) == "92,20 = 100 − 8,30 điểm mất + 0,50 điểm thưởng"


def test_class_says_how_many_points_the_next_one_needs() -> None:
    # 90 points make "Xuất sắc"; by hand 90 − 88.4708 = 1.5292
    found = result("00622@2025-07-01")
    assert classed.class_text(found) == "Tốt"
    expected = "từ 80 điểm; còn thiếu 1,53 điểm để xếp loại Xuất sắc"
    assert classed.class_note(found) == expected


def test_unit_held_down_by_a_condition_is_told_so() -> None:
    # 00340 has a report found untrue (9.3 below 0), so with 95 points it would stay at "Tốt"
    found = placed_otherwise(result("00340@2025-07-01"), ROOT, points=95.0)
    (held,) = classed.held_down(found)
    assert held.binds
    assert "chỉ được xếp cao nhất loại Tốt" in classed.held_text(found, held)
    assert "đủ điểm xếp loại Xuất sắc" in classed.class_note(found)


def test_condition_that_changes_nothing_is_told_as_such() -> None:
    found = result("00340@2025-07-01")  # 80.3 points make "Tốt" anyway
    (held,) = classed.held_down(found)
    assert not held.binds
    assert "không được xếp loại Xuất sắc" in classed.class_note(found)


def test_tied_units_are_named_beside_the_rank() -> None:
    found = result()
    other = found.group.units[found.at().rank]  # the next one
    changed = placed_otherwise(
        Result(found.outcome, other, found.top), ROOT, rank=found.at().rank
    ).outcome
    same = Result(changed, found.unit, found.top)
    assert [unit.pk for unit in tied(same)] == [other.pk]
    assert "đồng hạng với Tương Mai" in sentences.rank_text(same)[1]


def test_neighbours_are_three_before_and_three_after() -> None:
    near = neighbours(result("00622@2025-07-01"))  # the 7th of 51
    assert [one.rank for one in near] == [4, 5, 6, 7, 8, 9, 10]
    assert [one.own for one in near].index(True) == 3


def test_points_that_two_decimals_would_make_equal_show_four() -> None:
    found = result()
    other = found.group.units[found.at().rank]
    points = found.at().points - 0.0001
    changed = placed_otherwise(Result(found.outcome, other, found.top), ROOT, points=points)
    near = neighbours(Result(changed.outcome, found.unit, found.top))
    assert [one.points for one in near if one.own] == ["92,1958"]


def test_strip_lies_in_percent_of_what_applied_to_each_unit() -> None:
    # content 7: 13 of 13 points that applied are 100%
    found = result()
    row = next(one for one in contents(found).rows if one.name.startswith("7 "))
    assert row.percent == "100,0%"
    assert row.strip.dot == contents(found).axis.place(100)


def test_only_unit_of_its_group_has_no_strip_and_no_rank(client: Client) -> None:
    page = Page(client.get("/results/long-bien-district/2018/004@unknown"))
    assert "không xếp hạng vì chỉ có một đơn vị được chấm" in page.text
    assert "So với" not in page.text


def test_unit_without_a_score_says_why_and_draws_on() -> None:
    found = result()
    score = replace(found.top.score, points=Missing(MissingKind.WITHHELD, ""))
    bare = Result(found.outcome, found.unit, replace(found.top, score=score))
    for node in (ROOT, "A"):
        bare = placed_otherwise(bare, node, points=None, rank=None, class_id="")
    assert sentences.lead(bare).startswith("Không có chỉ số")
    assert sentences.sum_text(bare) == ""
    assert sentences.rank_text(bare)[0] == "–"


def test_synthetic_result_is_marked_in_bar_tables_quote_and_file(client: Client) -> None:
    page = Page(client.get(ADDRESS))
    assert page.text.count(MARK) >= 6  # bar, four or more tables, quote
    assert re.search(rf"Trích dẫn\s+{MARK}\.", page.text)
    response = client.get(f"{ADDRESS}.csv")
    assert (
        f'filename="gia-lap_ha-noi-communes-2025-{HOANG_MAI}.csv"'
        in response.headers["Content-Disposition"]
    )
    lines = response.content.decode().splitlines()
    assert all(MARK in line for line in lines[1:])


def test_file_has_every_node_with_loss_and_observation(client: Client) -> None:
    rows = json.loads(client.get(f"{ADDRESS}.json").content)
    found = result()
    assert [row["node"] for row in rows] == list(found.items)
    by_node = {row["node"]: row for row in rows}
    # by hand: 3 − 1.5 lost, × 100/97 in the index; 32 of 38 tasks
    assert by_node["1.2"]["lost"] == 1.5
    assert by_node["1.2"]["lost_in_index"] == pytest.approx(150 / 97)
    assert by_node["1.2"]["observed"] == "32/38 = 84,21%"
    assert by_node["7.6"]["lost"] is None
    assert by_node["9.1"]["lost"] is None


def test_bare_code_leads_to_the_unit_and_a_wrong_one_offers_the_nearest(client: Client) -> None:
    response = client.get("/results/ha-noi-communes/2025/00331")
    assert response.status_code == 302
    assert response.headers["Location"] == ADDRESS
    missing = client.get("/results/ha-noi-communes/2025/Hoàng Mãi")
    assert missing.status_code == 404
    assert ADDRESS in Page(missing).links


@pytest.mark.parametrize(
    "address",
    ["/results/nothing/2026/x", "/results/ha-noi-communes/1999/x", f"{ADDRESS}x.csv"],
)
def test_result_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_page_of_a_result_asks_the_database_once(
    client: Client, django_assert_max_num_queries
) -> None:
    client.get(ADDRESS)
    with django_assert_max_num_queries(1):
        client.get(ADDRESS)


def test_every_unit_of_every_index_has_its_page(client: Client) -> None:
    for index, period in (WARDS, ("long-bien-departments", "2018"), ("ha-noi-departments", "2025")):
        for uid in outcome_get(index, period).units:
            assert client.get(f"/results/{index}/{period}/{uid}").status_code == 200
