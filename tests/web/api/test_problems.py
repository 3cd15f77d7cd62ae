"""What is said where there is no answer: status, sentence, the nearest names; never a page."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from chiso_web.accounts.permissions import public
from chiso_web.config import urls
from chiso_web.units.models import Unit
from tests.web.api.conftest import Reader


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/results/pappi/2023", "papi"),
        ("/results/papi/2032/scores", "2023"),
        ("/results/papi/2023/explanations/Hà Nôi", "01@unknown"),
        ("/results/papi/2023/explanations/01/4.11", "4.1"),
        ("/editions/papi@1999", "papi@2024-01-01"),
        ("/editions/papi", "papi@2023-01-01"),
        ("/editions/..", "service-766@2026-09-26"),
        ("/measures/papi.4.1x", "papi.4.1"),
        ("/units/01@2025", "01@unknown"),
        ("/units/Quang Ninh", "22@unknown"),
    ],
)
def test_unknown_name_is_told_with_the_nearest(api: Reader, address: str, nearest: str) -> None:
    problem = api.problem(address, 404)
    assert problem["type"] == "urn:chiso:problem:name"
    assert nearest in problem["nearest"]


def test_sentence_is_that_of_the_library(api: Reader) -> None:
    said = {
        lang: api.problem("/results/papi/2023/explanations/01/4.11", 404, lang=lang)["detail"]
        for lang in ("vi", "en")
    }
    assert said["en"] == "There is no node “4.11”. Nearest: 4.1, 4.1.01, 4.3.01."
    assert said["vi"].startswith("Không có ")


def test_all_wrong_parameters_are_told_at_once(api: Reader) -> None:
    query = {"nod": "4", "limit": "0", "lang": "fr", "format": "pdf"}
    problem = api.problem("/results/papi/2023/scores", 400, **query)
    assert {one["parameter"] for one in problem["errors"]} == set(query)
    assert "node" in problem["nearest"]


def test_all_filters_that_name_nothing_are_told_at_once(api: Reader) -> None:
    query = {"unit": "zz", "node": "99", "kind": "x", "group": "y", "class": "z"}
    problem = api.problem("/results/papi/2023/scores", 404, **query)
    assert {one["parameter"] for one in problem["errors"]} == set(query)


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "1e3", "99999999999999999999", "ten", ""])
def test_page_size_that_is_none_is_refused(api: Reader, limit: str) -> None:
    detail = api.problem("/units", 400, limit=limit, lang="en")["detail"]
    assert detail == f"“limit” is “{limit}”; expected a whole number from 1 to 1000."


@pytest.mark.parametrize("cursor", ["x", "AAAA", "MmI5OTljM2UuMw==A", "ẞẞẞẞ", "../../etc", "=" * 9])
def test_broken_cursor_is_refused(api: Reader, cursor: str) -> None:
    for address in ("/units", "/results", "/results/papi/2023/scores"):
        assert api.problem(address, 400, cursor=cursor)["type"] == "urn:chiso:problem:cursor"


def test_parameter_given_twice_is_refused(api: Reader) -> None:
    response = api.client.get("/api/v1/units?level=province&level=commune&lang=en")
    assert response.json()["detail"] == "“level” is given 2 times; expected once."


@pytest.mark.parametrize("day", ["0", "2025-13-01", "20250701", "1/7/2025", "2025-07-01T00:00"])
def test_day_that_is_none_is_refused(api: Reader, day: str) -> None:
    assert api.problem("/units", 400, on=day)["errors"][0]["parameter"] == "on"


def test_more_parameters_than_are_read_are_refused(api: Reader) -> None:
    api.problem("/units", 400, **{f"a{place}": "" for place in range(1001)})


@pytest.mark.parametrize("sign", ["%00", "%ff", "%ed%a0%80", "%0a", "%E2%80%AE", "'", "%25", "\\"])
def test_odd_signs_are_names_of_nothing(api: Reader, sign: str) -> None:
    for address in ("/units/", "/measures/", "/editions/", "/results/papi/2023/explanations/"):
        api.problem(f"{address}{sign}x", 404)
    for parameter in ("q", "code", "parent", "level", "cursor"):
        response = api.client.get(f"/api/v1/units?{parameter}={sign}")
        assert response.status_code in (200, 400, 404)


def test_unknown_address_is_told_with_the_nearest(api: Reader) -> None:
    problem = api.problem("/reslts", 404)
    assert (problem["type"], problem["instance"]) == (
        "urn:chiso:problem:address",
        "/api/v1/reslts",
    )
    assert "/api/v1/results" in problem["nearest"]


def test_code_that_two_units_have_names_both(api: Reader) -> None:
    second = Unit.objects.get(uid="22@unknown")  # an office's own list may hold such a one
    second.pk, second.uid = None, "22@2010-01-01"
    second.save()
    problem = api.problem("/units/22", 404)
    assert problem["type"] == "urn:chiso:problem:ambiguous"
    assert set(problem["nearest"]) == {"22@unknown", "22@2010-01-01"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/units")
    assert (response.status_code, response["Content-Type"], response["Allow"]) == (
        405,
        "application/problem+json",
        "GET, HEAD, OPTIONS",
    )


@pytest.mark.parametrize(
    ("accept", "status", "made"),
    [
        ("application/pdf", 406, "application/problem+json"),
        ("application/pdf, */*;q=0.1", 200, "application/json"),
        ("text/csv; charset=utf-8", 200, "text/csv; charset=utf-8"),
        ("application/json;q=0.5, text/csv", 200, "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200, "application/json"),
        ("", 200, "application/json"),
        ("nonsense", 406, "application/problem+json"),
    ],
)
def test_accept_chooses_the_format(client: Client, accept: str, status: int, made: str) -> None:
    response = client.get("/api/v1/kinds", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (status, made)


def test_fault_of_ours_is_a_problem_with_the_code_of_the_logs(client: Client) -> None:
    @public
    def fails(request: object) -> None:
        raise RuntimeError

    client.raise_request_exception = False
    broken = type("Broken", (), {"urlpatterns": [path("api/v1/x", fails), *urls.urlpatterns]})
    broken.handler500 = staticmethod(urls.handler500)  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=broken):
        response = client.get("/api/v1/x")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["code"] == response["X-Request-ID"]


def test_pages_are_left_alone(client: Client) -> None:
    assert client.get("/apis")["Content-Type"] == "text/html; charset=utf-8"
