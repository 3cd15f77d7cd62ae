"""Each release in CHANGELOG.md has left a database for the upgrade tests."""

import re

from chiso import __version__
from tests.architecture.sources import ROOT

RELEASE = re.compile(r"^## \[(?P<version>[\d.]+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)
DUMPS = ROOT / "tests" / "web" / "upgrade"


def released(text: str) -> list[str]:
    """The versions that have a date, newest first."""
    return [found["version"] for found in RELEASE.finditer(text)]


def test_each_dated_release_has_left_a_dump() -> None:
    versions = released((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert versions
    assert [one for one in versions if not (DUMPS / f"{one}.sql").exists()] == []


def test_version_of_the_package_stands_in_the_changelog() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_unreleased_version_needs_no_dump() -> None:
    assert released("## [9.9.9] - unreleased\n## [0.1.0] - 2026-11-23\n") == ["0.1.0"]
