"""Numbers as people type them: read by the language of the page, refused with what to type."""

import pytest
from django.utils.translation import override

from chiso_web.assessment.asked import Field
from chiso_web.assessment.typed import number_read

COUNT = Field("a.count", "count")
PERCENT = Field("a.percent", "percent")
SHARE = Field("a.share", "share")
YES_NO = Field("a.done", "yes_no", (0.0, 1.0))
CHOSEN = Field("a.points", "points", (0.0, 0.25, 0.5))


@pytest.mark.parametrize(
    ("typed", "vi", "en"),
    [
        ("12", 12.0, 12.0),
        (" 12\u00a0466 ", 12466.0, 12466.0),
        ("12.466", 12466.0, 12.466),  # a dot parts thousands in Vietnamese
        ("12,466", 12.466, 12466.0),
        ("1.234.567,5", 1234567.5, None),
        ("1,234,567.5", None, 1234567.5),
        ("98,65", 98.65, 98.65),  # two figures behind it: a decimal mark in both
        ("98.65", 98.65, 98.65),
        ("0", 0.0, 0.0),
        ("-0", 0.0, 0.0),
    ],
)
def test_number_is_read_by_the_language(typed: str, vi: float | None, en: float | None) -> None:
    for language, expected in (("vi", vi), ("en", en)):
        with override(language):
            assert number_read(typed, PERCENT).value == expected


def test_per_cent_may_be_typed_with_its_sign() -> None:
    with override("vi"):
        assert number_read("96,5 %", PERCENT).value == 96.5
        assert "ví dụ 96,5" in number_read("96,1o", PERCENT).fault
        assert number_read("12%", COUNT).value is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0,62", 0.62), ("62%", 0.62), ("96,1 %", 0.961), ("0", 0.0), ("1", 1.0), ("100%", 1.0)],
)
def test_share_is_typed_as_part_of_one_or_in_per_cent(typed: str, value: float) -> None:
    with override("vi"):
        found = number_read(typed, SHARE)
        assert (found.value, found.fault) == (value, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("62", ("Đã nhập 62;", "0,62 hoặc 62%")),
        ("1,5", ("Đã nhập 1,5;", "0,015 hoặc 1,5%")),
        ("150", ("Đã nhập 150;", "0,95 hoặc 95%")),
        ("150%", ("Đã nhập 150%;", "0,95 hoặc 95%")),
        ("-0,1", ("Đã nhập -0,1;", "0,95 hoặc 95%")),
    ],
)
def test_what_is_no_share_is_told_with_what_to_type(typed: str, told: tuple[str, str]) -> None:
    with override("vi"):
        fault = number_read(typed, SHARE).fault.replace("\u2212", "-")
        assert [one for one in told if one not in fault] == []


def test_more_than_a_hundred_per_cent_is_lawful() -> None:
    with override("vi"):
        assert number_read("120%", PERCENT).fault == ""


def test_minus_zero_is_zero() -> None:
    with override("vi"):
        assert str(number_read("-0", PERCENT).value) == "0.0"


def test_nothing_typed_is_nothing_and_no_fault() -> None:
    found = number_read(" \u00a0 ", COUNT)
    assert (found.value, found.fault) == (None, "")


@pytest.mark.parametrize(
    ("typed", "field", "vi", "en"),
    [
        ("mười hai", COUNT, "không phải là số", "is no number"),
        ("1e5", COUNT, "không phải là số", "is no number"),
        ("inf", COUNT, "không phải là số", "is no number"),
        ("nan", COUNT, "không phải là số", "is no number"),
        ("1..2", COUNT, "không phải là số", "is no number"),
        ("9" * 201, COUNT, "không phải là số", "is no number"),
        ("9" * 199, COUNT, "từ 0 trở lên", "from 0 up"),
        ("-1", COUNT, "từ 0 trở lên", "from 0 up"),
        ("1,5", COUNT, "số nguyên", "a whole number"),
        ("2", YES_NO, "có hoặc không", "yes or no"),
        ("0,3", CHOSEN, "một trong", "one of: 0; 0.25; 0.5"),
    ],
)
def test_what_is_no_right_number_is_told(typed: str, field: Field, vi: str, en: str) -> None:
    for language, expected in (("vi", vi), ("en", en)):
        with override(language):
            assert expected in number_read(typed, field).fault
