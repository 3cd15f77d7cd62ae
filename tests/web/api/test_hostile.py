"""What nobody should ask for: each time a problem that says what was found and expected."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from chiso_web.api.asked import MOST_WRONG
from chiso_web.api.assembly import addresses
from chiso_web.api.assembly import api as api_described
from chiso_web.api.openapi import description
from tests.web.api.conftest import Reader

SCORES = "/results/papi/2023/scores"
REAL = {
    "{index}": "papi",
    "{period}": "2023",
    "{unit}": "01",
    "{node}": "4.1",
    "{name}": "papi@2023",
    "{measure}": "papi.4",
}
VIETNAMESE = set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư")


def real(address: str) -> str:
    """The address with names that exist."""
    for braces, name in REAL.items():
        address = address.replace(braces, name)
    return address


ADDRESSES = [real(one) for one in addresses()]
LISTS = [
    real(address).removeprefix("/api/v1")
    for address, methods in json.loads(description(api_described))["paths"].items()
    if any(one["name"] == "cursor" for one in methods["get"].get("parameters", ()))
]


@pytest.mark.parametrize(
    "limit", ["0", "-1", "1001", "9" * 40, "1.5", "1e3", "", "x", "١٠", "0x10"]
)
@pytest.mark.parametrize("path", LISTS)
def test_absurd_page_size_is_refused(api: Reader, path: str, limit: str) -> None:
    wrong = api.problem(path, 400, limit=limit)["errors"]
    assert [one["parameter"] for one in wrong] == ["limit"]


def cursors(api: Reader) -> Iterator[tuple[str, str]]:
    """Cursors that lead nowhere in the scores of 2023, by what is wrong with them."""
    following = api.json(SCORES, limit="1")["next"]
    own = following.partition("cursor=")[2].partition("&")[0]
    yield "cut off", own[:-3]
    yield "one sign changed", ("A" if own[0] != "A" else "B") + own[1:]
    yield "no base64", "%%%"
    yield "forged", "MDAwMDAwMDAuMQ"  # 00000000.1
    yield "a huge position", "ODNkMjA2ZmIuOTk5OTk5OTk5OTk5OTk5OTk5OTk5"
    for of, path, query in (
        ("of classes", "/results/papi/2023/classes", {}),
        ("of another year", "/results/papi/2022/scores", {}),
        ("of other filters", SCORES, {"kind": "dimension"}),
        ("of observations", "/results/papi/2023/observations", {}),
    ):
        yield of, api.json(path, limit="1", **query)["next"].partition("cursor=")[2].split("&")[0]


def test_cursor_of_something_else_is_refused(api: Reader) -> None:
    told = {of: api.problem(SCORES, 400, cursor=cursor)["type"] for of, cursor in cursors(api)}
    assert set(told.values()) == {"urn:chiso:problem:cursor"}
    assert len(told) == 9


@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_parameter_is_refused_everywhere(client: Client, address: str) -> None:
    response = client.get(address, {"limt": "5", "lang": "en"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert "There is no parameter “limt” here. Nearest:" in response.json()["detail"]


def test_thousand_unknown_parameters_are_answered_briefly(client: Client) -> None:
    response = client.get("/api/v1/units?" + "&".join(f"p{place}" for place in range(900)))
    assert response.status_code == 400
    assert len(response.json()["errors"]) == MOST_WRONG
    assert len(response.content) < 20_000


@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_language_is_refused_everywhere(client: Client, address: str) -> None:
    response = client.get(address, {"lang": "xx"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "lang"


@pytest.mark.parametrize("address", ADDRESSES)
def test_repeated_parameter_is_refused_everywhere(client: Client, address: str) -> None:
    response = client.get(f"{address}?lang=en&lang=vi")
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "lang")


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "openapi" not in one])
def test_wrong_accept_is_406_with_what_there_is(client: Client, address: str) -> None:
    response = client.get(address, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "/" in response.json()["nearest"][0]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_takes_what_would_change_it(client: Client, address: str, method: str) -> None:
    response = client.generic(method, address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_and_options_answer_everywhere(client: Client, address: str) -> None:
    head = client.head(address)
    body = b"".join(head.streaming_content) if head.streaming else head.content
    assert (head.status_code, body) == (200, b"")
    assert client.options(address).status_code == 204


HOSTILE = [
    "\0",
    "a\0b",
    "\ud800",
    "\x1b[31m",
    "' OR 1=1 --",
    "%",
    "../../etc/passwd",
    "𝟙",
    "ﷺ" * 300,
]
FILTERED = [
    *((SCORES, name) for name in ("unit", "node", "kind", "group", "class", "missing", "cursor")),
    *(("/units", name) for name in ("level", "kind", "parent", "on", "format", "limit")),
    *((path, "index") for path in ("/editions", "/measures")),
    ("/measures", "edition"),
    ("/results/papi/2023/observations", "measure"),
    *(("/results/papi/2023/changes", name) for name in ("since", "node")),
    *(("/results/papi/2023/spreads", name) for name in ("node", "kind", "group")),
    ("/results/papi/2023/restated", "node"),
    ("/results/papi/2023/data-values", "unit"),
    ("/results/papi/2023/sdmx.csv", "node"),
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(("path", "name"), FILTERED)
def test_hostile_filter_is_a_problem(api: Reader, path: str, name: str, value: str) -> None:
    given = value.encode("utf-8", "surrogatepass")
    response = api.client.get(f"/api/v1{path}", {name: given})
    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"
    assert len(response.json()["detail"]) < 1_000


@pytest.mark.parametrize(
    "value", ["%00", "a%00", "%ED%A0%80", "%1b%5B", "..", "%2e%2e", "a" * 3000]
)
@pytest.mark.parametrize(
    "path",
    [
        *("/units/{}", "/units/{}/lineage", "/editions/{}", "/editions/{}/nodes", "/measures/{}"),
        *("/results/{}/2023", "/results/papi/{}/scores", "/results/papi/2023/explanations/{}"),
        "/results/papi/2023/explanations/01/{}",
    ],
)
def test_hostile_name_in_an_address_is_a_problem(client: Client, path: str, value: str) -> None:
    response = client.get("/api/v1" + path.format(value))
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("value", ["\0", "%", "_", "*", "'", "\\", "[", "a" * 101])
def test_search_for_signs_finds_nothing_or_is_refused(api: Reader, value: str) -> None:
    response = api.client.get("/api/v1/units", {"q": value})
    assert response.status_code == 400 or response.json()["items"] == []


PROBLEMS = [
    ("/nothing", 404),
    ("/units/zz", 404),
    ("/editions/papi@1999", 404),
    ("/results/papi/1999", 404),
    ("/results/papi/2023/explanations/01/9.9", 404),
    (f"{SCORES}?limit=0", 400),
    (f"{SCORES}?cursor=abc", 400),
    (f"{SCORES}?cursor=MDAwMDAwMDAuMQ", 400),
    (f"{SCORES}?unti=01", 400),
    (f"{SCORES}?class=best", 404),
    (f"{SCORES}?missing=why", 400),
    ("/units?on=2025-02-30", 400),
    ("/results/papi/2018/changes?since=2014", 404),
    ("/results/papi/2014/changes", 404),
    ("/results/ha-noi-communes/2025/restated", 404),
    ("/editions/ha-noi-communes@2025/changes", 404),
]


@pytest.mark.parametrize(("path", "status"), PROBLEMS)
def test_sentence_is_in_the_language_asked_for(client: Client, path: str, status: int) -> None:
    said = {}
    for lang in ("vi", "en"):
        parted = "&" if "?" in path else "?"
        response = client.get(f"/api/v1{path}{parted}lang={lang}")
        assert (response.status_code, response["Content-Language"]) == (status, lang)
        said[lang] = response.json()["title"] + " " + response.json()["detail"]
    assert said["vi"] != said["en"]
    assert VIETNAMESE & set(said["vi"])
    assert not VIETNAMESE & set(said["en"])
    assert all(sentence.endswith(".") for sentence in said.values())
