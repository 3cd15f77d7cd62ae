"""Every example of the guide to the open interface does what the guide says it does."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow
DOCS = Path(__file__).resolve().parents[2] / "docs" / "guide"
GUIDES = ("open-api.md", "open-api.vi.md")
SITE = "http://localhost:8000"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
ADDRESS = re.compile(rf'"({SITE}[^"]*)"')


@dataclass(frozen=True)
class Example:
    """An example of a guide: its language, its lines, and what it prints (None: nothing said)."""

    name: str
    language: str
    code: str
    printed: str | None


def examples() -> Iterator[Example]:
    """All examples in the order of the guides."""
    for guide in GUIDES:
        text = (DOCS / guide).read_text(encoding="utf-8")
        for number, found in enumerate(BLOCK.finditer(text), start=1):
            yield Example(f"{guide}-{number}-{found[1]}", found[1], found[2], found[3])


EXAMPLES = list(examples())
RUN = [one for one in EXAMPLES if one.language in ("sh", "python")]
SHOWN = [one for one in EXAMPLES if one.language == "r"]
COMMANDS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}


@pytest.mark.parametrize("example", RUN, ids=lambda one: one.name)
def test_example_prints_what_the_guide_shows(server: str, example: Example) -> None:
    if example.language == "sh" and shutil.which("curl") is None:
        lacking = pytest.fail if os.environ.get("CI") else pytest.skip
        lacking("curl is not installed: apt install curl")
    code = example.code.replace(SITE, server)
    ran = subprocess.run(
        [*COMMANDS[example.language], code],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ran.stdout == example.printed, ran.stderr


@pytest.mark.parametrize("example", SHOWN, ids=lambda one: one.name)
def test_addresses_of_an_example_in_r_answer(server: str, example: Example) -> None:
    addresses = ADDRESS.findall(example.code)
    assert len(addresses) >= 2
    for address in addresses:
        with urlopen(address.replace(SITE, server), timeout=30) as answer:
            assert answer.status == 200


def test_both_guides_have_the_same_examples() -> None:
    languages = [
        [one.language for one in EXAMPLES if one.name.startswith(f"{guide}-")] for guide in GUIDES
    ]
    assert languages[0] == languages[1]
    assert {"sh", "python", "r"} <= set(languages[0])


@pytest.mark.parametrize("guide", GUIDES)
def test_guide_names_every_address(server: str, guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    with urlopen(f"{server}/api/v1/openapi.json", timeout=30) as answer:
        paths = re.findall(r'"/api/v1(/[^"]*)":\{"get"', answer.read().decode())
    assert len(paths) > 15
    for path in paths:
        told = path.replace("/results/{index}/{period}/", "…/")
        assert f"`{told}`" in text
