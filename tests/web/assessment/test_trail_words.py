"""What is done in rounds reads as words in the trail."""

import re

import pytest
from django.utils.translation import override

from chiso_web.accounts.permissions import Permission
from chiso_web.accounts.trail.codes import CODES, subject_label
from chiso_web.accounts.trail.labels import ACTIONS, action_label, app_label, value_label
from chiso_web.accounts.trail.values import shown
from chiso_web.assessment import permissions
from tests.architecture.sources import PLATFORM

ACTION = re.compile(
    r'"((?:round|publication|form|line|document|proof|guidance|question)\.[a-z_]+)"'
)
PERMISSIONS = {one.name for one in vars(permissions).values() if isinstance(one, Permission)}
DECIDED = {f"line.{one}" for one in ("accepted", "changed", "returned")}  # put together there


def actions_recorded() -> set[str]:
    """Every action that the room writes, as its source has them."""
    sources = (PLATFORM / "assessment").rglob("*.py")
    found = {one for path in sources for one in ACTION.findall(path.read_text(encoding="utf-8"))}
    return (found | DECIDED) - PERMISSIONS


def test_every_action_of_rounds_has_its_words() -> None:
    assert len(actions_recorded()) > 20
    assert actions_recorded() - ACTIONS.keys() == set()


@pytest.mark.parametrize("action", sorted(actions_recorded()))
def test_words_of_an_action_are_in_both_languages(action: str) -> None:
    with override("en"):
        english = action_label(action)
    assert action_label(action) != english


def test_every_permission_of_rounds_has_its_words() -> None:
    assert PERMISSIONS - CODES["permission"].keys() == set()


def test_entry_of_a_round_reads_as_words() -> None:
    assert app_label("assessment") == "Kỳ đánh giá"
    assert subject_label("round ha-noi-2026 1.1") == "kỳ đánh giá ha-noi-2026 1.1"
    assert value_label("hn.dialogues") != "hn.dialogues"
    assert shown("hn.dialogues", {"value": 2.5, "ground": "Sổ"}, {}) == "giá trị: 2,5; căn cứ: Sổ"
