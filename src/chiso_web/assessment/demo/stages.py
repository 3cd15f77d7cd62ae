"""How far each unit of the running round is: the four wards by hand, the others drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chiso_web.assessment.demo.cast import BO_DE, LONG_BIEN, PHUC_LOI, VIET_HUNG
from chiso_web.assessment.moves import FormState
from chiso_web.units.models import Unit

SEED = 126


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How far a form is: its state, and the shares of lines filled, decided, changed, returned."""

    state: FormState
    filled: float = 1.0
    decided: float = 0.0
    changed: float = 0.0
    returned: int = 0

    @property
    def is_signed(self) -> bool:
        """Whether its head has signed it."""
        return self.state in (FormState.SIGNED, FormState.RETURNED)


NOT_BEGUN = Stage(state=FormState.FILLING, filled=0.0)
WAITING = Stage(state=FormState.WAITING)
SUBMITTED = Stage(state=FormState.SIGNED)
PARTLY = Stage(state=FormState.SIGNED, decided=0.6, changed=0.1)
APPRAISED = Stage(state=FormState.SIGNED, decided=1.0, changed=0.08)
RETURNED = Stage(state=FormState.RETURNED, decided=0.5, changed=0.05, returned=2)
FRONT: Mapping[str, Stage] = {
    LONG_BIEN: Stage(state=FormState.FILLING, filled=0.75),
    BO_DE: Stage(state=FormState.RETURNED, decided=0.7, changed=0.05, returned=2),
    VIET_HUNG: PARTLY,
    PHUC_LOI: WAITING,
}
COMMUNES: Sequence[tuple[Stage | None, float]] = (
    (NOT_BEGUN, 0.08),
    (None, 0.34),  # being filled, each as far as is drawn
    (WAITING, 0.13),
    (RETURNED, 0.05),
    (SUBMITTED, 0.22),
    (PARTLY, 0.14),
    (APPRAISED, 0.04),
)
DEPARTMENTS: Sequence[Stage] = (
    *([Stage(state=FormState.FILLING, filled=0.4)] * 2),  # overdue, as the next one is
    NOT_BEGUN,
    WAITING,
    RETURNED,
    *([SUBMITTED] * 4),
    *([PARTLY] * 4),
    *([APPRAISED] * 2),
)


def stages_of(communes: Sequence[Unit], departments: Sequence[Unit]) -> dict[int, Stage]:
    """The stage of every unit, by its key."""
    generator = np.random.default_rng(SEED)
    found = {one.pk: FRONT[one.uid] for one in communes if one.uid in FRONT}
    shares = [share for _stage, share in COMMUNES]
    for one in communes:
        drawn = COMMUNES[generator.choice(len(COMMUNES), p=np.array(shares) / sum(shares))][0]
        filled = float(generator.uniform(0.1, 0.98))
        stage = drawn or Stage(state=FormState.FILLING, filled=filled)
        found.setdefault(one.pk, stage)
    order = generator.permutation(len(departments))
    for place, one in zip(order, departments, strict=True):
        found[one.pk] = DEPARTMENTS[place % len(DEPARTMENTS)]
    return found
