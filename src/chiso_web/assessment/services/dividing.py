"""Dividing a form among lead departments and people, by criterion."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.entered import line_entered
from chiso_web.assessment.locks import round_closed
from chiso_web.assessment.models import Line
from chiso_web.assessment.selectors import filler_list
from chiso_web.assessment.services.holding import APP, entrant_held
from chiso_web.audit.services import Actor, record

LONGEST_LEAD = 200


@transaction.atomic
def lines_assign(
    entrant: int,
    nodes: Collection[str],
    *,
    person: User | None,
    lead: str,
    actor: Actor,
    today: date,
) -> int:
    """Name who fills some lines: a lead department, a person of the unit, or both; how many.

    Raises ActRefused where the round does not run, the form has no such line, or the person has no
    role that fills this unit's form.
    """
    held = entrant_held(entrant)
    refusal = round_closed(held.round)
    if refusal:
        raise ActRefused(refusal)
    if person is not None and person not in filler_list(held.unit, today):
        raise ActRefused(
            _("%(person)s has no role that fills the form of this unit.")
            % {"person": person.full_name},
            kept=True,
        )
    office = line_entered(lead, most=LONGEST_LEAD)
    count = Line.objects.filter(entrant=held, node__in=nodes).update(person=person, lead=office)
    if count != len(set(nodes)):
        raise ActRefused(_("The form has no such line."), kept=True)
    record(
        app=APP,
        unit=held.unit.uid,
        actor=actor,
        action="form.divided",
        subject=f"round {held.round.slug} {', '.join(sorted(nodes))}"[:1000],
        after={"person": person.full_name if person else "", "lead": office},
    )
    return count
