"""What typed words may mean beside words of entries: a unit, an act or a role as it is shown."""

from collections.abc import Sequence

from chiso.spelling import fold
from chiso_web.accounts.roles import Role
from chiso_web.accounts.trail.labels import ACTIONS
from chiso_web.accounts.trail.scope import Scope
from chiso_web.audit.selectors import Meant
from chiso_web.units.models import Unit

SHORT = 3  # letters below which a word counts only as a whole


def meant_by(text: str, scope: Scope) -> Meant:
    """The units in scope, acts and roles whose names fit a text."""
    typed = _words(text)
    if not typed:
        return Meant()
    return Meant(
        units=tuple(uid for uid, unit in scope.units.items() if unit and _is_unit(typed, unit)),
        actions=tuple(name for name, label in ACTIONS.items() if _is_act(typed, str(label))),
        roles=tuple(role.value for role in Role if _begins(typed, _words(str(role.label)))),
    )


def _is_unit(typed: Sequence[str], unit: Unit) -> bool:
    """By two words or more of its full name, or by the whole of its short one: one word, such as
    Bình, is more often a person's.
    """
    names = (unit.name_vi, unit.name_en)
    if any(list(typed) == _words(name) for name in names):
        return True
    full = (unit.full_name_vi, unit.full_name_en)
    return len(typed) > 1 and any(_runs(typed, _words(name)) for name in full)


def _is_act(typed: Sequence[str], label: str) -> bool:
    words = _words(label)
    return _runs(typed, words) if len(typed) > 1 else _begins(typed, words)


def _runs(typed: Sequence[str], words: Sequence[str]) -> bool:
    return any(_begins(typed, words[place:]) for place in range(len(words)))


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words begin with those typed, the last of which may be the beginning of one."""
    whole, last = list(typed[:-1]), typed[-1]
    if len(words) < len(typed) or list(words[: len(whole)]) != whole:
        return False
    word = words[len(whole)]
    return word == last if len(last) < SHORT else word.startswith(last)


def _words(text: str) -> list[str]:
    return fold(text).split()
