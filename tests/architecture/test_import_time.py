"""`import chiso` stays cheap: little more than NumPy, and none of the large optional packages."""

import subprocess
import sys

import pytest

LARGE = ("scipy", "pandas", "polars", "pyarrow", "django")
REPEATS = 5


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def seconds(module: str) -> float:
    """CPU seconds of one import in a fresh interpreter."""
    clock = "import time; began = time.process_time()"
    return float(run(f"{clock}; import {module}; print(time.process_time() - began)"))


def loaded(module: str) -> set[str]:
    """The large packages that a module brings with it."""
    return set(run(f"import sys, {module}; print(*sys.modules)").split()) & set(LARGE)


def test_import_costs_at_most_two_and_a_half_times_numpy() -> None:
    pairs = [(seconds("chiso"), seconds("numpy")) for _ in range(REPEATS)]
    chiso, numpy = (min(column) for column in zip(*pairs, strict=True))  # the least noisy run
    assert chiso <= 2.5 * numpy, f"import chiso took {chiso:.3f} s, import numpy {numpy:.3f} s"


def test_import_loads_no_large_package() -> None:
    assert loaded("chiso") == set()


@pytest.mark.parametrize("module", ["pandas", "django"])
def test_guard_sees_a_large_package(module: str) -> None:
    assert module in loaded(module)
