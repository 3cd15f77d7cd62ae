"""docs/method/papi.md and its Vietnamese twin say what the code gives."""

import re
from pathlib import Path

import pytest

from chiso.definition.editions import edition
from tests.reference.accuracy import rounded_at_source, table

pytestmark = pytest.mark.reference

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method"
ENGLISH = (METHOD / "papi.md").read_text(encoding="utf-8")
VIETNAMESE = (METHOD / "papi.vi.md").read_text(encoding="utf-8")
WORDS = {
    ".": ",",
    "at most": "cao nhất bằng",
    "of its bound": "giới hạn",
    "weighted": "có trọng số",
    "(total)": "(tổng)",
}


def in_vietnamese(text: str) -> str:
    for english, vietnamese in WORDS.items():
        text = text.replace(english, vietnamese)
    return text


@pytest.mark.parametrize("row", [*table()[2:], rounded_at_source()])
def test_accuracy_on_the_page_is_what_the_command_prints(row: str) -> None:
    assert row in ENGLISH
    assert in_vietnamese(row) in VIETNAMESE


def test_both_pages_have_the_same_sections_and_table_rows() -> None:
    for pattern in (r"^## ", r"^\| "):
        counts = [len(re.findall(pattern, page, re.MULTILINE)) for page in (ENGLISH, VIETNAMESE)]
        assert counts[0] == counts[1]


def test_weights_on_the_page_are_those_of_the_edition() -> None:
    for node in edition("papi-weighted@2019").children("total"):
        assert f"{node.weight:.7f}" in ENGLISH
        assert f"{node.weight:.7f}".replace(".", ",") in VIETNAMESE


@pytest.mark.parametrize("year", [2018, 2019, 2022, 2023])
def test_coefficients_on_the_page_are_those_of_the_edition(year: int) -> None:
    rows = [line for line in ENGLISH.splitlines() if re.match(r"\| [1-8]\.\d", line)]
    one = edition(f"papi@{year}")
    for node in one.nodes:
        if node.kind == "sub_dimension" and node.combine is not None:
            stated = [row for row in rows if names(row, node.id) and covers(row, year)]
            assert len(stated) == 1, node.id
            assert coefficients_in(stated[0]) == written(
                node.offset, [child.weight for child in one.children(node.id)]
            )


def names(row: str, node: str) -> bool:
    return node in row.split("|")[1].replace(" ", "").split(",")


def covers(row: str, year: int) -> bool:
    years = row.split("|")[3]
    return "all four" in years or str(year) in years


def coefficients_in(row: str) -> set[float]:
    """The offset and every coefficient but 1, as numbers."""
    formula = re.sub(r" of \d\.\d|i\d", "", row.split("|")[2].split(";")[0]).replace(
        "1/3", "0.3333333"
    )
    return {round(float(number), 7) for number in re.findall(r"\d+(?:\.\d+)?", formula)}


def written(offset: float, weights: list[float]) -> set[float]:
    return {round(offset, 7)} | {round(weight, 7) for weight in weights if weight != 1}
