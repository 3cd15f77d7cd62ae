"""docs/cli.md is what `--help` prints; `make docs` writes it."""

from scripts.cli_docs import PAGE, page


def test_cli_page_is_what_help_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/cli.md is out of date: make docs"


def test_page_holds_every_command_once() -> None:
    headings = [line for line in page().splitlines() if line.startswith("## ")]
    assert {"## chiso", "## chiso score", "## chiso explain", "## chiso demo"} <= set(headings)
    assert len(headings) == len(set(headings))
