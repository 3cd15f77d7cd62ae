"""Rounds for tests: two wards of Hà Nội, scored by the set of its communes, with five people."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from chiso.synthesis import synthetic
from chiso.values import Missing
from chiso_web.accounts.models import User
from chiso_web.accounts.roles import Role
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.services.filling import Change, values_save
from chiso_web.assessment.services.opening import GroupPlan, RoundPlan, round_make, round_open
from chiso_web.assessment.services.signing import form_sign, form_submit
from chiso_web.audit.services import SYSTEM
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from tests.people import BO_DE, HA_NOI, HOME_AFFAIRS, LONG_BIEN, person_with

TODAY = date(2026, 11, 25)
SLUG = "ha-noi-2026"


@dataclass(frozen=True)
class Cast:
    """The five people of a round: who runs it, fills in, signs, appraises and publishes."""

    runner: User
    reporter: User
    head: User
    appraiser: User
    chair: User


def cast_made() -> Cast:
    """The five people, with roles in Hà Nội, phường Long Biên and Sở Nội vụ."""
    return Cast(
        runner=person_with(Role.ADMINISTRATOR, HA_NOI, name="runner"),
        reporter=person_with(Role.REPORTER, LONG_BIEN, name="reporter"),
        head=person_with(Role.HEAD, LONG_BIEN, name="head"),
        appraiser=person_with(Role.APPRAISER, HOME_AFFAIRS, name="appraiser"),
        chair=person_with(Role.COUNCIL_CHAIR, HA_NOI, name="chair"),
    )


def plan_of(*, slug: str = SLUG, today: date = TODAY, **facts) -> RoundPlan:
    """A round of the wards of Hà Nội whose windows are all open on a day."""
    group = GroupPlan(
        kind="ward",
        edition="ha-noi-communes@2026",
        self_from=today - timedelta(20),
        self_until=today + timedelta(9),
        appraisal_from=today - timedelta(20),
        appraisal_until=today + timedelta(30),
        publication_on=today + timedelta(60),
    )
    known = {
        "slug": slug,
        "unit": Unit.objects.get(uid=HA_NOI),
        "period": "2026",
        "reported_from": date(2025, 11, 1),
        "reported_until": date(2026, 10, 31),
        "groups": [group],
    }
    return RoundPlan(**(known | facts))


def round_running(*units: str, **facts) -> Round:
    """An open round of some wards; phường Long Biên and phường Bồ Đề if none is named."""
    made = round_make(plan_of(**facts), actor=SYSTEM)
    Entrant.objects.exclude(unit__uid__in=units or (LONG_BIEN, BO_DE)).filter(round=made).delete()
    return round_open(made.pk, actor=SYSTEM)


def entrant_of(one: Round, unit: str = LONG_BIEN) -> Entrant:
    """A unit's place in a round."""
    return Entrant.objects.get(round=one, unit__uid=unit)


def drawn(entrant: Entrant, *, seed: int = 7) -> list[Change]:
    """A change for every measure that the form asks for, drawn at random."""
    edition = edition_named(entrant.group.edition)
    generator = np.random.default_rng(seed)
    table = synthetic(edition, ["u"], period=entrant.round.period, generator=generator)
    asked = dict.fromkeys(m for leaf in leaves_asked(edition) for m in leaf.rule.measures)
    found = []
    for measure in asked:
        seen = table.observation(0, measure)
        absent = isinstance(seen.value, Missing)
        kept = entrant.values.filter(measure=measure).first()
        found.append(
            Change(
                measure=measure,
                seen=kept.version if kept else 0,
                typed="" if absent else f"{seen.value:.12g}".replace(".", ","),
                not_applicable=absent,
                ground="Không phát sinh trong kỳ" if absent else "",
                difference="Theo sổ của phường",
            )
        )
    return found


def filled(entrant: Entrant, by: User, *, today: date = TODAY, seed: int = 7) -> Entrant:
    """The form with every value declared and every score accounted for."""
    told = {"by": by, "actor": SYSTEM, "today": today}
    entrant.lines.update(how="Đối chiếu sổ", counted="Theo tỷ lệ")
    values_save(entrant.pk, drawn(entrant, seed=seed), **told)
    entrant.refresh_from_db()
    return entrant


def signed(entrant: Entrant, cast: Cast, *, today: date = TODAY, seed: int = 7) -> Entrant:
    """The form filled in, submitted and signed."""
    filled(entrant, cast.reporter, today=today, seed=seed)
    form_submit(entrant.pk, actor=SYSTEM, today=today)
    entrant.refresh_from_db()
    form_sign(entrant.pk, turn=entrant.turn, by=cast.head, actor=SYSTEM, today=today)
    entrant.refresh_from_db()
    return entrant


def appraised(entrant: Entrant, cast: Cast) -> Entrant:
    """The signed form with every line accepted."""
    entrant.lines.update(
        decision=DecisionKind.ACCEPT,
        decided_by=cast.appraiser,
        decided_at=timezone.now(),
        decision_version=1,
    )
    entrant.refresh_from_db()
    return entrant
