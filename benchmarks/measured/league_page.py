"""Run as `python -m measured.league_page FOLDER` it prints what the league page costs as JSON, on
the demonstration's database in that folder.
"""

import json
import os
import re
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    "CHISO_DATABASE_URL": f"sqlite:///{FOLDER / 'demo.sqlite3'}",
    "CHISO_STATIC_ROOT": str(FOLDER / "demo-static"),
    "CHISO_SECRET_KEY": "benchmark",
    "CHISO_LOG_LEVEL": "ERROR",
}

import django  # noqa: E402  after its settings are chosen
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from measuring.memory import peak  # noqa: E402
from measuring.timing import WALL, medians  # noqa: E402

PAGE, TRIVIAL = "/papi/2023", "/health"
STYLE = re.compile(r'href="(?P<address>/static/[^"]+\.css)"')


def client() -> Client:
    """One who asks as a browser does."""
    return Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip, br", HTTP_ACCEPT="text/html")


def body(answer: HttpResponse) -> bytes:
    """The bytes that go over the wire."""
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} instead of 200")
    return b"".join(answer) if answer.streaming else answer.content


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


if __name__ == "__main__":
    django.setup()
    print(json.dumps(figures()))
