"""What must hold on each page: reachable, on its own host, and within a narrow screen."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import DESKTOP
from tests.pages import LANGUAGES, PAGES

pytestmark = pytest.mark.e2e

MISSING = ["/papi/1999", "/results/long-bien-wards/1999", "/search?q=zzzxq"]
ADDRESSES = [language + path for language in LANGUAGES for path in [*PAGES, *MISSING]]
PHONE = {"width": 360, "height": 740}
PAPER = {"width": 700, "height": 990}  # A4 less its margins
WIDTH = "document.documentElement.scrollWidth"
SMALL_TARGETS = """() => {
  const size = 24, seen = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, summary")) {
    const inSentence = one.closest("p, dd, blockquote, li, caption, small, label, td, th");
    const box = one.getBoundingClientRect();
    if (!box.width || one.matches(".skip") || one.closest("svg")) continue;
    const text = one.textContent.trim();
    if (one.tagName === "A" && inSentence && inSentence.textContent.trim() !== text) continue;
    if (box.height < size - 0.5 || (one.tagName !== "A" && box.width < size - 0.5))
      seen.push(one.outerHTML.slice(0, 120));
  }
  return seen;
}"""


class Seen(NamedTuple):
    """One page, opened once: at a desk, then as narrow as a phone, then as printed."""

    asked: list[str]
    complaints: list[str]
    violations: list[dict[str, Any]]
    width_on_phone: int
    small_on_phone: list[str]
    width_on_paper: int
    zoom_on_paper: float
    headed_on_paper: bool


@pytest.fixture(scope="module")
def window(browser: Browser, server: str) -> Iterator[Page]:
    """One window for all pages of this file, without cookies of anybody."""
    context = browser.new_context(base_url=server, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=ADDRESSES)
def seen(request: pytest.FixtureRequest, window: Page) -> Iterator[Seen]:
    """What each address shows; its tests run one after the other."""
    asked: list[str] = []
    complaints: list[str] = []
    listeners = {
        "request": lambda sent: asked.append(sent.url),
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, listener in listeners.items():
        window.on(event, listener)
    window.emulate_media(media="screen")
    window.set_viewport_size(DESKTOP)
    window.goto(request.param, wait_until="load")
    violations = Axe().run(window).response["violations"]
    window.set_viewport_size(PHONE)
    phone = window.evaluate(WIDTH), window.evaluate(SMALL_TARGETS)
    window.emulate_media(media="print")
    window.set_viewport_size(PAPER)
    zoom = window.evaluate("getComputedStyle(document.body).zoom") or 1
    headed = window.locator("h1").is_visible()
    yield Seen(asked, complaints, violations, *phone, window.evaluate(WIDTH), float(zoom), headed)
    for event, listener in listeners.items():
        window.remove_listener(event, listener)


def test_axe_finds_nothing_serious(seen: Seen) -> None:
    serious = [one for one in seen.violations if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []


def test_a_page_keeps_to_its_own_host_and_policy(seen: Seen, server: str) -> None:
    assert seen.asked
    assert [url for url in seen.asked if not url.startswith((server, "data:"))] == []
    assert [text for text in seen.complaints if "404" not in text] == []


def test_nothing_overflows_a_phone(seen: Seen) -> None:
    assert seen.width_on_phone <= PHONE["width"]


def test_targets_on_a_phone_are_24_pixels_high(seen: Seen) -> None:
    # WCAG 2.2, 2.5.8; links within a sentence and its own spacing are excepted there
    assert seen.small_on_phone == []


def test_print_hides_no_number_and_fits_the_paper(seen: Seen) -> None:
    assert seen.width_on_paper <= PAPER["width"] / seen.zoom_on_paper + 1
    assert seen.headed_on_paper
