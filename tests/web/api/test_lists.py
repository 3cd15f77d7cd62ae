"""Lists in pages, as CSV and as JSON lines."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from chiso_web.api.listing import csv_pieces
from chiso_web.results.models import Evaluation, Score
from tests.web.api.conftest import Reader

Assert = Callable[..., AbstractContextManager[object]]
SCORES = "/results/papi/2023/scores"


def pages(api: Reader, path: str, **query: str) -> list[dict[str, object]]:
    """The items of all pages, followed by their links."""
    items, page = [], api.json(path, **query)
    while True:
        items += page["items"]
        if page["next"] is None:
            return items
        page = api.client.get(page["next"]).json()


def test_pages_hold_every_row_once_in_order(api: Reader) -> None:
    stored = Score.objects.filter(evaluation__period="2023").order_by("pk")
    found = pages(api, SCORES, limit="1000")
    wanted = list(stored.values_list("unit__uid", "node", "points"))
    assert [(one["unit"], one["node"], one["points"]) for one in found] == wanted


def test_next_page_stands_in_body_and_link_header(api: Reader) -> None:
    response = api.client.get("/api/v1" + SCORES, {"limit": "2", "kind": "dimension"})
    following = response.json()["next"]
    assert response["Link"] == f'<{following}>; rel="next"'
    assert "kind=dimension" in following
    assert "limit=2" in following


def test_last_page_leads_nowhere(api: Reader) -> None:
    response = api.client.get("/api/v1" + SCORES, {"node": "total"})
    assert response.json()["next"] is None
    assert "Link" not in response


def test_csv_has_the_rows_of_all_pages(api: Reader) -> None:
    table = list(csv.DictReader(io.StringIO(api.csv(SCORES, node="4"))))
    items = api.json(SCORES, node="4")["items"]
    assert [(row["unit"], row["points"]) for row in table] == [
        (one["unit"], "" if one["points"] is None else repr(one["points"])) for one in items
    ]


def test_json_lines_are_the_items(api: Reader) -> None:
    response = api.client.get("/api/v1" + SCORES, {"node": "4", "format": "ndjson"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [json.loads(line) for line in lines] == api.json(SCORES, node="4")["items"]


def test_cursor_of_an_earlier_publication_is_refused(api: Reader) -> None:
    following = api.json(SCORES, limit="1")["next"]
    Evaluation.objects.filter(period="2023").update(package_version="0.0.0")
    response = api.client.get(following)
    assert (response.status_code, response.json()["type"]) == (400, "urn:chiso:problem:cursor")


def test_names_are_in_the_language_asked_for(api: Reader) -> None:
    named = {
        lang: api.json(SCORES, node="1", unit="01", lang=lang)["items"][0]["node_name"]
        for lang in ("vi", "en")
    }
    assert named == {
        "vi": "Tham gia của người dân ở cấp cơ sở",
        "en": "Participation at Local Levels",
    }


FILES = [
    f"/api/v1{SCORES}?format=csv",
    f"/api/v1{SCORES}?format=ndjson",
    "/api/v1/results/papi/2023/observations?format=csv",
    "/api/v1/results/papi/2023/sdmx.csv",
    "/api/v1/results/papi/2023/data-values",
    "/api/v1/units?format=csv&kind=province",
]


@pytest.mark.parametrize("address", FILES)
def test_file_is_read_before_it_is_sent(
    client: Client, django_assert_num_queries: Assert, address: str
) -> None:
    response = client.get(address)
    with django_assert_num_queries(0):  # a slow reader keeps no database waiting
        assert len(b"".join(response.streaming_content)) > 1_000


@pytest.mark.parametrize("address", FILES)
def test_file_that_a_reader_has_is_not_read_again(
    client: Client, django_assert_num_queries: Assert, address: str
) -> None:
    tag = client.get(address)["ETag"]
    with django_assert_num_queries(2):  # which version, and no row
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_pages_hold_every_observation_once(api: Reader) -> None:
    found = pages(api, "/results/papi/2023/observations", limit="1000")
    table = csv.DictReader(io.StringIO(api.csv("/results/papi/2023/observations")))
    listed = [(one["unit"], one["measure"]) for one in found]
    assert listed == [(row["unit"], row["measure"]) for row in table]
    assert len(set(listed)) == len(listed) > 5_000


def test_text_that_a_spreadsheet_would_run_is_guarded_and_numbers_are_not() -> None:
    cells = ["=1+1", "@sum", "-cmd", "+1", "-0.5", -1.5, "'=x", "01", None]
    text = "".join(csv_pieces(("cell",), [[cell] for cell in cells]))
    assert text.splitlines() == [
        *("cell", "'=1+1", "'@sum", "'-cmd", "+1", "-0.5", "-1.5", "''=x", "01", '""')
    ]


@pytest.mark.parametrize("address", FILES)
def test_new_program_makes_a_new_tag(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    before = client.get(address)["ETag"]
    monkeypatch.setattr("chiso.__version__", "99.0.0")
    assert client.get(address)["ETag"] != before  # columns and words may be others
