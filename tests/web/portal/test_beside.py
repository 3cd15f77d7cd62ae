"""Units of one reform index side by side."""

import csv
import io
import json

import pytest
from django.test import Client

from chiso.synthesis import MARK
from chiso_web.results.models import Score
from tests.web.reading import Page

COMMUNES = "/results/ha-noi-communes/2025"
LONG_BIEN, CUA_NAM, SON_DONG = "00145@2025-07-01", "00082@2025-07-01", "09871@2025-07-01"


def at(*units: str, language: str = "/en") -> str:
    return f"{language}{COMMUNES}/compare?" + "&".join(f"unit={unit}" for unit in units)


def page(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response)


def score(unit: str, node: str = "total") -> Score:
    return Score.objects.get(evaluation__index="ha-noi-communes", unit__uid=unit, node=node)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_lead_says_who_is_highest_and_by_how_much(client) -> None:
    first, second = (score(unit).points or 0.0 for unit in (LONG_BIEN, CUA_NAM))
    gap = f"{first - second:.2f} more than Cua Nam Ward"
    assert first > second
    text = page(client, at(LONG_BIEN, CUA_NAM)).text
    assert f"Long Bien Ward has the highest total of them, {first:.2f} points: {gap}" in text


def test_units_of_two_groups_are_not_ranked_together(client) -> None:
    text = page(client, at(LONG_BIEN, SON_DONG)).text
    assert "These units are ranked apart (wards, communes)" in text
    assert "highest total" not in text
    assert "Reform index 2025, ranked apart: Long Bien Ward" in text


def test_unit_on_a_smaller_base_is_marked_and_not_ranked_silently(client) -> None:
    reduced = Score.objects.filter(
        evaluation__index="ha-noi-communes", node="total", rank_group="ward", reduced=True
    ).select_related("unit")[0]
    found = page(client, at(LONG_BIEN, reduced.unit.uid))
    assert f"On a smaller base (*): {reduced.unit.full_name_en}." in found.text
    assert "highest total" not in found.text


def test_points_and_differences_are_those_of_the_scores(client) -> None:
    table = rows(client, at(LONG_BIEN, CUA_NAM).replace("/compare?", "/compare.csv?"))
    for row in table:
        stored = score(row["unit"], row["node"])
        assert float(row["points"]) == stored.points
        assert row["rank"] == ("" if stored.rank is None else str(stored.rank))
    own, other = (score(unit, "3").points or 0.0 for unit in (LONG_BIEN, CUA_NAM))
    assert (
        f"{own:.2f} {other:.2f} {abs(own - other):.2f}" in page(client, at(LONG_BIEN, CUA_NAM)).text
    )


def test_every_number_leads_to_its_explanation(client) -> None:
    links = page(client, at(LONG_BIEN, CUA_NAM, language="")).links
    for unit in (LONG_BIEN, CUA_NAM):
        assert {f"{COMMUNES}/{unit}/3", f"{COMMUNES}/{unit}/3.2"} <= set(links)


@pytest.mark.parametrize("typed", ["Phường Long Biên", "long bien", "00145", "Long Bien Ward"])
def test_unit_is_found_by_id_code_or_name(client, typed) -> None:
    assert "A Long Bien Ward" in page(client, at(typed, CUA_NAM)).text


def test_what_is_no_unit_is_named_with_the_nearest(client) -> None:
    text = page(client, at(LONG_BIEN, CUA_NAM, "Bo Dee")).text
    assert "This result has no unit “Bo Dee”. Nearest: Bo De Ward" in text


def test_one_unit_alone_asks_for_another(client) -> None:
    asked = "name one more"
    assert asked in page(client, at(LONG_BIEN)).text
    assert asked not in page(client, at()).text


def test_seventh_unit_is_left_out_and_said(client) -> None:
    uids = Score.objects.filter(
        evaluation__index="ha-noi-communes", node="total", rank_group="ward"
    ).values_list("unit__uid", flat=True)[:7]
    assert "At most 6 are compared; left out:" in page(client, at(*uids)).text


def test_fewer_than_two_show_the_form(client) -> None:
    found = page(client, at(LONG_BIEN))
    assert "compare units" in found.text
    assert found.tags.count("input") == 6


def test_result_of_one_unit_says_so(client) -> None:
    text = page(client, "/en/results/long-bien-district/2018/compare").text
    assert "This result has one unit only" in text


def test_file_of_too_few_leads_to_the_form(client) -> None:
    response = client.get(f"{COMMUNES}/compare.csv?unit={LONG_BIEN}")
    assert response.status_code == 404
    assert f"{COMMUNES}/compare" in Page(response).links


def test_every_row_table_and_quote_is_marked(client) -> None:
    response = client.get(at(LONG_BIEN, CUA_NAM, language="").replace("compare?", "compare.json?"))
    assert "gia-lap_" in response["Content-Disposition"]
    assert all(row["note"].startswith(MARK.vi) for row in json.loads(response.content))
    body = client.get(at(LONG_BIEN, CUA_NAM, language="")).content.decode()
    assert body.count("<thead") == body.count('class="mk"') == 3
    assert f"<blockquote>{MARK.vi}: " in body


def test_ids_on_a_page_are_its_own(client) -> None:
    ids = page(client, at(LONG_BIEN, CUA_NAM)).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "query", ["unit=%00&unit=%F0%9F%98%80", "unit=" + "x" * 4000, "unit=&unit=", "group=1&page=-1"]
)
def test_absurd_query_shows_the_form(client, query) -> None:
    assert client.get(f"{COMMUNES}/compare?{query}").status_code == 200


def test_warm_page_takes_one_query(client, django_assert_num_queries) -> None:
    client.get(at(LONG_BIEN, CUA_NAM))
    with django_assert_num_queries(1):  # the list of results
        client.get(at(LONG_BIEN, SON_DONG))
