"""Start `chiso demo` on a fresh database, fetch three pages, sign in as the invented reporter, open
the form of their ward, stop it; exit 0 when all went well.

`demo_check.py [PATH [PAGE…]]` tries the `chiso` at PATH instead of the one in .venv, and fetches
the other pages too.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    ("/", ""),
    ("/papi/2023", ""),
    ("/papi/2023/01/4", "6,73"),
)  # PAPI 2023 report, Hà Nội, dimension 4
PEOPLE, PERSON = "/demo", "nhap-phieu"
FORM = "/rounds/ha-noi-2026/of/00145@2025-07-01"
MARK = "Số liệu giả lập, không phải kết quả thật"
SECRET = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
START_SECONDS = 400
STOP_SECONDS = 15
ADDRESS = re.compile(r"http://[\w.\-]+:\d+")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    """The status and the text of a page."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, ""


def printed_address(server: subprocess.Popen[bytes], log: Path) -> str:
    """The address that the demo prints, once something answers there."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"The demo ended with code {server.returncode}:\n{log.read_text()}")
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            try:
                fetch(found[0])
            except urllib.error.URLError:
                pass
            else:
                return found[0]
        time.sleep(0.1)
    raise SystemExit(f"The demo did not answer within {START_SECONDS} s:\n{log.read_text()}")


def faults_of_pages(address: str, pages: Sequence[tuple[str, str]]) -> list[str]:
    """What is wrong with the pages; empty when all is well."""
    faults = []
    for path, expected in pages:
        status, text = fetch(address + path)
        if status != 200:
            faults.append(f"{path} answered {status} instead of 200.")
        elif expected not in text:
            faults.append(f"{path} does not show {expected}.")
    return faults


def faults_of_part(address: str) -> list[str]:
    """What is wrong with signing in as an invented person; empty when all is well."""
    kept = urllib.request.HTTPCookieProcessor()
    browser = urllib.request.build_opener(kept)
    with browser.open(f"{address}{PEOPLE}", timeout=30) as answer:
        secret = SECRET.search(answer.read().decode("utf-8"))
    told = {"csrfmiddlewaretoken": secret[1] if secret else "", "person": PERSON}
    asked = urllib.request.Request(
        f"{address}{PEOPLE}",
        data=urllib.parse.urlencode(told).encode(),
        headers={"Referer": f"{address}{PEOPLE}"},
    )
    try:
        with browser.open(asked, timeout=30), browser.open(f"{address}{FORM}", timeout=30) as form:
            text = form.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return [f"{PERSON} could not open {FORM}: {error.code}."]
    return [] if MARK in text else [f"{FORM} does not show “{MARK}”."]


def stopped(server: subprocess.Popen[bytes]) -> list[str]:
    """Ask the server to stop; what went wrong with that."""
    server.send_signal(signal.SIGTERM)
    try:
        code = server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        return [f"The demo did not stop within {STOP_SECONDS} s of SIGTERM."]
    return [] if code == 0 else [f"The demo stopped with code {code} instead of 0."]


def main() -> int:
    """Run the check."""
    chiso = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".venv/bin/chiso")
    pages = [*PAGES, *((path, "<h1") for path in sys.argv[2:])]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        command = [
            chiso,
            "demo",
            "--database",
            f"{folder}/demo.sqlite3",
            "--port",
            str(free_port()),
        ]
        ours = {k: v for k, v in os.environ.items() if not k.startswith("CHISO_")}
        environment = ours | {"PYTHONUNBUFFERED": "1", "XDG_STATE_HOME": f"{folder}/state"}
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=environment
            )
        try:
            address = printed_address(server, log)
            ready = time.monotonic() - began
            faults = faults_of_pages(address, pages) + faults_of_part(address)
            faults += stopped(server)
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
        if faults:
            print(*faults, log.read_text(encoding="utf-8"), sep="\n", file=sys.stderr)
            return 1
    print(
        f"The demo answered after {ready:.1f} s on a fresh database and showed {len(pages)} pages "
        "and a form."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
