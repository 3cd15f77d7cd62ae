"""Official results in a browser: a card on one page of A4, evidence that can be fetched."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
RESULT = "/results/ha-noi-communes/2025/00136@2025-07-01"
DEMO_WARD = "/results/long-bien-wards/2018/00145@unknown"


@pytest.mark.parametrize("address", [RESULT, DEMO_WARD, f"/en{RESULT}"])
def test_result_card_prints_on_one_page(page: Page, address: str) -> None:
    page.goto(f"{address}/card")
    with Pdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1


def test_from_a_result_to_the_card_and_to_a_cleared_file(page: Page) -> None:
    page.goto(RESULT)
    expect(page.locator("#official + p")).to_contain_text("412/QĐ-UBND")
    page.get_by_role("link", name="Phiếu kết quả một trang, để in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phúc Lợi")
    page.goto(f"{RESULT}/3.1")
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải tệp").first.click()
    assert got.value.suggested_filename.startswith("gia-lap_")
