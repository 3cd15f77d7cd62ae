"""A unit's form with all of its lines, as rows alone: what permissions ask for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Entrant, Line, RankGroup, Round
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit

EDITION = "ha-noi-communes@2026"


def form_row(uid: str) -> Entrant:
    """The unit's form in a round that it runs itself, made if there is none."""
    unit, today = Unit.objects.get(uid=uid), timezone.localdate()
    slug, last = f"form-{unit.pk}", today + timedelta(30)
    found = Entrant.objects.select_related("round", "unit").filter(round__slug=slug).first()
    if found is not None:
        return found
    reported = {"reported_from": today, "reported_until": last}
    one = Round.objects.create(slug=slug, unit=unit, period="2026", state="open", **reported)
    windows = {"self_from": today, "self_until": last, "appraisal_from": today}
    windows |= {"appraisal_until": last, "publication_on": last}
    group = RankGroup.objects.create(round=one, kind="ward", edition=EDITION, **windows)
    entrant = Entrant.objects.create(round=one, group=group, unit=unit)
    leaves = enumerate(leaves_asked(edition_named(EDITION)))
    Line.objects.bulk_create(Line(entrant=entrant, node=one.id, place=at) for at, one in leaves)
    return entrant


def form_route(name: str, uid: str, **facts: str) -> str:
    """The address of a route on the unit's form."""
    known = {"round": form_row(uid).round.slug, "unit": uid, **facts}
    return reverse(f"assessment:{name}", kwargs=known)
