"""How much there is of a thing in a middling unit in a year; round guesses, cited from nowhere.

What is not listed counts ``OTHERWISE``. Amounts below ``FEW`` are drawn as rare events and may be
none at all.
"""

from collections.abc import Mapping

import numpy as np

from chiso.synthesis.drawn import Bench, Drawn
from chiso.values import Floats

OTHERWISE = 60
FEW = 20
RESPONDENTS = 150
AMOUNTS: Mapping[str, float] = {
    "hn.plan.planned": 45,
    "hn.orders.given": 60,
    "hn.inspection.found": 6,
    "hn.law.found": 5,
    "hn.dossiers.handled": 14000,
    "hn.digitised.all": 12000,
    "hn.intake.all": 380,
    "hn.process.all": 380,
    "hn.feedback.received": 14,
    "hn.decentralised.all": 30,
    "hn.staff.all": 65,
    "hn.papers.all": 5200,
    "lb.plan.planned": 30,
    "lb.orders.given": 45,
    "lb.inspection.found": 4,
    "lb.law.found": 4,
    "lb.dossiers.received": 4200,
    "lb.feedback.received": 9,
    "lb.one_stop.all": 120,
    "lb.papers.all": 1600,
    "lb.papi.planned": 12,
    "lb.signed.all": 700,
    "lb.staff.all": 24,
    "tt01.8.feedback": 8,
    "tt01.9.dossiers": 6000,
}
WHOLES: Mapping[str, str] = {
    "hn.posts.share": "hn.staff.all",
    "hn.staff.qualified": "hn.staff.all",
    "hn.online.share": "hn.dossiers.handled",
    "hn.payment.share": "hn.dossiers.handled",
    "lb.posts.share": "lb.staff.all",
    "lb.staff.qualified": "lb.staff.all",
    "lb.online.share": "lb.dossiers.received",
}
"""Of which counted whole a share or per cent is the share."""


def amount(measure: str, bench: Bench, *, at_least: int) -> Floats:
    """How many there are in each unit, by its size; whole numbers."""
    typical = AMOUNTS.get(measure, OTHERWISE) * bench.size
    if AMOUNTS.get(measure, OTHERWISE) < FEW:
        counted = bench.generator.poisson(typical).astype(float)
    else:
        counted = np.rint(typical * bench.generator.lognormal(0, 0.15, len(typical)))
    return np.asarray(np.maximum(counted, at_least), float)


def whole(measure: str, bench: Bench, *, at_least: int) -> Drawn:
    """The denominator of that name: as it stands, or what others leave over, or a new amount."""
    if measure in bench.drawn:
        return bench.drawn[measure]
    left = left_over(measure, bench)
    return left or Drawn(amount(measure, bench, at_least=at_least))


def left_over(measure: str, bench: Bench) -> Drawn | None:
    """What ``….late`` must be where ``….on_time`` stands: all the others; None where it is free."""
    stem, _, last = measure.rpartition(".")
    on_time = bench.drawn.get(f"{stem}.on_time")
    if last not in ("late", "dragging") or on_time is None or not on_time.tied:
        return None
    others = bench.drawn[on_time.tied[0]].values - on_time.values
    tied = (f"{stem}.on_time",)
    if last == "late":
        return Drawn(others, tied=tied)
    return Drawn(np.minimum(bench.events(0.6), others), tied=tied)
