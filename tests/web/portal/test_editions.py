"""Edition pages: what stands in the YAML stands on the page, in words and in both languages."""

import csv
import hashlib
import io
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chiso.definition.editions import edition, edition_list
from chiso.evaluation.cases import case_files
from chiso.synthesis import MARK
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


REFORM = ["ha-noi-communes@2025-01-01", "long-bien-wards@2018-01-01"]


@pytest.mark.parametrize("name", REFORM)
def test_an_illustrative_edition_says_so_before_all_else(client: Client, name: str) -> None:
    text = Page(client.get(f"/en/editions/{name}")).text
    assert text.index("no authority laid it down") < text.index("In force from")


@pytest.mark.parametrize(
    ("name", "results"),
    [(REFORM[0], "/results/ha-noi-communes/2025"), (REFORM[1], "/results/long-bien-wards/2018")],
)
def test_an_edition_leads_to_its_results_and_their_criteria(
    client: Client, name: str, results: str
) -> None:
    page = Page(client.get(f"/editions/{name}"))
    assert {results, f"{results}/part/3", f"{results}/part/3.2"} <= set(page.links)
    assert MARK.vi in page.text


def test_what_is_known_of_owner_dates_and_parts_is_said(client: Client) -> None:
    text = Page(client.get(f"/en/editions/{REFORM[0]}")).text
    assert "Signed on 17 November 2025, for the results of 2025 and after." in text
    assert "Department of Home Affairs of Hà Nội from 2025-11-17" in text
    assert "Appraisal: 75, Survey: 25" in text
    assert "the most points that apply are set to 100" in text


def test_most_points_of_every_content_are_said(client: Client) -> None:
    text = Page(client.get(f"/en/editions/{REFORM[0]}")).text
    most = {"1": 12, "2": 8, "3": 20, "4": 8, "5": 12, "6": 8, "7": 16, "8": 16}  # index.yaml
    for code, points in most.items():
        assert re.search(rf"\b{code} [A-Z][^;]*; at most {points} points", text), code


def test_a_local_addition_and_every_class_are_said(client: Client) -> None:
    text = Page(client.get(f"/en/editions/{REFORM[1]}")).text
    assert "Added locally to the frame." in text
    assert all(name in text for name in ("Excellent", "Good", "Fair", "Average", "Weak"))
    assert "the class is at best" in text


def test_what_follows_a_missing_value_is_told_once_for_most_kinds(client: Client) -> None:
    text = Page(client.get(f"/en/editions/{REFORM[0]}")).text
    assert (
        "Where a value is missing: did not arise or does not apply: counts full points; "
        "not reported: counts 0 points; otherwise: gives no score, here and above."
    ) in text


@pytest.mark.parametrize("name", REFORM)
def test_every_criterion_can_be_led_to(client: Client, name: str) -> None:
    ids = Page(client.get(f"/editions/{name}")).ids
    nodes = [f"part-{node.id}" for node in edition(name).nodes[1:]]
    assert len(ids) == len(set(ids))
    assert set(nodes) <= set(ids)
