"""Other windows for a group, and a named exception for one form; each with its reason."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import form_address, round_address
from chiso_web.assessment.asker import asker, person_asking
from chiso_web.assessment.deadlines import day_text, deadline_of, deadline_text
from chiso_web.assessment.locks import last_day
from chiso_web.assessment.models import Entrant, RankGroup, Reopening, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import group_name, round_name
from chiso_web.assessment.permissions import ROUND_RUN
from chiso_web.assessment.running.setup_forms import ReasonedWindowsForm
from chiso_web.assessment.running.typed_days import last_typed
from chiso_web.assessment.selectors import entrant_get, group_by_kind, round_get, unit_of_round
from chiso_web.assessment.services.signing import form_reopen
from chiso_web.assessment.services.windows import WINDOWS, windows_change
from chiso_web.look.formats import day, language
from chiso_web.workdays.selectors import office_get

BAD = 400


@requires(ROUND_RUN, methods=FORM, of=unit_of_round)
def windows(request: HttpRequest, round: str, kind: str) -> HttpResponse:
    """Give a ranking group other windows."""
    one = round_get(round)
    group = group_by_kind(one).get(kind)
    if group is None or one.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Http404
    calendar = office_get().calendar
    if request.method != "POST":
        initial = {name: day(getattr(group, name)) for name in WINDOWS}
        form = ReasonedWindowsForm(initial=initial, calendar=calendar)
        return _windows_page(request, one, group, form)
    form = ReasonedWindowsForm(request.POST, calendar=calendar)
    if not form.is_valid():
        return _windows_page(request, one, group, form, status=BAD)
    if request.POST.get("act") == "check":
        return _windows_page(request, one, group, form)
    try:
        actor = asker(request).actor(ROUND_RUN, one.unit.uid)
        reason = form.cleaned_data["reason"]
        windows_change(group, form.windows(), actor=actor, reason=reason)
    except ActRefused as refused:
        return _windows_page(request, one, group, form, status=BAD, refusal=refused.sentence)
    messages.success(request, _("%(name)s: the windows are changed.") % {"name": group_name(group)})
    return HttpResponseRedirect(round_address(one))


def _windows_page(
    request: HttpRequest,
    one: Round,
    group: RankGroup,
    form: ReasonedWindowsForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    facts = {
        "title": _("%(round)s: windows of %(name)s")
        % {"round": round_name(one), "name": group_name(group)},
        "name": round_name(one),
        "address": round_address(one),
        "form": form,
        "is_faulty": status == BAD,
        "refusal": refusal,
    }
    return render(request, "assessment/round_windows.html", facts, status=status)


@requires(ROUND_RUN, methods=FORM, of=unit_of_round)
def reopen(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Let one form be open again, or longer, through a day."""
    entrant, today = entrant_get(round, unit), timezone.localdate()
    until, reason = request.POST.get("until", "").strip(), request.POST.get("reason", "").strip()
    typed = {"until": until, "reason": reason}
    if request.method != "POST":
        return _reopen_page(request, entrant, typed, today=today)
    faults = {}
    last = None
    try:
        begins = office_get().calendar.next_working_day(today)
        last = last_typed(until, begins, office_get().calendar)
    except ValidationError as error:
        faults["until"] = error.messages[0]
    if not reason:
        faults["reason"] = _("Give the reason for the exception: it stays with the form.")
    if faults or last is None:
        return _reopen_page(request, entrant, typed, today=today, faults=faults)
    try:
        actor = asker(request).actor(ROUND_RUN, entrant.round.unit.uid)
        by = person_asking(request)
        form_reopen(entrant.pk, until=last, reason=reason, by=by, actor=actor, today=today)
    except ActRefused as refused:
        return _reopen_page(request, entrant, typed, today=today, faults={"": refused.sentence})
    facts = {"unit": entrant.unit.full_name(language()), "day": day_text(last)}
    messages.success(request, _("%(unit)s: the form is open through %(day)s.") % facts)
    return HttpResponseRedirect(round_address(entrant.round))


def _reopen_page(
    request: HttpRequest,
    entrant: Entrant,
    typed: dict[str, str],
    *,
    today: date,
    faults: dict[str, str] | None = None,
) -> HttpResponse:
    reopenings = list(Reopening.objects.filter(entrant=entrant).select_related("by"))
    last = last_day(entrant.group, entrant.state, reopenings)
    deadline = deadline_of(office_get().calendar, last, today=today)
    unit = entrant.unit.full_name(language())
    told = faults or {}
    facts = {
        "title": _("Exception for %(unit)s") % {"unit": unit},
        "unit_name": unit,
        "name": round_name(entrant.round),
        "address": round_address(entrant.round),
        "form_address": form_address(entrant),
        "entrant": entrant,
        "last": day_text(last),
        "when": deadline_text(deadline),
        "reopenings": [(one, day_text(one.until)) for one in reopenings],
        "typed": typed,
        "fault": told.get("", ""),
        "until_fault": told.get("until", ""),
        "reason_fault": told.get("reason", ""),
        "is_faulty": bool(told),
    }
    return render(request, "assessment/form_reopen.html", facts, status=BAD if told else 200)
