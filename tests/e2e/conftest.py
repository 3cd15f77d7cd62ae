"""A real server on a freshly built database, and the distribution's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
FLAGS += ["--disable-dev-shm-usage"]  # containers give /dev/shm 64 MB, and Chromium crashes
DESKTOP = {"width": 1366, "height": 768}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps its database (demo.sqlite3), its key and what it says (server.log)."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address of a demo that built its own database, without a final slash."""
    port = _free_port()
    log = folder / "server.log"
    command = [str(Path(sys.executable).parent / "chiso"), "demo", "--port", str(port)]
    command += ["--database", str(folder / "demo.sqlite3")]
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    for name in ("CHISO_DATABASE_URL", "CHISO_SECRET_KEY"):
        environment.pop(name, None)
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    limit = time.monotonic() + 400
    while not _answers(address + "/health"):
        if process.poll() is not None or time.monotonic() > limit:
            process.kill()
            pytest.fail(f"the demo did not answer: {log.read_text()[-2000:]}")
        time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one file: while one is open, Django refuses the database to other tests."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page of desktop width, in Vietnamese."""
    context = browser.new_context(base_url=server, viewport=DESKTOP, locale="vi-VN")
    opened = context.new_page()
    yield opened
    context.close()
