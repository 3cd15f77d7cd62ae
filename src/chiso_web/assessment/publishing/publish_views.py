"""Publishing: one person prepares a version, another confirms it; withdrawing, correcting."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import publish_address, result_address, survey_address
from chiso_web.assessment.asker import asker, person_asking
from chiso_web.assessment.models import Publication, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import PUBLISH
from chiso_web.assessment.publishing.changes import changes
from chiso_web.assessment.publishing.leaving_out import outside_lines
from chiso_web.assessment.publishing.result_views import round_facts
from chiso_web.assessment.publishing.shown import Shown, result_now, result_of, version_last
from chiso_web.assessment.publishing.standings import group_result
from chiso_web.assessment.running.typed_days import day_typed
from chiso_web.assessment.selectors import round_get, unit_of_round
from chiso_web.assessment.services.publishing import (
    Decided,
    correction_begin,
    publication_confirm,
    publication_prepare,
    publication_withdraw,
)
from chiso_web.assessment.surveying.standing import surveyed_groups
from chiso_web.look.formats import language
from chiso_web.workdays.selectors import office_get

BAD = 400
TYPED = ("decision", "decided_on", "signer", "left_out", "note")


@requires(PUBLISH, methods=FORM, of=unit_of_round)
def publish(request: HttpRequest, round: str) -> HttpResponse:
    """What would be frozen; preparing a version, and the one that is prepared."""
    one = round_get(round)
    if one.state == RoundState.DRAFT:
        raise Http404
    if request.method != "POST":
        return _page(request, one)
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    faults, day = _typed_faults(typed)
    shown = result_now(one)
    if not faults and request.POST.get("seen") != shown.sha256:
        faults[""] = _("Points have changed since you opened this page. Read it again.")
    if faults or day is None:
        return _page(request, one, typed=typed, faults=faults)
    told = Decided(
        decision=typed["decision"],
        decided_on=day,
        signer=typed["signer"],
        note=typed["note"],
        left_out=typed["left_out"],
    )
    try:
        publication_prepare(
            one.pk,
            told,
            by=person_asking(request),
            actor=asker(request).actor(PUBLISH, one.unit.uid),
            today=timezone.localdate(),
        )
    except ActRefused as refused:
        return _page(request, one, typed=typed, faults={"": refused.sentence})
    messages.success(request, _("The version is prepared. Another person confirms it."))
    return HttpResponseRedirect(publish_address(one))


def _typed_faults(typed: dict[str, str]) -> tuple[dict[str, str], date | None]:
    faults, day = {}, None
    if not typed["decision"]:
        faults["decision"] = _("Enter the number of the decision, such as 12/QĐ-UBND.")
    if not typed["signer"]:
        faults["signer"] = _("Enter who signed it.")
    try:
        day = day_typed(typed["decided_on"], office_get().calendar)
    except ValidationError as error:
        faults["decided_on"] = error.messages[0]
    return faults, day


def _page(
    request: HttpRequest,
    one: Round,
    *,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
) -> HttpResponse:
    prepared = one.publications.filter(confirmed_at=None).select_related("prepared_by").first()
    versions = one.publications.exclude(confirmed_at=None).order_by("-number")
    now, before = result_now(one), version_last(one)
    told = faults or {}
    facts = {
        "title": _("Publication: %(round)s") % {"round": round_name(one)},
        "prepared": prepared,
        "is_mine": prepared is not None and prepared.prepared_by == asker(request).user,
        "is_stale": prepared is not None and prepared.sha256 != now.sha256,
        "versions": list(versions.select_related("prepared_by", "confirmed_by")),
        "number": 1 + one.publications.count(),
        "typed": {name: (typed or {}).get(name, "") for name in TYPED},
        "faults": {name: told.get(name, "") for name in TYPED},
        "fault": told.get("", ""),
        "is_faulty": bool(told),
        "may_prepare": one.state in (RoundState.OPEN, RoundState.CORRECTING),
        **_frozen(now, before, prepared),
    }
    status = BAD if told else 200
    return render(request, "assessment/publish.html", round_facts(one) | facts, status=status)


def _frozen(
    now: Shown, before: Publication | None, prepared: Publication | None
) -> dict[str, object]:
    """Exactly what would be frozen: counts, fingerprint, changes against the version before."""
    shown = result_of(now.one, prepared) if prepared else now
    return {
        "shown": shown,
        "units": len(shown.entrants),
        "count": len(shown.observed),
        "groups": [
            (group, sum(entrant.group_id == group.pk for entrant in shown.entrants))
            for group in shown.groups.values()
        ],
        "outside": outside_lines(now),
        "without": _without(shown),
        "survey_address": survey_address(now.one) if surveyed_groups(now.one) else "",
        "changes": changes(result_of(now.one, before), shown) if before else [],
        "before": before,
    }


def _without(shown: Shown) -> list[tuple[str, str]]:
    """The units in a result that it gives no index, each with what it lacks."""
    found = []
    for group in shown.groups.values():
        computed = shown.computed_of(group)
        lacking = group_result(group, computed).unranked if computed else ()
        found += [(one.unit.full_name(language()), one.why) for one in lacking]
    return found


def _publication(one: Round, number: int) -> Publication:
    found = one.publications.filter(number=number).first()
    if found is None:
        raise Http404
    return found


@requires(PUBLISH, methods=ACT, of=unit_of_round)
def confirm(request: HttpRequest, round: str, number: int) -> HttpResponse:
    """Publish a prepared version."""
    one = round_get(round)
    found = _publication(one, number)
    if request.POST.get("sha256") != found.sha256:
        messages.error(request, _("This is not the version that you saw. Read the page again."))
        return HttpResponseRedirect(publish_address(one))
    try:
        actor = asker(request).actor(PUBLISH, one.unit.uid)
        publication_confirm(found.pk, by=person_asking(request), actor=actor)
    except ActRefused as refused:
        attempt_record(request, asker(request), PUBLISH, one.unit.uid, refused)
        messages.error(request, refused.sentence)
        return HttpResponseRedirect(publish_address(one))
    facts = {"round": round_name(one), "number": number}
    messages.success(request, _("%(round)s: version %(number)s is published.") % facts)
    return HttpResponseRedirect(result_address(one))


@requires(PUBLISH, methods=ACT, of=unit_of_round)
def withdraw(request: HttpRequest, round: str, number: int) -> HttpResponse:
    """Take a prepared version back."""
    one = round_get(round)
    found = one.publications.filter(number=number).first()
    if found is None:
        messages.error(request, _("This version has been withdrawn already."))
        return HttpResponseRedirect(publish_address(one))
    try:
        actor = asker(request).actor(PUBLISH, one.unit.uid)
        publication_withdraw(found.pk, actor=actor, reason=request.POST.get("reason", ""))
        messages.success(request, _("The version is withdrawn. Nothing was published."))
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(publish_address(one))


@requires(PUBLISH, methods=ACT, of=unit_of_round)
def correct(request: HttpRequest, round: str) -> HttpResponse:
    """Begin a correction of a published result."""
    one = round_get(round)
    try:
        actor = asker(request).actor(PUBLISH, one.unit.uid)
        correction_begin(one.pk, actor=actor, reason=request.POST.get("reason", ""))
        said = _("Appraisers can change decisions now; the published version stands meanwhile.")
        messages.success(request, said)
    except ActRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(publish_address(one))
