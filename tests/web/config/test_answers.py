"""What holds for every answer, whichever part of the stack gives it."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from chiso_web.accounts.permissions import Permission, public, requires
from chiso_web.config import error_pages, urls
from chiso_web.config.logs import JsonFormatter
from chiso_web.config.serving import without_addresses


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a fault of ours")


def closed(request: HttpRequest) -> HttpResponse:
    """Declares no permission."""
    return HttpResponse("secret")


@requires(Permission("nobody"), methods=("POST",))
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [
    path("broken", broken),
    path("closed", closed),
    path("form", form),
    *urls.urlpatterns,
]
handler400, handler403 = error_pages.bad_request, error_pages.forbidden
handler404, handler500 = error_pages.not_found, error_pages.server_error

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def site(db: None) -> Client:
    """A reader to whom the server answers even with its own faults, and checks its forms."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False, enforce_csrf_checks=True)


def answer(site: Client, kind: str) -> HttpResponse:
    """One answer of each kind."""
    if kind == "static":
        return site.get(staticfiles_storage.url("look/chiso.css"))
    asked = {
        "page": "/papi/2023",
        "download": "/papi/2023.csv",
        "redirect": "/papi",
        "near miss": "/papi/2023/",
        "403": "/closed",
        "404": "/nothing",
        "500": "/broken",
        "health": "/health",
    }
    if kind == "400":
        return site.get("/", HTTP_HOST="elsewhere.example")
    if kind == "405":
        return site.post("/papi/2023")
    return site.get(asked[kind])


class Listener(logging.Handler):
    """Keeps the lines as the server would write them."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.setFormatter(JsonFormatter())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@contextmanager
def heard(name: str, level: int) -> Iterator[list[dict[str, object]]]:
    """What a logger says from that level on."""
    listener = Listener(level)
    logging.getLogger(name).addHandler(listener)
    yield listener.lines
    logging.getLogger(name).removeHandler(listener)


KINDS = {
    **{"page": 200, "download": 200, "static": 200, "health": 200, "redirect": 302},
    **{"near miss": 301, "400": 400, "403": 403, "404": 404, "405": 405, "500": 500},
}
ERRORS = [kind for kind in KINDS if kind.isdecimal()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_carries_the_headers(site: Client, kind: str) -> None:
    found = answer(site, kind)
    assert found.status_code == KINDS[kind]
    assert "default-src 'none'" in found["Content-Security-Policy"]
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Permissions-Policy"]
    assert found["X-Request-ID"]


@pytest.mark.parametrize("kind", ERRORS)
def test_code_of_an_error_page_is_found_in_the_log(site: Client, kind: str) -> None:
    with heard("chiso.request", logging.WARNING) as lines:
        found = answer(site, kind)
    assert found["X-Request-ID"] in found.content.decode()
    assert [(line["request"], line["status"]) for line in lines] == [
        (found["X-Request-ID"], KINDS[kind])
    ]


@pytest.mark.parametrize("kind", ERRORS)
def test_error_page_is_never_kept(site: Client, kind: str) -> None:
    found = answer(site, kind)
    assert "ETag" not in found
    assert found["Cache-Control"] == "no-store"


def test_traceback_of_a_fault_is_logged_under_the_code_of_its_page(site: Client) -> None:
    with heard("django.request", logging.ERROR) as lines:
        code = answer(site, "500")["X-Request-ID"]
    assert "ZeroDivisionError" in str(lines[0]["traceback"])
    assert lines[0]["request"] == code


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_page_takes_reading_only(site: Client, method: str) -> None:
    found = getattr(site, method)("/papi/2023")
    assert found.status_code == 405
    assert found["Allow"] == "GET, HEAD"
    assert "<h1>" in found.content.decode()


def test_form_without_its_token_gets_our_own_page(site: Client) -> None:
    found = site.post("/form")
    assert found.status_code == 403
    assert found["X-Request-ID"] in found.content.decode()


def test_page_and_its_second_visit_vary_alike(site: Client) -> None:
    first = site.get("/papi/2023", headers={"accept-encoding": "gzip"})
    second = site.get(
        "/papi/2023", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]}
    )
    assert second.status_code == 304
    assert set(second["Vary"].split(", ")) == set(first["Vary"].split(", "))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/papi/2023/", "/papi/2023"),
        ("/papi/2023/01/?sort=name", "/papi/2023/01?sort=name"),
        ("/en/papi/2023/", "/en/papi/2023"),
        ("/en", "/en/"),
        ("/vi", "/"),
        ("/vi/papi/2023", "/papi/2023"),
        ("/health/", "/health"),
    ],
)
def test_near_miss_of_an_address_leads_to_it(site: Client, address: str, meant: str) -> None:
    found = site.get(address)
    assert (found.status_code, found["Location"]) == (301, meant)


@pytest.mark.parametrize("address", ["/vi//evil.example", "/vi///evil.example/", "/nothing/"])
def test_no_near_miss_leads_off_the_site(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_only_reading_is_sent_on(site: Client) -> None:
    assert site.post("/papi/2023/").status_code == 404


def test_server_writes_no_visitors_address() -> None:
    text = "Invalid request from ip=203.0.113.7: Invalid HTTP Version"
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, text, (), None)
    without_addresses(record)
    assert record.getMessage() == "Invalid request from a client: Invalid HTTP Version"
