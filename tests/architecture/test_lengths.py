"""Files stay under 500 lines and functions under 80; past that there is a second one inside."""

import ast

import pytest

from tests.architecture.sources import SRC, python_files, where

FILE_LINES = 500
FUNCTION_LINES = 80


def too_long(source: str) -> list[tuple[int, str]]:
    """Line and description of what is too long; the file itself stands at line 1."""
    lines = source.count("\n")
    found = [(1, f"{lines} lines")] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append((node.lineno, f"{node.name} has {length} lines"))
    return found


def test_files_and_functions_are_short() -> None:
    found = [
        f"{where(path, line)} {text}"
        for path in python_files(SRC)
        for line, text in too_long(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("source", ["\n" * 501, "def f():\n" + "    x = 1\n" * 80])
def test_guard_sees_what_is_too_long(source: str) -> None:
    assert too_long(source)
    assert not too_long("\n" * 500)
    assert not too_long("def f():\n" + "    x = 1\n" * 79)
