"""The guide for operators names what the program takes and offers, in both languages."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from chiso_web.config import settings
from chiso_web.files.receiving import MOST_REQUEST

GUIDES = Path(__file__).parents[3] / "docs/guide"
VARIABLE = re.compile(r"\bCHISO_[A-Z_]+")
TIMED = ("roles_pass", "clearsessions", "backup")
NAMED = (*TIMED, "administrator_invite", "files_sweep", "access_end", "restore", "migrate")


@pytest.fixture(params=["operating.md", "operating.vi.md"])
def guide(request: pytest.FixtureRequest) -> str:
    return (GUIDES / request.param).read_text(encoding="utf-8")


def test_table_of_variables_is_that_of_the_settings(guide: str) -> None:
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `CHISO_")]
    assert set(VARIABLE.findall("".join(rows))) == set(VARIABLE.findall(settings.__doc__))


def test_every_variable_that_is_read_is_in_the_docstring_of_the_settings() -> None:
    sources = Path(settings.__file__).parent.rglob("*.py")
    read = {
        name
        for path in sources
        for name in re.findall(r'"(CHISO_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert read <= set(VARIABLE.findall(settings.__doc__))


def test_commands_that_are_named_exist(guide: str) -> None:
    found = set(re.findall(r"chiso manage ([a-z_]+)", guide))
    assert set(NAMED) <= found <= set(get_commands())


def test_nginx_lets_through_what_the_page_offers(guide: str) -> None:
    most = re.search(r"client_max_body_size (\d+)m;", guide)
    assert most
    assert int(most[1]) * 1024**2 >= MOST_REQUEST
