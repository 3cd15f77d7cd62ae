"""Write docs/cli.md: what `chiso … --help` prints, command by command.

`cli_docs.py` writes the page; the test in tests/architecture compares it with `page()`.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "cli.md"
HEADER = """\
# The command line

Written by `make docs` from what `--help` prints. Do not edit by hand.
"""
FIXED = {  # the same page on every machine and terminal
    "COLUMNS": "100",
    "TERMINAL_WIDTH": "100",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "PYTHONIOENCODING": "utf-8",
    "TERM": "dumb",
}


def helped(command: tuple[str, ...]) -> str:
    """What one command prints for --help."""
    chiso = str(Path(sys.executable).with_name("chiso"))
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CHISO_", "FORCE_"))}
    environment.pop("CI", None)
    environment.pop("GITHUB_ACTIONS", None)  # Typer forces colours there
    finished = subprocess.run(
        [chiso, *command, "--help"],
        capture_output=True,
        encoding="utf-8",
        env=environment | FIXED,
        check=True,
    )
    return "\n".join(line.rstrip() for line in finished.stdout.strip("\n").splitlines())


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The group itself and every command below it, in the order of --help."""
    yield path
    for name, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            yield from commands(command, (*path, name))


def page() -> str:
    """The whole page."""
    from chiso.cli import command  # noqa: PLC0415  the rest of this file works without Chiso

    paths = list(commands(command()))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        texts = list(pool.map(helped, paths))
    sections = [
        f"\n## {' '.join(('chiso', *path))}\n\n```text\n{text}\n```\n"
        for path, text in zip(paths, texts, strict=True)
    ]
    return HEADER + "".join(sections)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
