"""What is written on a map stands clear of its key and of the archipelagos' frames."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.e2e

OVERLAPS = """() => {
  const boxes = (where) => [...document.querySelectorAll(where)].map((one) => [
    one.textContent.trim().slice(0, 20), one.getBoundingClientRect()]);
  const names = boxes("svg.map > .ld + text");
  const taken = [...boxes(".mapkey li"), ...boxes("svg.map > text.halo ~ rect.fr")];
  const found = [];
  for (const [name, a] of names) for (const [other, b] of taken) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 1) found.push(`${name} / ${other}`);
  }
  return [names.length, found];
}"""


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize(
    "address", ["/", "/en/", "/papi/2011", "/papi/2023", "/en/papi/2023", "/papi/2023/restated"]
)
def test_names_on_a_map_stand_clear(
    browser: Browser, server: str, address: str, width: int
) -> None:
    page = browser.new_page(base_url=server, viewport={"width": width, "height": 768})
    page.goto(address)
    names, overlaps = page.evaluate(OVERLAPS)
    page.close()
    assert names == 3  # the highest, the lowest, and Hồ Chí Minh City; Hà Nội stands in its inset
    assert overlaps == []
