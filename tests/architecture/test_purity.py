"""The library prints nothing and never asks for the time or for chance: both are arguments."""

import ast

import pytest

from tests.architecture.sources import LIBRARY, called, imported, python_files, where

CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
CLOCKS += ("time.time_ns", "time.monotonic", "time.localtime", "time.gmtime", "time.strftime")
CHANCE = ("random", "secrets", "uuid.uuid1", "uuid.uuid4", "os.urandom")
SEEDED = (
    "default_rng",
    "Generator",
    "PCG64",
    "Philox",
    "SeedSequence",
)  # of numpy.random, with arguments


def impurities(source: str) -> list[tuple[int, str]]:
    """Line and name of everything that depends on more than its arguments."""
    tree = ast.parse(source)
    asked = (*CLOCKS, *CHANCE)
    found = [
        (line, f"import {name}")
        for line, name in imported(tree)
        if name in asked or name.split(".")[0] in {"random", "secrets"}
    ]
    for call, name in called(tree):
        _, is_numpy, function = name.partition("np.random.")
        seeded = function in SEEDED and (call.args or call.keywords)
        if name.endswith((*CLOCKS, "uuid4", "urandom")) or (is_numpy and not seeded):
            found.append((call.lineno, f"{name}()"))
    return found


def prints(source: str) -> list[int]:
    """The lines that print."""
    return [call.lineno for call, name in called(ast.parse(source)) if name == "print"]


def test_library_asks_neither_clock_nor_chance() -> None:
    found = [
        f"{where(path, line)} {what}"
        for path in python_files(LIBRARY)
        for line, what in impurities(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_library_prints_only_in_its_command_line() -> None:
    found = [
        where(path, line)
        for path in python_files(LIBRARY)
        if "cli" not in path.relative_to(LIBRARY).parts
        for line in prints(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "datetime.datetime.now()",
        "date.today()",
        "import time\ndef f():\n    return time.time()",
        "from time import time",
        "import random",
        "np.random.default_rng()",
        "np.random.normal(0, 1)",
        "uuid.uuid4()",
    ],
)
def test_guard_sees_clock_and_chance(source: str) -> None:
    assert impurities(source)
    assert not impurities("np.random.default_rng(seed)\ndate(2023, 1, 1)\nimport datetime")


def test_guard_sees_a_print() -> None:
    assert prints("def f():\n    print('x')") == [2]
