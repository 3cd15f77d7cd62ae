"""Modules that must not be imported, wherever the import stands."""

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY, SRC, imported, python_files, where


def forbidden_imports(source: str, package: str) -> list[int]:
    """The lines that import a package or something below it."""
    return [
        line
        for line, name in imported(ast.parse(source))
        if name == package or name.startswith(package + ".")
    ]


@pytest.mark.parametrize(("folder", "package"), [(LIBRARY, "django"), (SRC, "scipy.stats")])
def test_package_is_imported_nowhere(folder: Path, package: str) -> None:
    found = [
        where(path, line)
        for path in python_files(folder)
        for line in forbidden_imports(path.read_text(encoding="utf-8"), package)
    ]
    assert not found, f"{package} is imported at {', '.join(found)}"


@pytest.mark.parametrize(
    ("source", "package"),
    [
        ("import django", "django"),
        ("def f():\n    from django.db import models", "django"),
        ("from scipy import stats", "scipy.stats"),
        ("import scipy.stats as st", "scipy.stats"),
    ],
)
def test_guard_sees_the_import(source: str, package: str) -> None:
    assert forbidden_imports(source, package)
    assert not forbidden_imports("import djangoish, scipy.optimize", package)
