"""Edition pages: what stands in the YAML stands on the page, in words and in both languages."""

import csv
import hashlib
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chiso.definition.editions import edition, edition_list
from chiso.evaluation.cases import case_files
from tests.web.reading import Page

PAPI_2022 = "/en/editions/papi@2022-01-01"
NAMES = [one.name for one in edition_list()]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_edition_has_its_page(client: Client, name: str, language: str) -> None:
    response = client.get(f"{language}/editions/{name}")
    page = Page(response)
    assert response.status_code == 200
    assert page.tags.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert "style" not in page.attributes


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_an_edition_is_on_its_page(client: Client, name: str) -> None:
    nodes = edition(name).nodes
    text = Page(client.get(f"/editions/{name}")).text
    assert [node.id for node in nodes if node.name.vi not in text and node.parent] == []


def test_the_list_leads_to_every_edition(client: Client) -> None:
    links = Page(client.get("/editions")).links
    assert {f"/editions/{name}" for name in NAMES} <= set(links)


# index.yaml of 2022: 1.1 is 0.25 + 0.5625 × 1.1.01 + 1.125 × 1.1.02
def test_a_rule_stands_in_the_words_of_the_explanations(client: Client) -> None:
    text = Page(client.get(PAPI_2022)).text
    assert "0.25 to start with, plus its parts, each times its weight" in text
    assert "Reads papi.1.1.01 (share, 0–1; higher is better)" in text
    assert "× 0.5625" in text


def test_a_vietnamese_page_says_its_rules_in_vietnamese(client: Client) -> None:
    text = Page(client.get("/editions/papi@2022-01-01")).text
    assert "Áp dụng từ 01/01/2022 đến 31/12/2022" in text
    assert "8 chỉ số nội dung, 28 nội dung thành phần, 25 chỉ tiêu" in text


def test_worked_cases_are_computed_and_pass(client: Client) -> None:
    text = Page(client.get(PAPI_2022)).text
    count = len(case_files(edition("papi@2022-01-01")))
    assert f"{count}/{count}" in text
    assert "DOES NOT" not in text
    assert "1.112101" in text  # Quang Nam, 1.1


# by hand: 5.2 (construction permits) was dropped in 2021; the three others got a wider scale
def test_what_changed_is_told_in_a_line(client: Client) -> None:
    text = Page(client.get("/en/editions/papi@2021-01-01")).text
    assert "Removed: 5.2" in text
    assert "Another rule, weight or scale: 5.1, 5.3, 5.4" in text


def test_indicators_that_go_with_their_part_are_not_listed_singly(client: Client) -> None:
    text = Page(client.get("/en/editions/papi@2024-01-01")).text
    assert "Removed: 1.1.01" not in text
    assert "no longer computed from indicators: 1.1, 3.2" in text


def test_breaks_of_the_edition_are_told_with_reason_and_source(client: Client) -> None:
    text = Page(client.get("/en/editions/papi@2021-01-01")).text
    assert "Construction Permits was dropped" in text
    assert "PAPI's published tables of scores" in text


def test_the_files_are_those_of_the_package(client: Client) -> None:
    sha256 = edition("papi@2022-01-01").sha256
    response = client.get(f"{PAPI_2022}/index.yaml")
    assert response["Content-Type"] == "text/yaml; charset=utf-8"
    assert hashlib.sha256(response.content).hexdigest() == sha256
    assert sha256 in Page(client.get(PAPI_2022)).text


def test_the_rules_download_as_a_table(client: Client) -> None:
    text = client.get(f"{PAPI_2022}.csv").content.decode("utf-8-sig")
    rows = {row["node"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["1.1.01"]["weight"] == "0.5625"
    assert rows["1.1"]["rule"] == "0.25 to start with, plus its parts, each times its weight"


def test_the_changes_download_as_a_table(client: Client) -> None:
    rows = client.get("/en/editions/papi@2021-01-01/changes.json").json()
    assert [row["part"] for row in rows if row["aspect"] == "removed"] == [
        "5.2 Construction Permits"
    ]


# by hand: the rows 8.1.01 and 8.1.02 no longer count in 2023
def test_a_part_that_came_or_went_tells_its_rule(client: Client) -> None:
    rows = client.get("/en/editions/papi@2023-01-01/changes.json").json()
    gone = [row for row in rows if row["aspect"] == "removed"]
    assert [row["part"][:6] for row in gone] == ["8.1.01", "8.1.02"]
    assert all(row["before"].startswith("the published value") for row in gone)


@pytest.mark.parametrize("name", ["papi@2022", "papi@2022-06-30"])
def test_a_year_or_day_leads_to_the_edition_in_force(client: Client, name: str) -> None:
    response = client.get(f"/editions/{name}")
    assert (response.status_code, response["Location"]) == (302, "/editions/papi@2022-01-01")


@pytest.mark.parametrize(
    "name",
    [
        "papi",
        "papi@1990",
        "papi@2022-13-45",
        "pap@2022",
        "@2022",
        "%2e%2e@2022",
        "src.yaml",
        "x" * 500,
    ],
)
def test_an_unknown_edition_is_answered_with_the_nearest(client: Client, name: str) -> None:
    response = client.get(f"/editions/{name}")
    assert response.status_code == 404
    assert any(link.startswith("/editions/papi") for link in Page(response).links)


def test_the_first_edition_has_no_file_of_changes(client: Client) -> None:
    assert client.get("/editions/papi@2011-01-01/changes.csv").status_code == 404


def test_missing_licence_is_told_in_the_language_of_the_page(client: Client) -> None:
    # sources.yaml of 2023 says it in English
    vietnamese = client.get("/editions/papi@2023-01-01").content.decode()
    assert "chưa tìm thấy; các báo cáo ghi “all rights reserved” (giữ mọi quyền)" in vietnamese
    assert "none found" not in vietnamese
    english = client.get("/en/editions/papi@2023-01-01").content.decode()
    assert "none found; the reports carry the words “all rights reserved”" in english


def test_everything_unfolds_for_printing(client: Client) -> None:
    assert Page(client.get(f"{PAPI_2022}?all=1")).attributes.count("open") > 10


def test_an_edition_page_takes_one_query(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        client.get(PAPI_2022)
