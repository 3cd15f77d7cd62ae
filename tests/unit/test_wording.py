"""Numbers and messages as Vietnamese and English readers write them."""

from datetime import date

import pytest

from chiso.errors import Fault, ObservationsInvalid
from chiso.wording import Message, Text, decimal, percent, say, shortest, tell


@pytest.mark.parametrize(
    ("value", "digits", "vi", "en"),
    [
        (1234.5, 2, "1.234,50", "1,234.50"),
        (0.0, 2, "0,00", "0.00"),
        (-0.001, 2, "0,00", "0.00"),
        (-1.5, 1, "−1,5", "−1.5"),
        (1234567.0, 0, "1.234.567", "1,234,567"),
        (
            2.675,
            2,
            "2,68",
            "2.68",
        ),  # 2.67499999999999982236431605997495353221893310546875 in binary
        (2.665, 2, "2,66", "2.66"),
        (0.125, 2, "0,12", "0.12"),
    ],
)
def test_decimals_follow_the_reader(value: float, digits: int, vi: str, en: str) -> None:
    assert (decimal(value, digits, "vi"), decimal(value, digits, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.75, 6, "0,75"),
        (1000.0, 6, "1.000"),
        (100.0, 0, "100"),
        (0.0, 6, "0"),
        (-0.0, 6, "0"),
        (-0.0000001, 6, "0"),
        (1.599492, 6, "1,599492"),
    ],
)
def test_the_shortest_form_drops_trailing_zeros_only(
    value: float, digits: int, expected: str
) -> None:
    assert shortest(value, "vi", digits=digits) == expected


def test_a_percentage_has_no_space_before_its_sign() -> None:
    assert (percent(0.955, 1, "vi"), percent(0.955, 1, "en")) == ("95,5%", "95.5%")
    assert percent(0.57, 0, "vi") == "57%"


def test_a_message_says_its_facts_in_the_readers_language() -> None:
    message = Message(
        "{a} {b} {c} {d}",
        {"a": 0.5, "b": Text("xã", "commune"), "c": date(2025, 7, 1), "d": [0.25, Message("x")]},
    )
    assert say(message, "vi") == "0,5 xã 01/07/2025 0,25; x"
    assert say(message, "en") == "0.5 commune 2025-07-01 0.25; x"


def test_faults_are_told_one_a_line() -> None:
    error = ObservationsInvalid(
        what="observations",
        faults=[
            Fault(
                "row 2",
                "found {found}, expected {low} to {high}",
                {"found": 1.5, "low": 0.0, "high": 1.0},
            )
        ],
    )
    assert tell(error, "vi").splitlines()[1].startswith("  row 2: gặp 1,5")


def test_braces_in_a_fact_stay_as_they_are() -> None:
    assert say(Message("{note}", {"note": "{0} {x}"}), "vi") == "{0} {x}"
