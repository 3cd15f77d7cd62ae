"""A round that the table of routes acts on, as rows alone."""

from datetime import date, timedelta

from django.utils import timezone

from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit

EDITION = "ha-noi-communes@2025-01-01"


def round_row(uid: str) -> Round:
    """An open round that a unit runs, and in which it takes part; made if there is none."""
    unit = Unit.objects.get(uid=uid)
    slug, today = f"of-{unit.pk}", timezone.localdate()
    found = Round.objects.filter(slug=slug).first()
    if found is not None:
        return found
    days = {"reported_from": date(2025, 11, 1), "reported_until": date(2026, 10, 31)}
    made = Round.objects.create(slug=slug, unit=unit, period="2026", state="open", **days)
    group = RankGroup.objects.create(
        round=made,
        kind=unit.kind,
        edition=EDITION,
        edition_sha256=edition_named(EDITION).sha256,
        rule_set_version="1",
        self_from=today,
        self_until=today + timedelta(20),
        appraisal_from=today,
        appraisal_until=today + timedelta(40),
        publication_on=today + timedelta(60),
    )
    Entrant.objects.create(round=made, group=group, unit=unit)
    return made
