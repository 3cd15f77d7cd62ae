"""The guard over licences sees what it must not let through."""

import pytest

from scripts.licences import PAGE, declared, fault, is_allowed, packages, page


def test_every_locked_package_has_a_licence_that_is_allowed() -> None:
    assert [told for name in packages() if (told := fault(name, declared(name)))] == []


def test_page_of_licences_is_up_to_date() -> None:
    found = {name: declared(name) for name in packages()}
    assert PAGE.read_text(encoding="utf-8") == page(found)


@pytest.mark.parametrize(
    "expression",
    [
        *("GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-3.0-only", "UNKNOWN", "", "Proprietary"),
        *("MIT AND GPL-2.0-only", "BSD AND Other/Proprietary License", "MITX"),
    ],
)
def test_guard_sees_a_licence_that_is_not_allowed(expression: str) -> None:
    assert not is_allowed(expression)
    assert fault("somebody", expression)


@pytest.mark.parametrize(
    "expression", ["MIT", "Apache-2.0 OR GPL-2.0-only", "(BSD-3-Clause AND 0BSD)", "BSD, MIT"]
)
def test_guard_lets_through_what_is_allowed(expression: str) -> None:
    assert fault("somebody", expression) == ""


def test_package_read_by_hand_is_read_again_when_it_declares_something_else() -> None:
    assert fault("psycopg", "LGPL-3.0-only") == ""
    assert "psycopg is under “GPL-3.0-only”" in fault("psycopg", "GPL-3.0-only")
