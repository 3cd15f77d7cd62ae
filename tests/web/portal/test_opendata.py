"""The open data: packages that validate, tables that agree with the library, bytes that repeat."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from django.test import Client
from frictionless import Package, system
from pytest_django import DjangoAssertNumQueries

from chiso import tables
from chiso.datasets import papi
from chiso.definition.editions import edition
from chiso.evaluation import evaluate
from chiso.synthesis import MARK
from chiso_web.portal.opendata.papi_package import papi_package
from chiso_web.portal.opendata.units_package import _package as units_package_built
from chiso_web.results.selectors import evaluation_list
from tests.builders import YEARS
from tests.unit.cli_run import run
from tests.web.reading import Page

REFORM = [
    *("ha-noi-communes-2025", "ha-noi-departments-2025"),
    *("long-bien-departments-2018", "long-bien-district-2018", "long-bien-wards-2018"),
]
PACKAGES = [*(f"papi-{year}" for year in YEARS), "papi", "units", *REFORM]
FILES = {"datapackage.json", "README.md", "SOURCES.md"}


def unpacked(client: Client, name: str, folder: Path) -> Path:
    """A package, downloaded and unpacked."""
    with zipfile.ZipFile(io.BytesIO(client.get(f"/data/{name}.zip").content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_validates(client: Client, name: str, tmp_path: Path) -> None:
    folder = unpacked(client, name, tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    assert len(report.tasks) == len(list(folder.glob("*.csv")))


def test_the_validator_sees_a_broken_key(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "papi-2022", tmp_path)
    units = folder / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("\n01,", "\n99,"), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    found = {kind for (kind,) in report.flatten(["type"])}
    assert {"foreign-key", "hash-count"} <= found


@pytest.mark.parametrize("year", YEARS)
def test_scores_are_those_that_the_library_computes(
    client: Client, year: int, tmp_path: Path
) -> None:
    folder = unpacked(client, f"papi-{year}", tmp_path)
    computed = evaluate(edition(f"papi@{year}"), papi.observations(year)).columns()
    expected = pd.read_csv(io.BytesIO(tables.encoded(computed, "csv")), dtype=str)
    found = pd.read_csv(folder / "scores.csv", dtype=str)
    key = ["unit", "node"]
    assert (
        found.sort_values(key)
        .reset_index(drop=True)
        .equals(expected.sort_values(key).reset_index(drop=True))
    )


def test_the_observations_score_to_the_same(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "papi-2023", tmp_path)
    evaluated = evaluate(edition("papi@2023"), tables.read(folder / "observations.csv"))
    scores = pd.read_csv(folder / "scores.csv", dtype={"unit": str, "node": str, "code": str})
    totals = scores[scores["node"] == "total"].set_index("unit")["score"]
    # published: Ha Noi 43.960304 in 2023
    assert (
        totals["01"] == evaluated.score("01", "total").points == pytest.approx(43.960304, abs=1e-5)
    )


def test_a_package_has_the_same_bytes_again(client: Client) -> None:
    first = client.get("/data/papi-2022.zip").content
    papi_package.cache_clear()
    assert client.get("/en/data/papi-2022.zip").content == first


def test_the_package_of_all_years_holds_each_year(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "papi", tmp_path)
    held = pd.read_csv(folder / "observations.csv", dtype={"unit": str})
    assert set(held["period"]) == set(YEARS)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described["name"] == "papi-2014-2024"


def test_a_package_names_its_licence_sources_and_editions(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "papi-2022", tmp_path)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "all rights reserved" in described["licenses"][0]["title"]
    assert described["sources"][0]["path"] == "https://papi.org.vn"
    assert described["editions"] == {"papi@2022-01-01": edition("papi@2022").sha256}
    assert {path.name for path in folder.iterdir()} >= FILES


def test_every_column_is_described_in_both_languages(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "papi-2022", tmp_path)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = [one for table in described["resources"] for one in table["schema"]["fields"]]
    assert all(one["description"] != one["description_vi"] for one in fields)


# the table of 2022: 63 provinces, 155 measures
def test_the_page_says_what_each_year_holds(client: Client) -> None:
    text = Page(client.get("/en/data")).text
    assert "2022 9,765 168 155 61" in text
    assert "Licence of PAPI’s figures: none was found" in text


@pytest.mark.parametrize("table", ["observations", "scores"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_table_downloads_in_each_format(client: Client, table: str, kind: str) -> None:
    response = client.get(f"/data/papi-2022/{table}.{kind}")
    assert response["Content-Disposition"] == f'attachment; filename="papi-2022-{table}.{kind}"'
    assert len(response.content) > 10_000


def test_a_downloaded_table_reads_back(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_bytes(client.get("/data/papi-2022/observations.csv").content)
    table = tables.read(path)
    assert len(table.units) == 63
    assert table.observation(table.units.index("22"), "papi.total").value == 47.876301


@pytest.mark.parametrize("address", ["/data/papi-1999.zip", "/data/papi-x/scores.csv"])
def test_a_year_without_data_is_answered_with_the_nearest(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert any(link.startswith("/papi/") for link in Page(response).links)


def test_machines_find_every_package(client: Client) -> None:
    listed = client.get("/data/index.json").json()["packages"]
    assert {one["path"] for one in listed} == {f"/data/{name}.zip" for name in PACKAGES}


def test_the_page_takes_four_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/data")  # the results of reform indices are read once a process
    with django_assert_max_num_queries(4):
        client.get("/data")


def test_a_package_is_built_once(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/data/papi-2022.zip")
    with django_assert_max_num_queries(1):
        client.get("/data/papi-2022.zip")


def test_the_package_of_units_follows_the_lists(client: Client) -> None:
    units_package_built.cache_clear()
    client.get("/data/units.zip")
    client.get("/data/units.zip")
    assert units_package_built.cache_info().hits == 1


def test_evaluations_stand_for_what_they_hold(db: None) -> None:
    # the cache of packages is keyed on them: a year published anew must be another one
    assert len({hash(one) for one in evaluation_list("papi")}) == len(YEARS)


@pytest.mark.parametrize("name", REFORM)
def test_a_synthetic_package_says_so_in_every_name_title_and_row(
    client: Client, name: str, tmp_path: Path
) -> None:
    response = client.get(f"/data/{name}.zip")
    assert f'filename="gia-lap_{name}.zip"' in response["Content-Disposition"]
    folder = unpacked(client, name, tmp_path)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert described["name"] == f"gia-lap_{name}"
    assert all(MARK.en in described[one] for one in ("title", "description"))
    assert MARK.vi in described["title_vi"]
    assert all(path.name.startswith("gia-lap_") for path in folder.glob("*.csv"))
    for table in ("observations", "scores"):
        rows = pd.read_csv(folder / f"gia-lap_{table}.csv", dtype=str)
        assert rows["note"].str.startswith(MARK.vi).all()


def test_a_package_is_found_by_the_name_that_its_file_has(client: Client) -> None:
    name = "long-bien-wards-2018"
    assert (
        client.get(f"/data/gia-lap_{name}.zip").content == client.get(f"/data/{name}.zip").content
    )


def test_a_reform_package_scores_again_to_the_same(client: Client, tmp_path: Path) -> None:
    folder = unpacked(client, "ha-noi-communes-2025", tmp_path)
    own = edition(str(folder / "edition"))
    evaluated = evaluate(own, tables.read(folder / "gia-lap_observations.csv"))
    scores = pd.read_csv(folder / "gia-lap_scores.csv", dtype={"node": str})
    totals = scores[scores["node"] == "total"].set_index("unit")["score"]
    assert len(totals) == 126
    for unit, total in totals.items():
        assert evaluated.score(str(unit), "total").points == pytest.approx(total, abs=1e-9)


def test_the_command_in_a_reform_package_gives_the_ranks_of_its_scores(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # communes and wards are ranked apart, so the command must say so
    folder = unpacked(client, "ha-noi-communes-2025", tmp_path)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    line = next(one for one in readme.splitlines() if one.strip().startswith("chiso score"))
    monkeypatch.chdir(folder)
    assert run(*line.replace("scores.csv", "mine.csv").split()[1:]).exit_code == 0
    ours, mine = (
        pd.read_csv(folder / name, dtype=str).set_index(["unit", "node"])["rank"]
        for name in ("gia-lap_scores.csv", "mine.csv")
    )
    assert mine.reindex(ours.index).equals(ours)


def test_the_page_lists_reform_packages_with_their_mark(client: Client) -> None:
    page = Page(client.get("/en/data"))
    assert {f"/en/data/{name}.zip" for name in REFORM} <= set(page.links)
    assert page.text.count(MARK.en) >= len(REFORM)


@pytest.mark.parametrize("name", ["nothing-2026", "ha-noi-communes-1999"])
def test_a_package_that_is_not_there_offers_the_nearest(client: Client, name: str) -> None:
    response = client.get(f"/data/{name}.zip")
    assert response.status_code == 404
    assert any("/results" in link for link in Page(response).links)
