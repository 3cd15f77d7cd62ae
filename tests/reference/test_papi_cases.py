"""Every worked case of PAPI's editions passes; each is a file that a reader can check by hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from chiso.datasets import papi
from chiso.definition.load import INDICES, load
from chiso.evaluation import Evaluation, evaluate
from chiso.values import Missing, MissingKind, Observation, table_of

pytestmark = pytest.mark.reference

FOLDERS = sorted(INDICES.glob("papi*/*"))
EDITIONS = [folder for folder in FOLDERS if (folder / "index.yaml").is_file()]
CASES = [case for folder in EDITIONS for case in sorted(folder.glob("cases/*.yaml"))]


def name_of(path: Path) -> str:
    return str(path.relative_to(INDICES))


def read_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def value_of(stated: float | dict[str, str]) -> float | Missing:
    return Missing(MissingKind(stated["missing"])) if isinstance(stated, dict) else float(stated)


def evaluated(path: Path) -> Evaluation:
    case = read_case(path)
    observations = [
        Observation(case["unit"], case["period"], measure, value_of(stated))
        for measure, stated in case["observations"].items()
    ]
    return evaluate(load(path.parents[1]), table_of(observations))


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case_passes(path: Path) -> None:
    case, evaluation = read_case(path), evaluated(path)
    for node, expected in case["expect"].items():
        points = evaluation.score(case["unit"], node).points
        if "missing" in expected:
            assert isinstance(points, Missing), node
            assert points.kind == expected["missing"], node
        else:
            assert points == pytest.approx(expected["score"], abs=expected["tolerance"]), node


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case_reads_what_papi_published(path: Path) -> None:
    case = read_case(path)
    table = papi.observations(int(case["period"]), case["observations"])
    row = table.units.index(case["unit"])
    for measure, stated in case["observations"].items():
        published = table.observation(row, measure).value
        kind = Missing(published.kind) if isinstance(published, Missing) else published
        assert kind == value_of(stated), measure


@pytest.mark.parametrize("folder", EDITIONS, ids=name_of)
def test_edition_has_five_cases(folder: Path) -> None:
    assert len(list(folder.glob("cases/*.yaml"))) >= 5


@pytest.mark.parametrize("folder", EDITIONS, ids=name_of)
def test_edition_with_a_withheld_province_has_a_case_of_one(folder: Path) -> None:
    edition = load(folder)
    last = edition.in_force.until or edition.in_force.since
    years = range(edition.in_force.since.year, last.year + 1)
    withheld = any(
        isinstance(item.value, Missing) for item in papi.records(years=years, level="total")
    )
    cases = [read_case(path)["expect"] for path in sorted(folder.glob("cases/*.yaml"))]
    shown = any("missing" in expected for case in cases for expected in case.values())
    assert shown == withheld
