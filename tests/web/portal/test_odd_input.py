"""Whatever stands in an address, the answer is a page, a way to one, or a refusal."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ROUTES = [
    "/results/{}",
    "/results/{}/2026",
    "/results/ha-noi-communes/{}",
    "/results/ha-noi-communes/{}.csv",
    "/results/ha-noi-communes/2025?group={}&class={}&q={}&sort={}",
    "/results/ha-noi-communes/2025.json?group={}&class={}&q={}&sort={}",
    "/results/ha-noi-communes/{}/map.svg",
    "/results/ha-noi-communes/2025/part?group={}&sort={}",
    "/results/ha-noi-communes/2025/part/{}",
    "/results/ha-noi-communes/2025/part/{}.xlsx",
    "/results/ha-noi-communes/2025/part/3?group={}&sort={}",
    "/results/ha-noi-communes/2025/compare?unit={}&unit={}",
    "/results/ha-noi-communes/2025/compare.csv?unit={}&unit=00145@2025-07-01",
    "/results/ha-noi-communes/2025/{}",
    "/results/ha-noi-communes/2025/{}.csv",
    "/results/ha-noi-communes/2025/00145@2025-07-01/{}",
    "/results/ha-noi-communes/2025/00145@2025-07-01/{}.json",
    "/data/ha-noi-communes-{}.zip",
    "/papi/{}",
    "/papi/{}.csv",
    "/papi/{}/restated",
    "/papi/{}/map.svg",
    "/papi/{}/part",
    "/papi/2023/part/{}",
    "/papi/2023/part/{}.csv",
    "/papi/{}/compare?unit=01&unit=79",
    "/papi/2023/compare?unit={}&unit=01",
    "/papi/2023/compare?unit={}&unit={}",
    "/papi/2023/compare.csv?unit={}",
    "/papi/2023/since/{}",
    "/papi/{}/since/2022",
    "/papi/2023/since/2022?part={}&sort={}",
    "/papi/2023/since/2022.xlsx?part={}",
    "/papi/2023?sort={}&class={}&q={}",
    "/papi/2023.json?sort={}&class={}&q={}",
    "/papi/2023/{}",
    "/papi/2023/01/{}",
    "/papi/2023/01/{}.csv",
    "/deadline?day={}&time=16:50&number=5",
    "/deadline?day=2026-02-12&time={}&number={}&unit={}",
    "/deadline?day=2026-02-12&time=9:00&number=5&hours={}&begins={}&after_hours={}&rule={}",
    "/deadline?number=5&since={}&until={}&document={}&author={}&sealed={}",
    "/deadline.csv?day=2026-02-12&time={}&number=5&rule={}",
    "/deadline.ics?day={}&time=16:50&number=5&rule={}",
    "/calendar/{}",
    "/calendar/{}.ics",
    "/calendar/{}/windows",
    "/calendar/{}/windows.json",
    "/unit/{}",
    "/unit/{}.csv",
    "/unit/01@unknown/{}",
    "/unit/01@unknown/{}.json",
    "/units?q={}",
    "/editions/{}",
    "/editions/{}/index.yaml",
    "/editions/{}/changes.csv",
    "/method/{}",
    "/data/{}",
    "/data/papi-{}.zip",
    "/search?q={}",
    "/search?q=an&page={}&level={}&when={}",
]
ODD = [
    "",
    "0",
    "-1",
    "99999999999999999999",
    "2023.5",
    "1e3",
    "٢٠٢٣",  # 2023 in Arabic digits
    "２０２３",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc%2fpasswd",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "'; DROP TABLE units_unit; --",
    "%25",
    "a" * 2_000,
    "4..1",
    "00145@",
    "00145@2025-99-99",
    "@unknown",
    "01@unknown@unknown",
    "Hà Nội",
    "\u202eabc",
    "_%25_",
    "None",
    "nan",
]
EXPECTED = {200, 301, 302, 400, 404}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("route", ROUTES)
def test_odd_value_in_an_address_is_never_a_fault(
    client: Client, route: str, language: str
) -> None:
    client.raise_request_exception = False
    odd = ODD if not language else ODD[::4]
    answers = {one: client.get(language + route.replace("{}", one)).status_code for one in odd}
    assert {one: status for one, status in answers.items() if status not in EXPECTED} == {}


@pytest.mark.parametrize("route", ROUTES)
def test_what_was_typed_is_never_markup_of_the_page(client: Client, route: str) -> None:
    client.raise_request_exception = False
    typed = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    content = client.get(route.replace("{}", typed)).content
    assert b"<script>alert" not in content
