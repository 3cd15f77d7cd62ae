"""The forms that a person fills: of their units, in the rounds that are running or past."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import requires
from chiso_web.assessment.addresses import form_address
from chiso_web.assessment.asker import asker
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.moves import FormState, RoundState
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.look.formats import language


@requires(FORM_FILL)
def forms_of_mine(request: HttpRequest) -> HttpResponse:
    """The forms of one's units; straight to the one that is open where there is one."""
    acting = asker(request)
    units = {one.unit_id for one in acting.holdings_with(FORM_FILL)}
    entrants = Entrant.objects.filter(unit__in=units).exclude(round__state=RoundState.DRAFT)
    listed = list(
        entrants.select_related("round__unit", "unit").order_by("-round__period", "unit__sort_key")
    )
    opened = [one for one in listed if one.round.state == RoundState.OPEN]
    if len(opened) == 1:
        return HttpResponseRedirect(form_address(opened[0]))
    return render(
        request, "assessment/forms.html", {"title": _("Self-score"), "rows": _rows(listed)}
    )


def _rows(listed: list[Entrant]) -> list[tuple[str, str, str, str]]:
    """Period, unit, state and address of each form."""
    return [
        (
            one.round.period,
            one.unit.full_name(language()),
            str(FormState(one.state).label),
            form_address(one),
        )
        for one in listed
    ]
