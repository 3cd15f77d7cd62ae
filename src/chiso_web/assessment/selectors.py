"""Finding rounds, their groups and the forms in them."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Holding, User
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.look.not_found import PageMissing
from chiso_web.units.models import Unit


def round_list() -> QuerySet[Round]:
    """Every round, the newest period first."""
    return Round.objects.select_related("unit").order_by("-period", "slug")


def round_get(slug: str) -> Round:
    """The round of an address. Raises PageMissing where there is none."""
    found = Round.objects.select_related("unit__parent").filter(slug=slug).first()
    if found is None:
        raise PageMissing(
            title=_("There is no such round"),
            sentence=_("The address names no round of assessment. It may have been mistyped."),
            offers=[],
        )
    return found


def entrant_get(slug: str, unit: str) -> Entrant:
    """The place of a unit in a round. Raises PageMissing where there is none."""
    entrants = Entrant.objects.select_related("round__unit", "group", "unit__parent")
    found = entrants.filter(round__slug=slug, unit__uid=unit).first()
    if found is None:
        raise PageMissing(
            title=_("There is no such form"),
            sentence=_("The unit takes no part in this round, or there is no such round."),
            offers=[],
        )
    return found


def unit_of_round(round: str, **_others: object) -> str:
    """The id of the unit that a round is of, for permissions."""
    return round_get(round).unit.uid


def unit_of_form(round: str, unit: str, **_others: object) -> str:
    """The id of the unit that a form is of, for permissions."""
    return entrant_get(round, unit).unit.uid


def group_by_kind(one: Round) -> Mapping[str, RankGroup]:
    """The ranking groups of a round by the kind of their units."""
    return {group.kind: group for group in one.groups.all()}


def filler_list(unit: Unit, today: date) -> list[User]:
    """Who has a role that fills the form of a unit on a day, by name."""
    held = Holding.objects.filter(unit=unit, since__lte=today).select_related("user")
    found = {
        one.user_id: one.user
        for one in held
        if one.in_force_on(today) and FORM_FILL.reaches(one.role)
    }
    return sorted(found.values(), key=lambda one: one.full_name)


def entrant_before(entrant: Entrant) -> Entrant | None:
    """The unit's place in the round of the same office before this one."""
    earlier = Entrant.objects.filter(
        unit=entrant.unit, round__unit=entrant.round.unit, round__period__lt=entrant.round.period
    )
    return earlier.select_related("round", "group", "unit").order_by("-round__period").first()
