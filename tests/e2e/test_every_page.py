"""What must hold on each page: reachable, on its own host, and within a narrow screen."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import LANGUAGES, PAGES

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

MISSING = ["/papi/1999", "/results/long-bien-wards/1999", "/search?q=zzzxq"]
PATHS = [*PAGES, *MISSING]
ADDRESSES = [language + path for language in LANGUAGES for path in PATHS]


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious(page: Page, address: str) -> None:
    page.goto(address)
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []


@pytest.mark.parametrize("address", PATHS)
def test_a_page_keeps_to_its_own_host_and_policy(page: Page, server: str, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="load")
    assert asked
    assert [url for url in asked if not url.startswith((server, "data:"))] == []
    assert [text for text in complaints if "404" not in text] == []


@pytest.fixture
def narrow(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_overflows_a_phone(narrow: Page, address: str) -> None:
    narrow.goto(address)
    width = narrow.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


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


@pytest.mark.parametrize("address", PATHS)
def test_targets_on_a_phone_are_24_pixels_high(narrow: Page, address: str) -> None:
    # WCAG 2.2, 2.5.8; links within a sentence and its own spacing are excepted there
    narrow.goto(address)
    assert narrow.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("address", PATHS)
def test_print_hides_no_number_and_fits_the_paper(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})  # A4 less its margins
    zoomed = page.evaluate("getComputedStyle(document.body).zoom") or 1
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 700 / float(zoomed) + 1
    assert page.locator("h1").is_visible()
