"""The three rounds: Hà Nội running now, Hà Nội of the year before, Long Biên 2018."""

from datetime import date

from django.db import transaction

from chiso_web.assessment.demo.cast import HA_NOI, LONG_BIEN_DISTRICT
from chiso_web.assessment.demo.days import working_day
from chiso_web.assessment.models import Round
from chiso_web.assessment.moves import RoundAct, round_moved
from chiso_web.assessment.services.holding import round_recorded
from chiso_web.assessment.services.opening import GroupPlan, RoundPlan, round_make
from chiso_web.audit.services import SYSTEM
from chiso_web.units.models import Unit

RUNNING, FINISHED, HISTORY = "ha-noi-2026", "ha-noi-2025", "long-bien-2018"


def running_plan(today: date, *, after: Round) -> RoundPlan:
    """Hà Nội 2026 as of today: departments' self-score is over, communes have four working days
    left, both are being appraised.
    """
    begun = working_day(today, -18)

    def group(kind: str, edition: str, *, closes: int, ends: int) -> GroupPlan:
        return GroupPlan(
            kind=kind,
            edition=edition,
            self_from=begun,
            self_until=working_day(today, closes),
            appraisal_from=working_day(today, -6),
            appraisal_until=working_day(today, ends),
            publication_on=working_day(today, 35),
        )

    return RoundPlan(
        slug=RUNNING,
        unit=Unit.objects.get(uid=HA_NOI),
        period="2026",
        reported_from=date(2025, 12, 1),
        reported_until=date(2026, 11, 30),
        groups=[
            group("provincial_department", "ha-noi-departments@2026", closes=-3, ends=12),
            group("ward", "ha-noi-communes@2026", closes=4, ends=20),
            group("rural_commune", "ha-noi-communes@2026", closes=4, ends=20),
        ],
        synthetic=True,
        copied_from=after,
    )


def _past_plan(slug: str, unit: str, period: str, kinds: dict[str, str], *, year: int) -> RoundPlan:
    """A round whose work went from December of a year to the end of January."""

    def group(kind: str, edition: str) -> GroupPlan:
        return GroupPlan(
            kind=kind,
            edition=f"{edition}@{period}",
            self_from=date(year, 12, 3),
            self_until=date(year, 12, 21),
            appraisal_from=date(year, 12, 24),
            appraisal_until=date(year + 1, 1, 15),
            publication_on=date(year + 1, 1, 25),
        )

    return RoundPlan(
        slug=slug,
        unit=Unit.objects.get(uid=unit),
        period=period,
        reported_from=date(year - 1, 12, 1),
        reported_until=date(year, 11, 30),
        groups=[group(kind, edition) for kind, edition in kinds.items()],
        synthetic=True,
    )


def finished_plan() -> RoundPlan:
    """Hà Nội 2025."""
    kinds = {
        "provincial_department": "ha-noi-departments",
        "ward": "ha-noi-communes",
        "rural_commune": "ha-noi-communes",
    }
    return _past_plan(FINISHED, HA_NOI, "2025", kinds, year=2025)


def history_plan() -> RoundPlan:
    """Quận Long Biên 2018: its wards and departments have ended since."""
    kinds = {"ward": "long-bien-wards", "district_department": "long-bien-departments"}
    return _past_plan(HISTORY, LONG_BIEN_DISTRICT, "2018", kinds, year=2018)


@transaction.atomic
def round_begun(plan: RoundPlan) -> Round:
    """A round with its units, open; its forms are still to be made."""
    made = round_make(plan, actor=SYSTEM)
    made.state = round_moved(made.state, RoundAct.OPEN)
    made.full_clean()
    made.save()
    round_recorded(made, SYSTEM, "round.opened", after={"state": made.state, "synthetic": True})
    return made
