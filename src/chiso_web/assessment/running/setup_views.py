"""Setting a round up, copying last year's, opening it, discarding a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import round_address, rounds_address
from chiso_web.assessment.asker import asker, units_with
from chiso_web.assessment.models import Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import ROUND_RUN
from chiso_web.assessment.running.draft import draft_digest
from chiso_web.assessment.running.setup import Setup, is_sound, setup_begin, setup_read
from chiso_web.assessment.selectors import round_get, unit_of_round
from chiso_web.assessment.services.opening import round_discard, round_make, round_open
from chiso_web.look.formats import language
from chiso_web.units.models import Unit
from chiso_web.workdays.selectors import office_get

BAD = 400


@requires(ROUND_RUN, methods=FORM)
def round_new(request: HttpRequest) -> HttpResponse:
    """Set a round up for a unit that the person administers."""
    units = units_with(asker(request), ROUND_RUN)
    named = request.POST.get("unit") or request.GET.get("unit")
    chosen = next((one for one in units if one.uid == named), units[0])
    return _setting_up(request, chosen, None, units)


@requires(ROUND_RUN, methods=FORM, of=unit_of_round)
def round_copy(request: HttpRequest, round: str) -> HttpResponse:
    """Set a round up as one before was, a year on."""
    before = round_get(round)
    return _setting_up(request, before.unit, before, [before.unit])


def _setting_up(
    request: HttpRequest, unit: Unit, before: Round | None, units: list[Unit]
) -> HttpResponse:
    calendar, today = office_get().calendar, timezone.localdate()
    if request.method != "POST":
        return _page(request, setup_begin(unit, before, calendar, today=today), units)
    setup = setup_read(unit, before, request.POST, calendar, today=today)
    if not is_sound(setup):
        return _page(request, setup, units, status=BAD)
    if request.POST.get("act") == "check":
        return _page(request, setup, units, checked=True)
    try:
        made = round_make(setup.plan(), actor=asker(request).actor(ROUND_RUN, unit.uid))
    except ActRefused as refused:
        return _page(request, setup, units, status=BAD, refusal=refused.sentence)
    messages.success(request, _("The draft is kept. Look through it, then open the round."))
    return HttpResponseRedirect(round_address(made))


def _page(
    request: HttpRequest,
    setup: Setup,
    units: list[Unit],
    *,
    status: int = 200,
    checked: bool = False,
    refusal: str = "",
) -> HttpResponse:
    title = _("Set up a round of assessment")
    if setup.before:
        title = _("Copy to a new round: %(round)s") % {"round": round_name(setup.before)}
    facts = {
        "title": title,
        "setup": setup,
        "units": [(one.uid, one.full_name(language())) for one in units],
        "unit_name": setup.unit.full_name(language()),
        "checked": checked,
        "faults": [*setup.faults, *([refusal] if refusal else [])],
        "is_faulty": status == BAD,
    }
    return render(request, "assessment/round_setup.html", facts, status=status)


@requires(ROUND_RUN, methods=ACT, of=unit_of_round)
def round_opened(request: HttpRequest, round: str) -> HttpResponse:
    """Open a draft as it was shown."""
    one = round_get(round)
    if request.POST.get("seen") != draft_digest(one) and one.state == RoundState.DRAFT:
        messages.error(request, _("The draft has changed since you opened this page. Read it."))
        return HttpResponseRedirect(round_address(one))
    try:
        round_open(one.pk, actor=asker(request).actor(ROUND_RUN, one.unit.uid))
        messages.success(request, _("%(round)s is open.") % {"round": round_name(one)})
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(round_address(one))


@requires(ROUND_RUN, methods=ACT, of=unit_of_round)
def round_discarded(request: HttpRequest, round: str) -> HttpResponse:
    """Discard a draft."""
    one = round_get(round)
    try:
        round_discard(one.pk, actor=asker(request).actor(ROUND_RUN, one.unit.uid))
    except ActRefused as refused:
        messages.error(request, refused.sentence)
        return HttpResponseRedirect(round_address(one))
    messages.success(request, _("The draft is discarded."))
    return HttpResponseRedirect(rounds_address())
