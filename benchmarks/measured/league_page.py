"""What the league page costs, on the demonstration's database (run by `measuring.in_django`)."""

import re
from typing import Any

from django.test import Client
from measuring.memory import peak
from measuring.timing import WALL, medians

PAGE, TRIVIAL = "/papi/2023", "/health"
STYLE = re.compile(r'href="(?P<address>/static/[^"]+\.css)"')


def client() -> Client:
    """One who asks as a browser does."""
    return Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip, br", HTTP_ACCEPT="text/html")


def body(answer: Any) -> bytes:
    """The bytes that go over the wire."""
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} instead of 200")
    found: bytes = b"".join(answer) if answer.streaming else answer.content
    return found


def figures() -> dict[str, float]:
    """Milliseconds, megabytes and bytes."""
    asks = client()
    plain = body(Client(SERVER_NAME="localhost").get(PAGE)).decode()
    styles = {found["address"] for found in STYLE.finditer(plain)}
    page, health = medians(
        lambda: body(asks.get(PAGE)), lambda: body(asks.get(TRIVIAL)), clock=WALL
    )
    return {
        "page": page,
        "health": health,
        "page_peak": peak(lambda: body(asks.get(PAGE))),
        "health_peak": peak(lambda: body(asks.get(TRIVIAL))),
        "page_bytes": len(body(asks.get(PAGE))),
        "style_bytes": sum(len(body(asks.get(style))) for style in styles),
    }
