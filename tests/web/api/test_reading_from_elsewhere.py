"""What a browser, a cache and another site see in the headers."""

import gzip

import pytest
from django.test import Client

from tests.web.api.conftest import Reader

SCORES = "/api/v1/results/papi/2023/scores"
EVERY = ["/api/v1/", "/api/v1/kinds", f"{SCORES}?format=csv", "/api/v1/none", "/api/v1/units/none"]


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_may_be_read_from_other_sites(client: Client, address: str) -> None:
    response = client.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit-Remaining" in response["Access-Control-Expose-Headers"]


def test_preflight_is_answered_without_a_body(client: Client) -> None:
    response = client.options(SCORES, headers={"Access-Control-Request-Method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("query", ["", "?format=csv", "?format=ndjson"])
def test_unchanged_answer_is_304(client: Client, query: str) -> None:
    tag = client.get(SCORES + query)["ETag"]
    again = client.get(SCORES + query, headers={"If-None-Match": tag})
    assert (again.status_code, again["ETag"]) == (304, tag)
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", ["", "?format=csv"])
def test_packed_unpacked_and_unchanged_answers_have_one_tag(client: Client, query: str) -> None:
    packed = client.get(SCORES + query, headers={"Accept-Encoding": "gzip"})
    tag = packed["ETag"]
    again = client.get(SCORES + query, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert (again.status_code, again["ETag"]) == (304, tag)
    assert client.get(SCORES + query)["ETag"] == tag
    assert tag.startswith("W/")


@pytest.mark.parametrize("query", ["", "?format=csv"])
def test_tags_tell_languages_apart(client: Client, query: str) -> None:
    other = query.replace("?", "&")
    tags = {client.get(f"{SCORES}?lang={lang}{other}")["ETag"] for lang in ("vi", "en")}
    assert len(tags) == 2


@pytest.mark.parametrize("address", EVERY)
def test_head_says_what_get_says_without_a_body(client: Client, address: str) -> None:
    said, had = client.head(address), client.get(address)
    assert said.status_code == had.status_code
    assert said.get("ETag") == had.get("ETag")
    assert (b"".join(said.streaming_content) if said.streaming else said.content) == b""


def test_answers_are_kept_and_problems_are_not(client: Client) -> None:
    assert client.get("/api/v1/kinds")["Cache-Control"] == "public, max-age=300"
    assert client.get("/api/v1/units/none")["Cache-Control"] == "no-store"


def test_answer_varies_with_accept_and_not_with_the_browsers_language(client: Client) -> None:
    varies = {name.strip() for name in client.get("/api/v1/kinds")["Vary"].split(",")}
    assert varies == {"Accept", "Accept-Encoding"}


def test_stream_is_compressed_for_who_takes_it(client: Client) -> None:
    response = client.get(f"{SCORES}?format=csv", headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(b"".join(response.streaming_content)).decode()
    assert text.startswith("unit,unit_code,unit_name,node,")


def test_language_of_an_answer_is_the_one_asked_for(client: Client) -> None:
    english = client.get("/api/v1/kinds?lang=en", headers={"Accept-Language": "vi"})
    default = client.get("/api/v1/kinds", headers={"Accept-Language": "en"})
    assert (english["Content-Language"], default["Content-Language"]) == ("en", "vi")


def test_final_slash_leads_to_the_address(client: Client) -> None:
    response = client.get("/api/v1/units/")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/units")


def test_start_names_addresses_that_answer(api: Reader) -> None:
    for address in api.json("/")["addresses"].values():
        assert api.client.get(address).status_code == 200
