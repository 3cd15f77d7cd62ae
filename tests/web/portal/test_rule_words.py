"""Rules, steps and what is short of them, as cells and lists say it in both languages."""

import pytest
from django.utils.translation import override

from chiso.definition.editions import edition, edition_list
from chiso.definition.rules import Linear, PerCount, Proportional, Ratio, Scale
from chiso.scoring.aims import Need
from chiso.scoring.steps import Seen, Step
from chiso_web.look.rules.amounts import amount_text
from chiso_web.look.rules.short import rule_short
from chiso_web.look.rules.steps import band_text, need_text
from chiso_web.look.rules.worked import worked

HA_NOI = edition("ha-noi-communes@2025")


@pytest.mark.parametrize(
    ("value", "unit", "vietnamese", "english"),
    [
        (8602.0, "count", "8.602", "8,602"),
        (1.0, "days", "1 ngày", "1 day"),
        (3.0, "days", "3 ngày", "3 days"),
        (1.0, "yes_no", "có", "yes"),
        (0.0, "yes_no", "không", "no"),
        (96.14, "percent", "96,14%", "96.14%"),
        (100.0, "percent", "100%", "100%"),
        (0.7891, "share", "78,91%", "78.91%"),
        (2.5, "points", "2,5 điểm", "2.5 points"),
    ],
)
def test_values_are_said_with_their_unit(
    value: float, unit: str, vietnamese: str, english: str
) -> None:
    with override("vi"):
        assert amount_text(value, unit) == vietnamese
    with override("en"):
        assert amount_text(value, unit) == english


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(0, False, upper=80.0, includes_upper=False), "dưới 80%"),
        (Step(0, False, upper=80.0), "không quá 80%"),
        (Step(0, False, lower=80.0), "từ 80%"),
        (Step(0, False, lower=80.0, includes_lower=False), "trên 80%"),
        (Step(0, False, lower=80.0, upper=95.0), "từ 80% đến 95%"),
        (Step(0, False, lower=80.0, upper=95.0, includes_upper=False), "từ 80% đến dưới 95%"),
        (Step(0, False, lower=80.0, includes_lower=False, upper=95.0), "trên 80% đến 95%"),
        (Step(0, False), "mọi giá trị"),
    ],
)
def test_bands_are_said_with_the_ends_that_count(step: Step, words: str) -> None:
    with override("vi"):
        assert band_text(step, "percent") == words


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (
            Need("hn.dossiers.on_time", 8602, 8695, among=8872),
            "“Số hồ sơ giải quyết đúng hạn, trước hạn”: thêm 93 (thành 8.695 trên 8.872)",
        ),
        (
            Need("hn.it.incidents", 2, 0, at_most=True),
            "bớt 2 (còn 0, đang là 2)",
        ),
        (Need("hn.plan.days_late", 9, 5, at_most=True), "không quá 5 ngày (đang là 9 ngày)"),
        (Need("hn.inspection.plan", 0, 1), "“Có kế hoạch tự kiểm tra”: có"),
        (Need("hn.online.share", 0.5, 0.7), "từ 70,00% trở lên (đang là 50,00%)"),
    ],
)
def test_what_is_short_is_said_in_the_unit_of_its_measure(need: Need, words: str) -> None:
    with override("vi"):
        assert need_text(HA_NOI, need).endswith(words)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("3.2", "dưới 95%: 0; từ 95% đến dưới 98%: 2; từ 98% đến dưới 100%: 3; từ 100%: 4"),
        ("1.1", "đúng hạn: 1,5; chậm không quá 5 ngày: 0,75; chậm hơn: 0"),
        ("6.2", "60%: 0; 95%: 3; ở giữa theo tỷ lệ"),
        ("2.3", "cộng điểm các mục đạt: 0,5, 1"),
        ("3.7", "6 × mức trung bình các câu trả lời"),
    ],
)
def test_a_rule_fits_a_cell(node: str, words: str) -> None:
    rule = HA_NOI.node(node).rule
    assert rule is not None
    with override("vi"):
        assert rule_short(HA_NOI, rule) == words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_of_every_edition_can_be_said_short(language: str) -> None:
    with override(language):
        for one in edition_list():
            assert all(rule_short(one, leaf.rule) for leaf in one.leaves if leaf.rule)


LINE = Linear(measure="m", zero_at=60.0, full_at=100.0, points=2.0, capped=True)


@pytest.mark.parametrize(
    ("rule", "values", "words"),
    [
        (LINE, {"m": 80.0}, "(80 − 60) ÷ (100 − 60) × 2 = 1"),
        (LINE, {"m": 100.0}, "100 = 100, so 2 points"),
        (LINE, {"m": 50.0}, "50 ≤ 60, so 0 points"),
        (
            Linear(measure="m", zero_at=10.0, full_at=2.0, points=1.0, capped=True),
            {"m": 6.0},
            "(10 − 6) ÷ (10 − 2) × 1 = 0.5",
        ),
        (
            Ratio(numerator="a", denominator="b", times=100, zero_denominator="full", then=LINE),
            {"a": 4.0, "b": 5.0},
            "(80 − 60) ÷ (100 − 60) × 2 = 1",
        ),
        (
            Proportional(measure="m", target=0.7, floor=0.0, points=3.0),
            {"m": 0.35},
            "0.35 ÷ 0.7 × 3 = 1.5",
        ),
        (
            PerCount(measure="m", points=2.0, each=0.5, floor=0.0),
            {"m": 5.0},
            "2 − 5 × 0.5 = −0.5, but never below 0",
        ),
        (
            Scale(measure="m", low=1, high=5, reversed=True, points_low=0, points_high=4),
            {"m": 2.0},
            "(5 − 2) ÷ (5 − 1) × 4 = 3",
        ),
        (LINE, {}, ""),
    ],
)
def test_arithmetic_is_written_with_the_units_own_numbers(
    rule: Linear, values: dict[str, float], words: str
) -> None:
    with override("en"):
        assert worked(rule, Seen(values, {})) == words
