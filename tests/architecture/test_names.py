"""Every folder is a room of the design, and no module has a name that says nothing."""

from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY, PLATFORM, SRC, python_files

LIBRARY_ROOMS = {
    *("wording", "calendar", "territory", "definition", "tables", "datasets", "survey", "dossiers"),
    *("scoring", "aggregation", "evaluation", "inference", "planning", "publication", "cli"),
    "indices",
    "synthesis",
    "values",
}
PLATFORM_ROOMS = {
    *("config", "portal", "desk", "news", "plans", "assessment", "reporting", "casework"),
    *("surveys", "feedback", "disclosure", "documents", "files", "notices", "results"),
    *("workdays", "accounts", "units", "look", "audit", "api"),
    "locale",  # the catalogue of all of them, where Django looks for it
}
SAYING_NOTHING = {
    *("util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "base"),
    *("process", "handle", "handler", "data"),
}


@pytest.mark.parametrize(
    ("package", "rooms"), [(LIBRARY, LIBRARY_ROOMS), (PLATFORM, PLATFORM_ROOMS)]
)
def test_every_folder_is_a_room(package: Path, rooms: set[str]) -> None:
    folders = {path.name for path in package.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders - rooms == set()


def says_nothing(path: Path) -> bool:
    """Whether a module, or its folder, has a name that would fit any module."""
    return bool({path.stem, path.parent.name} & SAYING_NOTHING)


def test_every_module_name_says_something() -> None:
    assert [str(path) for path in python_files(SRC) if says_nothing(path)] == []


@pytest.mark.parametrize("name", ["chiso/utils.py", "chiso/common/text.py"])
def test_guard_sees_a_name_that_says_nothing(name: str) -> None:
    assert says_nothing(Path(name))
