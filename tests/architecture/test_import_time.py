"""`import chiso` stays cheap: it brings none of the large packages (`make bench` measures it)."""

import subprocess
import sys

import pytest

LARGE = ("numpy", "scipy", "pandas", "polars", "pyarrow", "django")


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def loaded(module: str) -> set[str]:
    """The large packages that a module brings with it."""
    return set(run(f"import sys, {module}; print(*sys.modules)").split()) & set(LARGE)


def test_import_loads_no_large_package() -> None:
    assert loaded("chiso") == set()


def test_scoring_needs_numpy_and_no_other_large_package() -> None:
    assert loaded("chiso.evaluation") == {"numpy"}


@pytest.mark.parametrize("module", ["pandas", "django"])
def test_guard_sees_a_large_package(module: str) -> None:
    assert module in loaded(module)
