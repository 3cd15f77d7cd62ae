"""The pages of a unit's form, and saving one content of it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.middleware import attempt_record, forgery_recorded
from chiso_web.accounts.permissions import ACT, requires
from chiso_web.assessment.addresses import content_address
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.permissions import FORM_FILL, FORM_READ, FORM_SIGN, ROUND_WATCH
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.selfscore.again import lines_sent, typed_again
from chiso_web.assessment.selfscore.contents import Content, content_get, content_list
from chiso_web.assessment.selfscore.context import Shown, content_facts
from chiso_web.assessment.selfscore.denied import save_denied, wants_json
from chiso_web.assessment.selfscore.figures import (
    first_returned,
    first_to_do,
    line_address,
    states_of,
)
from chiso_web.assessment.selfscore.lines import Asking
from chiso_web.assessment.selfscore.posted import Posted, posted_read
from chiso_web.assessment.selfscore.saving import Outcome, posted_save
from chiso_web.assessment.selfscore.sheet import Sheet, sheet_read
from chiso_web.assessment.selfscore.standoff import standoffs_of
from chiso_web.look.scripted import scripted
from chiso_web.results.selectors import edition_named

PARTS = ("status", "here", "tree", "tosee")


@requires(FORM_READ, of=unit_of_form)
def form_open(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """To the first line that was returned or is not done; to the first content where none is."""
    sheet = _sheet(request, round, unit)
    going_on = first_to_do(sheet, states_of(sheet)) or first_returned(sheet)
    if going_on:
        return HttpResponseRedirect(line_address(sheet, going_on))
    first = content_list(sheet.entrant.group.edition)[0]
    return HttpResponseRedirect(content_address(sheet.entrant, first.node.id))


@scripted
@requires(FORM_READ, of=unit_of_form)
def content(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """One content of the form: for who fills it, boxes; for who reads it, what stands."""
    sheet = _sheet(request, round, unit)
    found = content_get(sheet.entrant.group.edition, node)
    asking = Asking(unfolded=request.GET.getlist("open"))
    return _page(request, Shown(sheet, found, asking))


@scripted
@requires(FORM_FILL, methods=ACT, of=unit_of_form, denied=save_denied)
def content_save(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Keep what was sent of a content; a script is answered with what has changed on the page."""
    entrant = entrant_get(round, unit)
    acting = asker(request)
    by, actor = writer_asking(request, FORM_FILL, entrant.unit.uid)
    with forgery_recorded(request, acting, FORM_FILL, entrant.unit.uid):
        found = content_get(entrant.group.edition, node)
    posted = posted_read(request.POST, edition_named(entrant.group.edition), found.asked)
    outcome = posted_save(
        entrant,
        posted,
        by=by,
        actor=actor,
        today=timezone.localdate(),
    )
    if outcome.refusal is not None:
        attempt_record(request, acting, FORM_FILL, entrant.unit.uid, outcome.refusal)
    shown = _after(request, found, posted, outcome, of=(round, unit))
    if wants_json(request):
        return _answer(request, shown, outcome)
    if outcome.is_whole and not posted.groundless:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(content_address(entrant, found.node.id))
    return _page(request, shown, status=HTTPStatus.CONFLICT)


def _after(
    request: HttpRequest, found: Content, posted: Posted, outcome: Outcome, *, of: tuple[str, str]
) -> Shown:
    """The content as it stands now, with what could not be kept shown again."""
    sheet = _sheet(request, *of)
    standoffs = standoffs_of(sheet, outcome.conflicts)
    unfolded = lines_sent(sheet.edition, found.asked, posted) | {*request.POST.getlist("open")}
    asking = Asking(
        unfolded=unfolded,
        typed=typed_again(sheet.edition, found.asked, posted, outcome),
        standoffs=standoffs,
        groundless=posted.groundless,
        overtaken=outcome.overtaken or {},
    )
    return Shown(sheet, found, asking, refused=outcome.refused)


def _sheet(request: HttpRequest, round: str, unit: str) -> Sheet:
    entrant = entrant_get(round, unit)
    acting = asker(request)
    may_fill = acting.may(FORM_FILL, entrant.unit.uid)
    return sheet_read(entrant, today=timezone.localdate(), may_fill=may_fill)


def _facts(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    acting = asker(request)
    entrant = shown.sheet.entrant
    return {
        **content_facts(shown, reader=acting.user),
        "may_sign": acting.may(FORM_SIGN, entrant.unit.uid),
        "may_watch": acting.may(ROUND_WATCH, entrant.round.unit.uid),
    }


def _page(
    request: HttpRequest, shown: Shown, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    facts = _facts(request, shown)
    return render(request, "assessment/form.html", facts, status=status)


def _answer(request: HttpRequest, shown: Shown, outcome: Outcome) -> JsonResponse:
    """What a script puts in place of what is on the page; the boxes stay as they are."""
    facts = _facts(request, shown)
    parts = {
        name: render_to_string(f"assessment/form_{name}.html", facts, request) for name in PARTS
    }
    lines = {
        row.leaf.id: render_to_string("assessment/form_line.html", {**facts, "row": row}, request)
        for row in facts["rows"]
    }
    told = {
        "saved": facts["saved_at"],
        "refused": outcome.refused,
        "conflicts": [one.change.measure for one in outcome.conflicts],
        "overtaken": [*(outcome.overtaken or {})],
        "parts": parts,
        "lines": lines,
    }
    status = HTTPStatus.OK if outcome.is_whole else HTTPStatus.CONFLICT
    return JsonResponse(told, status=status)
