"""The method page of the rules says of every kind what the table of laws says."""

import re
from pathlib import Path

import pytest

from chiso.scoring.rules import FUNCTIONS
from tests.property.test_rules_laws import LAWS

METHOD = Path(__file__).parents[2] / "docs" / "method"
IN_VIETNAMESE = {
    "always": "luôn luôn",
    "capped": "khi chặn hai đầu",
    "up": "tăng",
    "down": "giảm",
    "parameters": "theo tham số",
    "none": "không quy định",
}


def read(page: str) -> str:
    return (METHOD / page).read_text(encoding="utf-8")


def laws_in(page: str) -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", read(page), re.MULTILINE)
    return {kind: (bounded, direction) for kind, bounded, direction in rows}


@pytest.mark.parametrize("page", ["rules.md", "rules.vi.md"])
def test_every_kind_has_its_section(page: str) -> None:
    sections = re.findall(r"^## (\w+)$", read(page), re.MULTILINE)
    assert sections == list(FUNCTIONS)


def test_the_english_page_has_the_table_of_laws() -> None:
    assert laws_in("rules.md") == {kind: (one.bounded, one.direction) for kind, one in LAWS.items()}


def test_the_vietnamese_page_has_the_same_table() -> None:
    expected = {
        kind: (IN_VIETNAMESE[one.bounded], IN_VIETNAMESE[one.direction])
        for kind, one in LAWS.items()
    }
    assert laws_in("rules.vi.md") == expected
