"""What the guards read: the source files, their syntax trees, and the dotted names used in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
LIBRARY = SRC / "chiso"
PLATFORM = SRC / "chiso_web"


def python_files(folder: Path) -> list[Path]:
    """The Python files below a folder, migrations aside (Django writes them)."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def where(path: Path, line: int) -> str:
    """A place, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}"


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, deferred ones too; `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def called(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call of a plain or dotted name, with that name as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node, ast.unparse(node.func)
