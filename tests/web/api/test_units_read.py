"""Units, their kinds and lineage."""

import csv
import io
from datetime import date

import pytest

from chiso_web.units.models import Link, Unit
from tests.web.api.conftest import Reader

LONG_BIEN = "00145@2025-07-01"


def ids(api: Reader, **query: str) -> list[str]:
    """The ids that a list of units has, at most 1,000."""
    return [one["unit"] for one in api.json("/units", limit="1000", **query)["items"]]


@pytest.mark.parametrize(("on", "count"), [("2025-06-30", 63), ("2025-07-01", 34)])
def test_provinces_of_a_day_are_those_that_existed(api: Reader, on: str, count: int) -> None:
    assert len(ids(api, level="province", on=on)) == count  # Resolution 202/2025/QH15: 63 to 34


def test_csv_holds_every_unit(api: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(api.csv("/units"))))
    assert len(rows) == Unit.objects.count()
    assert {row["unit"] for row in rows} == set(Unit.objects.values_list("uid", flat=True))


def test_csv_is_in_the_language_asked_for(api: Reader) -> None:
    row = next(csv.DictReader(io.StringIO(api.csv("/units", code="00145", lang="en"))))
    assert row["source"] == Unit.objects.get(uid=row["unit"]).source_en


def test_kind_takes_in_the_sorts_of_it(api: Reader) -> None:
    communes = ids(api, kind="commune", parent="01", on="2026-01-01")
    wards = ids(api, kind="ward", parent="01", on="2026-01-01")
    assert (len(communes), len(wards)) == (126, 51)  # Resolution 1656/NQ-UBTVQH15


@pytest.mark.parametrize("typed", ["Long Biên", "long bien", "LONG  BIEN", "long-bien"])
def test_part_of_a_name_finds_units_with_marks_or_without(api: Reader, typed: str) -> None:
    assert LONG_BIEN in ids(api, q=typed, level="commune")


def test_code_finds_all_that_had_it(api: Reader) -> None:
    assert ids(api, code="00145") == list(
        Unit.objects.filter(code="00145").order_by("pk").values_list("uid", flat=True)
    )


@pytest.mark.parametrize(
    ("on", "unit"), [("2024-12-31", "00145@unknown"), ("2026-12-31", LONG_BIEN)]
)
def test_bare_code_means_the_unit_that_has_it_on_the_day(api: Reader, on: str, unit: str) -> None:
    assert api.json("/units/00145", on=on)["unit"] == unit


def test_unit_alone_is_as_in_the_list(api: Reader) -> None:
    listed = api.json("/units", code="00145", on="2026-01-01")["items"]
    assert listed == [api.json(f"/units/{LONG_BIEN}")]


def test_days_that_are_not_known_are_null(api: Reader) -> None:
    unit = api.json("/units/22@unknown")
    assert (unit["since"], unit["until"], unit["until_known"]) == (None, None, True)


def test_lineage_has_the_links_before_and_after(api: Reader) -> None:
    links = api.json(f"/units/{LONG_BIEN}/lineage", limit="1000")["items"]
    before = {one["old"] for one in links if one["direct"] == "before"}
    stored = Link.objects.filter(new__uid=LONG_BIEN).values_list("old__uid", flat=True)
    assert before == set(stored)
    assert {one["day"] for one in links if one["new"] == LONG_BIEN} == {
        date(2025, 7, 1).isoformat()
    }


def test_lineage_of_a_unit_without_links_is_that_of_those_below(api: Reader) -> None:
    found = api.json("/units/004@unknown/lineage")
    assert found["of_units_below"] is True
    assert found["items"]


def test_kinds_name_what_they_belong_to(api: Reader) -> None:
    kinds = {one["kind"]: one["sort_of"] for one in api.json("/kinds")["items"]}
    assert (kinds["ward"], kinds["commune"]) == ("commune", None)


def test_results_of_a_unit_are_its_scores_in_every_period(api: Reader) -> None:
    items = api.json("/units/01@unknown/results")["items"]
    for one in items:
        (score,) = api.json(f"/results/papi/{one['period']}/scores", unit="01", node="total")[
            "items"
        ]
        assert {name: one[name] for name in one if name in score} == {
            name: score[name] for name in score if name in one
        }
    assert [one["period"] for one in items] == sorted(one["period"] for one in items)
    assert len(items) > 2


def test_results_of_a_unit_on_a_node_are_those_of_the_years_that_have_it(api: Reader) -> None:
    periods = [one["period"] for one in api.json("/units/01@unknown/results", node="8")["items"]]
    assert "2023" in periods
    assert "2014" not in periods  # PAPI had six dimensions until 2017


def test_synthetic_results_of_a_unit_say_so(api: Reader) -> None:
    items = api.json(f"/units/{LONG_BIEN}/results")["items"]
    assert [(one["index"], one["synthetic"]) for one in items] == [("ha-noi-communes", True)]
    assert all(one["mark"] for one in items)


@pytest.mark.parametrize(("name", "value"), [("index", "papy"), ("node", "99")])
def test_unknown_filter_of_a_units_results_is_told(api: Reader, name: str, value: str) -> None:
    told = api.problem("/units/01@unknown/results", 404, **{name: value})
    assert told["errors"][0]["parameter"] == name
    assert told["nearest"]


def test_unit_without_results_has_none(api: Reader) -> None:
    assert api.json("/units/00001@unknown/results")["items"] == []
