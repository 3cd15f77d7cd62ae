"""The table of moves: what is in it leads on, everything else is refused in both languages."""

from itertools import product

import pytest

from chiso_web.assessment.moves import (
    FORM_MOVES,
    ROUND_MOVES,
    FormAct,
    FormState,
    RoundAct,
    RoundState,
    form_moved,
    round_moved,
)
from tests.web.assessment.refusals import refused

ROUNDS = {
    ("draft", "open"): "open",
    ("open", "publish"): "published",
    ("published", "correct"): "correcting",
    ("correcting", "publish"): "published",
}
FORMS = {  # by hand, from docs/decisions/0014-rounds.md
    ("filling", "submit"): "waiting",
    ("returned", "submit"): "waiting",
    ("waiting", "take back"): "filling",
    ("waiting", "take back mended"): "returned",
    ("waiting", "sign"): "signed",
    ("signed", "return"): "returned",
    ("returned", "return"): "returned",
    ("returned", "take the return back"): "signed",
    ("signed", "reopen"): "returned",
    ("filling", "reopen"): "filling",
    ("returned", "reopen"): "returned",
    ("waiting", "reopen"): "waiting",
}


def test_the_tables_are_these() -> None:
    assert {(str(state), str(act)): str(to) for (state, act), to in ROUND_MOVES.items()} == ROUNDS
    assert {(str(state), str(act)): str(to) for (state, act), to in FORM_MOVES.items()} == FORMS


@pytest.mark.parametrize(("state", "act"), list(product(RoundState, RoundAct)))
def test_round_moves_by_its_table_only(state: RoundState, act: RoundAct) -> None:
    to = ROUNDS.get((state.value, act.value))
    if to is not None:
        assert round_moved(state.value, act) == to
        return
    assert refused(lambda: round_moved(state.value, act)).startswith("The round is ")


@pytest.mark.parametrize(("state", "act"), list(product(FormState, FormAct)))
def test_form_moves_by_its_table_only(state: FormState, act: FormAct) -> None:
    to = FORMS.get((state.value, act.value))
    if to is not None:
        assert form_moved(state.value, act) == to
        return
    assert refused(lambda: form_moved(state.value, act)).startswith("The form is ")
