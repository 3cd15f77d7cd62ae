"""Runs the command line inside the test's process, as a shell would see it."""

import io
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from unittest import mock

from chiso.cli import command


@dataclass(frozen=True)
class Finished:
    """What one run printed, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str


class _Stream(io.BytesIO):
    name = "<stdin>"


def run(*arguments: object, stdin: bytes | str = b"", lang: str = "en") -> Finished:
    """The outcome of ``chiso`` with these arguments; messages are in ``lang``."""
    content = stdin.encode() if isinstance(stdin, str) else stdin
    streams = [io.TextIOWrapper(_Stream(data), encoding="utf-8") for data in (content, b"", b"")]
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, {"CHISO_LANG": lang}))
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            stack.enter_context(mock.patch.object(sys, name, stream))
        code = _exit_code([str(one) for one in arguments])
        printed = []
        for stream in streams[1:]:
            stream.flush()
            printed.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Finished(code, *printed)


def _exit_code(arguments: list[str]) -> int:
    try:
        command()(args=arguments, prog_name="chiso")
    except SystemExit as ended:
        return int(ended.code or 0)
    raise AssertionError("the program did not end by itself")
