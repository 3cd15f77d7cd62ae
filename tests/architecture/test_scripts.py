"""What the scripts import is there, also what they import late: some run only at a release."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported

SCRIPTS = sorted((ROOT / "scripts").glob("*.py"))


def absent(source: str) -> list[str]:
    """The imports of a source that lead to nothing."""
    return [name for _, name in imported(ast.parse(source)) if not is_there(name)]


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    try:
        import_module(name)
    except ModuleNotFoundError:
        module, _, own = name.rpartition(".")
        return bool(module) and is_there(module) and hasattr(import_module(module), own)
    return True


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_imports_only_what_is_there(script: Path) -> None:
    assert absent(script.read_text(encoding="utf-8")) == []


def test_name_that_moved_away_is_told() -> None:
    source = "import ast\ndef f():\n    from chiso.errors import Fault, Moved\n    import gone\n"
    assert absent(source) == ["chiso.errors.Moved", "gone"]
