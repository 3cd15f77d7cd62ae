"""What a command prints: columns in a format, tables for reading, notes beside them."""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from chiso.cli.options import Format, Language
from chiso.errors import OptionsInvalid, mark
from chiso.wording import Message, say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_PLAIN_WIDTH = 120
_NO_TEXT = mark("{format} is no text for a terminal; name a file with --out")
_BINARY = (Format.XLSX, Format.PARQUET)


def write_columns(
    columns: Mapping[str, Sequence[Any]], format: Format, *, out: Path | None
) -> None:
    """Write the columns as a file in ``format``, to a path or standard output."""
    from chiso import tables

    if out is None and format in _BINARY and sys.stdout.isatty():
        raise OptionsInvalid(reason=Message(_NO_TEXT, {"format": format}))
    content = tables.encoded(columns, format)
    write_bytes(content, out=out)


def write_json(
    record: Mapping[str, Any] | Sequence[Mapping[str, Any]], *, out: Path | None
) -> None:
    """Write a nested record, or a list of them, as JSON."""
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    write_bytes(f"{text}\n".encode(), out=out)


def write_bytes(content: bytes, *, out: Path | None) -> None:
    """Write a file as it is, to a path or standard output."""
    if out is not None:
        from chiso import tables

        tables.write_whole(content, out)
    else:
        sys.stdout.buffer.write(content)


def write_text(*parts: "RenderableType", out: Path | None) -> None:
    """Print for reading: to the terminal, or as plain text into a pipe or file."""
    if out is None and sys.stdout.isatty():
        _console(sys.stdout, width=None).print(*parts, sep="\n")
        return
    text = io.StringIO()
    _console(text, width=_PLAIN_WIDTH).print(*parts, sep="\n")
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    write_bytes(("\n".join(lines) + "\n").encode(), out=out)


def _console(file: Any, *, width: int | None) -> "Console":
    """A console that takes no mark-up in what it prints."""
    from rich.console import Console

    return Console(file=file, width=width, markup=False, emoji=False, highlight=False)


def note(message: Message, lang: Language) -> None:
    """Say something beside the result, on standard error."""
    typer.echo(say(message, lang), err=True)
