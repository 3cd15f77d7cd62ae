"""A round played by its people from opening to publication: at a desk in Vietnamese, and in English
on a phone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.e2e

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
WARD = "00145@2025-07-01"
FIGURES = {"plan.days_late": "0", "plan.done": "45", "plan.planned": "50", "reports.wrong": "1"}
FIGURES |= {"inspection.plan": "1", "inspection.report": "1", "inspection.mended": "4"}
FIGURES |= {"inspection.found": "5", "dialogues": "2", "leading": "2", "orders.on_time": "111"}
FIGURES |= {"orders.given": "120", "review.days_late": "0", "follow.plan": "1"}
FIGURES |= {"follow.report": "1", "law.handled": "9", "law.found": "9"}
CONTENTS, PROVEN, CHANGED, RETURNED = 9, "2.1", "1.2", "2.4"
GROUND, LATE = "Trong kỳ không có việc này", "5 nhiệm vụ xong sau ngày 30/11"
LACKING, DECISION = "Thiếu danh mục vụ việc", "77/QĐ-UBND"
ANSWERS = {"very_satisfied": 60, "satisfied": 30, "neutral": 6, "unsatisfied": 3}
ANSWERS |= {"very_unsatisfied": 1}
SURVEY = {
    f"hn.survey.{on}.{told}": count
    for on in ("service", "digital", "overall")
    for told, count in ANSWERS.items()
} | {"hn.survey.attitude": 5, "hn.survey.trouble": 1}


@dataclass
class Play:
    """A round that people play, each in a browser of their own."""

    browser: Browser
    server: str
    language: str
    size: dict[str, int]
    period: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.round = f"{self.language}/rounds/ha-noi-{self.period}"
        self.form = f"{self.round}/of/{WARD}"
        self.queue = f"{self.round}/appraise/of/{WARD}"

    def opened(self, address: str, *, person: str = "") -> Page:
        """A page as a person sees it; without one, as the public does."""
        locale = "en-GB" if self.language else "vi-VN"
        told = {"base_url": self.server, "viewport": self.size, "locale": locale}
        self.contexts.append(self.browser.new_context(**told))
        page = self.contexts[-1].new_page()
        if person:
            page.goto(f"{self.language}/demo")
            page.locator(f'form:has(input[value="{person}"]) button').click()
            expect(page.locator("h1")).to_be_visible()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= self.size["width"]
        return page

    def is_said(self, page: Page, vi: str, en: str) -> None:
        """The page says it in its language."""
        expect(page.locator("main")).to_contain_text(en if self.language else vi)


@pytest.fixture(params=[("", DESK, "2027"), ("/en", PHONE, "2028")], ids=["desk-vi", "phone-en"])
def play(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Play]:
    made = Play(browser, server, *request.param)
    yield made
    for context in made.contexts:
        context.close()


def test_round_from_opening_to_publication(play: Play) -> None:
    steps = [round_opened, form_filled, form_signed, form_appraised, line_mended, form_signed]
    steps += [line_accepted, survey_recorded, result_prepared, result_confirmed, public_reads_it]
    for step in steps:
        step(play)


def sent(page: Page, button: str) -> None:
    """Press a button that sends a form, and wait for the page that comes after it."""
    with page.expect_navigation():
        page.locator(button).click()


def day_today() -> str:
    return f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}"


def round_opened(play: Play) -> None:
    page = play.opened(f"{play.language}/rounds/new", person="quan-tri")
    typed = {"period": play.period, "reported_from": f"01/12/{int(play.period) - 1}"}
    typed |= {"reported_until": f"30/11/{play.period}", "ward-self_from": day_today()}
    typed |= {"ward-self_until": "15", "ward-appraisal_from": day_today()}
    typed |= {"ward-appraisal_until": "30", "ward-publication_on": "10"}
    page.locator("input[name=ward-chosen]").check()
    expect(page.locator("[name=ward-edition]")).to_have_value("ha-noi-communes@2025-01-01")
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    sent(page, "button[value=check]")
    expect(page.locator("dl.facts")).to_contain_text("15")
    sent(page, "button[value=keep]")
    sent(page, "form[action$='/open'] button")
    play.is_said(page, "Đã mở Kỳ đánh giá", "is open")


def form_filled(play: Play) -> None:
    page = play.opened(play.form, person="nhap-phieu")
    for content in range(1, CONTENTS + 1):
        page.goto(f"{play.form}/{content}")
        filled = line_filled if content <= 2 else line_set_aside
        for line in page.locator("[data-leaf]").all():
            filled(page, line.get_attribute("data-leaf") or "")
        expect(page.locator("[data-leaf]:not([data-state=done])")).to_have_count(0)
    sent(page, "form[action$='/submit'] button")
    play.is_said(page, "chờ thủ trưởng ký", "waits for the signature")


def figure_of(box: Locator) -> str:
    return FIGURES[(box.get_attribute("name") or "").removeprefix("value:hn.")]


def line_filled(page: Page, node: str) -> None:
    line = page.locator(f'[data-leaf="{node}"]')
    for box in line.locator("input[name^='value:']:not([type=radio])").all():
        box.fill(figure_of(box))
        box.press("Tab")
    for choices in line.locator("fieldset.opts").all():
        choices.locator(f'input[value="{figure_of(choices.locator("input").first)}"]').check()
    how = line.locator("textarea[name^='how:']")
    expect(how).to_be_visible()
    if node == PROVEN:
        line.locator("a[data-attach]").click()
        sent(page, "#choices tbody form button >> nth=0")
    else:
        how.fill("Theo sổ theo dõi của phường")
        line.locator("textarea[name^='counted:']").fill("Theo bậc thang điểm")
        page.locator("h1").click()
    expect(line).to_have_attribute("data-state", "done")


def line_set_aside(page: Page, node: str) -> None:
    """It did not arise; of a bonus and a penalty, nothing is declared."""
    if page.locator(f'input[name="none:{node}"]').count():
        page.locator(f'input[name="none:{node}"]').check()
        page.locator(f'textarea[name="ground:{node}"]').fill(GROUND)
    else:
        page.locator(f'[data-leaf="{node}"] input[name^="value:"]').fill("0")
    page.locator("h1").click()


def form_signed(play: Play) -> None:
    page = play.opened(f"{play.form}/sign", person="thu-truong")
    play.is_said(page, "đúng như bảng dưới đây", "exactly what stands below")
    expect(page.locator("main")).to_contain_text("90%")
    sent(page, "form.acts:not([action]) button")
    play.is_said(page, "đã ký", "signed and submitted")
    page.goto(f"{play.form}/1")
    expect(page.locator("input[name^='value:']")).to_have_count(0)


def in_hand(page: Page, node: str) -> None:
    page.locator("#queue th a", has=page.locator(".code", has_text=node)).click()
    expect(page.locator("#hand h2")).to_contain_text(node)


def decided(page: Page, kind: str, *, points: str = "", reason: str = "") -> None:
    page.locator(f"#judge input[value={kind}]").check()
    if points:
        page.locator("#points").fill(points)
    page.locator("#reason").fill(reason)
    sent(page, "#record")


def form_appraised(play: Play) -> None:
    page = play.opened(play.queue, person="tham-dinh")
    in_hand(page, CHANGED)
    decided(page, "change", points="0", reason=LATE)
    in_hand(page, RETURNED)
    decided(page, "return", reason=LACKING)
    sent(page, "#rest button")
    while page.locator("#judge").count():
        accepted(play, page)
    expect(page.locator("#hand .empty")).to_be_visible()


def accepted(play: Play, page: Page) -> None:
    """Accept the line in hand: by two keys at a desk, by two touches on a phone."""
    if play.size == PHONE:
        return decided(page, "accept")
    page.keyboard.press("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def line_mended(play: Play) -> None:
    page = play.opened(f"{play.form}/2", person="nhap-phieu")
    line = page.locator(f'[data-leaf="{RETURNED}"]')
    expect(line).to_contain_text(LACKING)
    expect(page.locator("input[name='value:hn.orders.given']")).to_have_count(0)
    line.locator("textarea[name^='counted:']").fill("Có danh mục 9 vụ việc kèm theo")
    page.locator("h1").click()
    expect(page.locator("#said")).to_contain_text(re.compile(r"\d:\d\d"))
    sent(page, "form[action$='/submit'] button")


def line_accepted(play: Play) -> None:
    page = play.opened(play.queue, person="tham-dinh")
    expect(page.locator("#hand h2")).to_contain_text(RETURNED)
    accepted(play, page)
    expect(page.locator("#judge")).to_have_count(0)


def survey_recorded(play: Play) -> None:
    page = play.opened(f"{play.round}/publish", person="hoi-dong")
    play.is_said(page, "Không có chỉ số", "Without an index")
    page.locator("main a[href$='/survey']").click()
    play.is_said(page, "đơn vị chưa có kết quả điều tra", "lack survey results")
    table = "\n".join([",".join(["unit", *SURVEY]), ",".join([WARD, *map(str, SURVEY.values())])])
    page.locator("#source").fill("512/BC-SNV")
    file = {"name": "ket-qua.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.locator("#file").set_input_files(file)
    sent(page, "form[enctype] button")
    play.is_said(page, "Chưa ghi gì", "Nothing has been recorded yet")
    sent(page, "form:has([name=list]) button")
    play.is_said(page, "Đã ghi kết quả điều tra", "are recorded")


def result_prepared(play: Play) -> None:
    page = play.opened(f"{play.round}/publish", person="hoi-dong")
    expect(page.locator("main a[href$='/survey']")).to_have_count(0)  # no unit lacks an index
    typed = {"decision": DECISION, "decided_on": day_today(), "signer": "Chủ tịch UBND Thành phố"}
    for name, text in {**typed, "left_out": "50 phường chưa nộp phiếu"}.items():
        page.locator(f"#{name}").fill(text)
    sent(page, "form:has(#decision) button.go")
    play.is_said(page, "người khác", "Another person confirms it")
    expect(page.locator("form[action$='/confirm']")).to_have_count(0)


def result_confirmed(play: Play) -> None:
    page = play.opened(f"{play.round}/publish", person="chu-tich-hoi-dong")
    expect(page.locator("form[action$='/confirm'] button")).to_contain_text(play.period)
    sent(page, "form[action$='/confirm'] button")
    page.goto(play.round)
    play.is_said(page, "Kết quả đã công bố", "The result is published")


def public_reads_it(play: Play) -> None:
    page = play.opened(f"{play.language}/results/ha-noi-communes/{play.period}/{WARD}")
    expect(page.locator("#official + p")).to_contain_text(DECISION)
    page.goto(f"{play.language}/results/ha-noi-communes/{play.period}/{WARD}/5.4")
    expect(page.locator("main")).to_contain_text("512/BC-SNV")
    page.go_back()
    page.locator(f'main a[href$="{WARD}/{CHANGED}"]').first.click()
    expect(page.locator("main")).to_contain_text(LATE)
