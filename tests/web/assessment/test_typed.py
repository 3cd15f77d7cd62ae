"""Numbers as people type them: read by the language of the page, refused with what to type."""

import pytest
from django.utils.translation import override

from chiso_web.assessment.asked import Field
from chiso_web.assessment.typed import number_read

COUNT = Field("a.count", "count")
PERCENT = Field("a.percent", "percent")
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
