"""The page that describes every address to people."""

import json

import pytest
from django.test import Client

from tests.web.api.conftest import Reader
from tests.web.reading import Page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_address_parameter_and_column_is_described(
    api: Reader, client: Client, prefix: str
) -> None:
    described = api.json("/openapi.json")
    html = client.get(f"{prefix}/data/api/reference").content.decode()
    for address, methods in described["paths"].items():
        assert f"<code>{address}</code></h2>" in html
        for parameter in methods["get"].get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in html
    columns = {
        column
        for name, shape in described["components"]["schemas"].items()
        if name.endswith("Item")
        for column in shape["properties"]
    }
    assert len(columns) > 80
    assert all(f"<code>{column}</code>" in html for column in columns)


@pytest.mark.parametrize("address", ["/data/api", "/data/api/reference"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_links_on_the_page_lead_somewhere(client: Client, prefix: str, address: str) -> None:
    page = Page(client.get(prefix + address))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= {*page.ids, "content"}
    assert len(page.ids) == len(set(page.ids))
    outside = {link for link in page.links if link.startswith("/")}
    assert all(client.get(link, follow=True).status_code == 200 for link in outside)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_says_the_kinds_in_its_own_language(client: Client, prefix: str) -> None:
    text = Page(client.get(f"{prefix}/data/api/reference")).text
    assert ("whole number, 1–1,000" in text) is bool(prefix)
    assert ("số nguyên, 1–1.000" in text) is not bool(prefix)
    assert "`" not in text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_examples_of_the_guide_name_the_site_that_shows_them(client: Client, prefix: str) -> None:
    text = Page(client.get(f"{prefix}/data/api", headers={"Host": "localhost:8123"})).text
    assert "http://localhost:8123/api/v1/results/papi/2023/scores" in text
    assert "localhost:8000" not in text


def test_openapi_is_the_same_for_every_reader(client: Client) -> None:
    versions = {client.get(f"/api/v1/openapi.json?lang={lang}").content for lang in ("vi", "en")}
    assert len(versions) == 1
    assert json.loads(versions.pop())["openapi"].startswith("3.1")


def test_every_parameter_and_column_says_what_it_means(api: Reader) -> None:
    described = api.json("/openapi.json")
    for address, methods in described["paths"].items():
        for parameter in methods["get"].get("parameters", ()):
            assert parameter.get("description"), (address, parameter["name"])


@pytest.mark.parametrize(("lang", "start"), [("vi", "/data/api"), ("en", "/en/data/api")])
def test_first_address_leads_to_the_pages_for_people(api: Reader, lang: str, start: str) -> None:
    found = api.json("/", lang=lang)["documentation"]
    assert found["guide"].endswith(start)
    assert all(api.client.get(address).status_code == 200 for address in found.values())
