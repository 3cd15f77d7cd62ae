"""Numbers and messages as Vietnamese and English readers write them."""

from datetime import date

import pytest

from chiso.errors import NOUNS, Fault, ObservationsInvalid, UnknownName
from chiso.wording import Message, Text, decimal, exact, percent, say, shortest, tell


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


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1.0000002, "1,0000002", "1.0000002"),
        (-4e-7, "−0,0000004", "−0.0000004"),
        (1234.5, "1.234,5", "1,234.5"),
        (100.0, "100", "100"),
        (-0.0, "0", "0"),
        (0.1 + 0.2, "0,30000000000000004", "0.30000000000000004"),
        (1.5e300, "1,5e+300", "1.5e+300"),
        (-1e-12, "−1e−12", "−1e−12"),
    ],
)
def test_exact_form_has_every_digit_that_it_takes_to_read_it_back(
    value: float, vi: str, en: str
) -> None:
    assert (exact(value, "vi"), exact(value, "en")) == (vi, en)


def test_message_keeps_every_digit_unless_it_is_told_how_many() -> None:
    message = Message("{a}; {b}", {"a": 1.0000002, "b": Message("{c}", {"c": 4e-7})})
    assert say(message, "en") == "1.0000002; 0.0000004"
    assert say(message, "en", digits=6) == "1; 0"


def test_infinite_number_is_said_as_no_limit() -> None:
    message = Message("{a} {b}", {"a": float("inf"), "b": -float("inf")})
    assert say(message, "en") == "no limit no limit"
    assert say(message, "vi") == "không giới hạn không giới hạn"


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_of_a_fault_is_said_in_vietnamese(noun: str) -> None:
    assert f" {noun} " not in tell(UnknownName(what=noun, name="x", nearest=[]), "vi")


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
