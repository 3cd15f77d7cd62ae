"""What each page costs at the server, or those named (run by `measuring.in_django`): the 95th
percentile of 200 requests in milliseconds, and its bytes on the wire.
"""

from django.test import Client
from measuring.timing import WALL

from measured.league_page import STYLE, body, client

REQUESTS = 200
WARM_UP = 3
COMMUNES = "/results/ha-noi-communes/2025"
PAGES = {
    "home": "/",
    "league": "/papi/2023",
    "league without errors": "/papi/2024",
    "restated": "/papi/2023/restated",
    "province": "/unit/01@unknown/2023",
    "ended district": "/unit/004@unknown",
    "ward": "/unit/00145@2025-07-01",
    "all units": "/units",
    "dimension": "/papi/2023/part/4",
    "indicator": "/papi/2023/part/4.1.01",
    "compare units": "/papi/2023/compare?unit=01&unit=79&unit=48&unit=31&unit=92&unit=46",
    "compare years": "/papi/2023/since/2022",
    "explanation": "/papi/2023/01/4",
    "results": "/results",
    "communes": COMMUNES,
    "tiles of wards": "/results/long-bien-wards/2018",
    "points lost": f"{COMMUNES}/00145@2025-07-01",
    "content explained": f"{COMMUNES}/00145@2025-07-01/3",
    "criterion explained": f"{COMMUNES}/00145@2025-07-01/1.2",
    "criteria": f"{COMMUNES}/part",
    "criterion": f"{COMMUNES}/part/1.2",
    "three communes": f"{COMMUNES}/compare?unit=00145@2025-07-01&unit=00118@2025-07-01"
    "&unit=00127@2025-07-01",
    "edition": "/editions/papi@2023-01-01",
    "reform edition": "/editions/ha-noi-communes@2025-01-01",
    "glossary": "/glossary",
    "method": "/method/papi",
    "data": "/data",
    "search long bien": "/search?q=long+bien",
    "search an": "/search?q=an",
    "search a": "/search?q=a",
    "search none": "/search?q=khong-co-dau-ca",
}


def percentile_95(address: str) -> float:
    """The 95th percentile of the times of one page's requests."""
    asks = client()
    for _ in range(WARM_UP):
        body(asks.get(address))
    times = sorted(_milliseconds(asks, address) for _ in range(REQUESTS))
    return times[int(0.95 * REQUESTS) - 1]


def _milliseconds(asks: Client, address: str) -> float:
    """One request, with the collection of garbage that falls into it, as at a server."""
    began = WALL()
    body(asks.get(address))
    return (WALL() - began) * 1000


def style_bytes() -> int:
    """The bytes of the style sheets that a page asks for."""
    plain = body(Client(SERVER_NAME="localhost").get("/")).decode()
    styles = {found["address"] for found in STYLE.finditer(plain)}
    return sum(len(body(client().get(style))) for style in styles)


def figures(*names: str) -> dict[str, float]:
    """Milliseconds by page, bytes by page with its style sheet."""
    pages = {name: PAGES[name] for name in names or PAGES}
    times = {f"time {name}": percentile_95(address) for name, address in pages.items()}
    style = style_bytes()
    sizes = {
        f"bytes {name}": len(body(client().get(address))) + style for name, address in pages.items()
    }
    return times | sizes
