"""What a worked case may demand beside points: range, class, and the look at other units."""

from pathlib import Path

import pytest

from chiso.definition.editions import edition
from chiso.definition.model import Edition
from chiso.evaluation.cases import case_faults

CASE = """schema: 1
name: {vi: "Tăng trưởng", en: "Growth"}
unit: "00145"
period: "2025"
observations: {hn.growth: 5}
others:
  "00118": {hn.growth: 0}
  "00127": {hn.growth: 20}
expect:
  "8.2": {score: 0.375, tolerance: 0.000001, min: 0, max: 1.5}
"""


@pytest.fixture(scope="module")
def communes() -> Edition:
    return edition("ha-noi-communes@2025")


def told(communes: Edition, folder: Path, text: str) -> list[str]:
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return [str(fault) for fault in case_faults(communes, file)]


def test_other_units_set_the_range_seen(communes: Edition, tmp_path: Path) -> None:
    """5 lies a quarter of the way from 0 to 20: 1.5 / 4."""
    assert told(communes, tmp_path, CASE) == []


def test_without_them_nobody_is_classified(communes: Edition, tmp_path: Path) -> None:
    alone = CASE.replace("others:\n", "").replace('  "00118": {hn.growth: 0}\n', "")
    [fault] = told(communes, tmp_path, alone.replace('  "00127": {hn.growth: 20}\n', ""))
    assert "node 8.2 scored not_classified; expected 0.375" in fault


def test_a_range_that_differs_is_told(communes: Edition, tmp_path: Path) -> None:
    [fault] = told(communes, tmp_path, CASE.replace("max: 1.5", "max: 2"))
    assert "case.yaml:10: the range of node 8.2 ends at 1.5; expected 2.0" in fault


def test_a_class_that_the_edition_has_not_offers_the_nearest(
    communes: Edition, tmp_path: Path
) -> None:
    [fault] = told(communes, tmp_path, CASE.replace("max: 1.5", "class: godd"))
    assert "unknown class “godd”. Nearest: good" in fault
    assert "case.yaml:10" in fault


def test_an_unknown_measure_of_another_unit_is_told(communes: Edition, tmp_path: Path) -> None:
    [fault] = told(communes, tmp_path, CASE.replace('"00118": {hn.growth', '"00118": {hn.grwth'))
    assert "case.yaml:7: unknown measure “hn.grwth”" in fault
