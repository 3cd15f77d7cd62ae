"""Write docs/cli.md: what `chiso … --help` prints, command by command, 100 columns wide.

`make docs` runs it; a test in tests/architecture compares the page with `page()`.
"""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chiso.cli import command

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 100
HEADER = """\
# The command line

Written by `make docs` from what `--help` prints. Do not edit by hand.
"""


def helped(program: Any, path: tuple[str, ...]) -> str:
    """What one command prints for --help."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        program.main(
            [*path, "--help"],
            prog_name="chiso",
            standalone_mode=False,
            terminal_width=WIDTH,
            max_content_width=WIDTH,
            color=False,
        )
    return "\n".join(line.rstrip() for line in printed.getvalue().strip("\n").splitlines())


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The group itself and every command below it, in the order of --help."""
    yield path
    for name, below in getattr(group, "commands", {}).items():
        if not below.hidden:
            yield from commands(below, (*path, name))


def page() -> str:
    """The whole page."""
    program = command()
    sections = [
        f"\n## {' '.join(('chiso', *path))}\n\n```text\n{helped(program, path)}\n```\n"
        for path in commands(program)
    ]
    return HEADER + "".join(sections)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
