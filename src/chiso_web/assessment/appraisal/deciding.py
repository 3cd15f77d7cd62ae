"""Deciding on lines, taking a decision back, accepting what is left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Node
from chiso.errors import UnknownName
from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.permissions import ACT, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.appraisal import addresses
from chiso_web.assessment.appraisal.asking import Asked, denied, queue_get
from chiso_web.assessment.appraisal.judging import (
    Judged,
    judged_read,
    phrases_of,
    verdict_of,
    with_phrase,
)
from chiso_web.assessment.appraisal.mine import criteria_named, mine_of
from chiso_web.assessment.appraisal.order import by_leaf_of, by_unit_of
from chiso_web.assessment.appraisal.rows import rows_of_node, rows_of_unit
from chiso_web.assessment.appraisal.standing import standing_text
from chiso_web.assessment.appraisal.table import seal_of
from chiso_web.assessment.appraisal.views import queue_page, unit_page
from chiso_web.assessment.asker import asker, person_asking
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.permissions import APPRAISE
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.services.appraising import (
    Overtaken,
    form_accept,
    line_decide,
    lines_accept,
)
from chiso_web.assessment.services.taking_back import decision_take_back
from chiso_web.assessment.services.verdicts import VerdictRefused
from chiso_web.look.scripted import scripted
from chiso_web.results.selectors import edition_named

BY_UNIT = "unit"
CONFLICT = 409


@requires(APPRAISE, methods=FORM, of=unit_of_form)
@scripted
def decide(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Decide on a line, and go on to the next; the page again where it cannot be kept."""
    entrant = entrant_get(round, unit)
    leaf = _leaf(request, entrant, node)
    if request.method != "POST":
        return HttpResponseRedirect(_queue(request, entrant, node, here=True))
    judged = judged_read(request.POST)
    if judged.phrase:
        told = with_phrase(judged, phrases_of(person_asking(request)))
        return _again(request, entrant, node, told, "", status=200)
    try:
        verdict = verdict_of(judged, leaf)
        made = line_decide(
            entrant.pk,
            node,
            verdict,
            by=person_asking(request),
            actor=asker(request).actor(APPRAISE, unit),
            today=timezone.localdate(),
            criteria=criteria_named(asker(request), entrant.unit),
        )
    except ActRefused as refused:
        return _refused(request, entrant, node, judged, refused)
    if isinstance(made, Overtaken):
        sentence = standing_text(made.line)
        return _again(request, entrant, node, judged, sentence, status=CONFLICT)
    return HttpResponseRedirect(_queue(request, entrant, node))


@requires(APPRAISE, methods=ACT, of=unit_of_form)
def take_back(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Take a decision on a line back; it is in hand again."""
    entrant = entrant_get(round, unit)
    _leaf(request, entrant, node)
    seen = request.POST.get("seen", "")
    try:
        made = decision_take_back(
            entrant.pk,
            node,
            seen=int(seen) if seen.isascii() and seen.isdigit() else -1,
            by=person_asking(request),
            actor=asker(request).actor(APPRAISE, unit),
            today=timezone.localdate(),
            criteria=criteria_named(asker(request), entrant.unit),
        )
    except ActRefused as refused:
        _kept(request, entrant, refused)
        messages.error(request, refused.sentence)
    else:
        if isinstance(made, Overtaken):
            messages.error(request, standing_text(made.line))
        else:
            messages.success(request, _("The decision is taken back; decide again."))
    return HttpResponseRedirect(_queue(request, entrant, node, here=True))


@requires(APPRAISE, methods=ACT)
def accept_rest(request: HttpRequest, round: str, kind: str, node: str) -> HttpResponse:
    """Accept a criterion of all units in which nothing is to be looked at."""
    mine, leaf = queue_get(request, round, kind, node)
    rest = by_unit_of(rows_of_node(mine.submitted_of(node), mine.edition, node)).rest
    address = addresses.queue_address(mine.group, leaf.id)
    if not _is_seen(request, seal_of(rest)):
        return HttpResponseRedirect(address)
    made = lines_accept(
        [row.entrant.pk for row in rest],
        node,
        by=person_asking(request),
        actors=mine.actors,
        today=timezone.localdate(),
    )
    _told(request, len(made), len(rest))
    return HttpResponseRedirect(address)


@requires(APPRAISE, methods=ACT, of=unit_of_form)
def accept_unit(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Accept the criteria of a unit in which nothing is to be looked at."""
    entrant = entrant_get(round, unit)
    entrant.group.round = entrant.round
    mine = mine_of(asker(request), entrant.group)
    leaves = [one for one in mine.leaves if mine.is_of(unit, one.id)]
    rest = by_leaf_of(rows_of_unit(entrant, mine.edition, leaves)).rest
    address = addresses.unit_address(entrant)
    if not _is_seen(request, seal_of(rest)):
        return HttpResponseRedirect(address)
    made = form_accept(
        entrant.pk,
        [row.leaf.id for row in rest],
        by=person_asking(request),
        actor=asker(request).actor(APPRAISE, unit),
        today=timezone.localdate(),
        criteria=criteria_named(asker(request), entrant.unit),
    )
    _told(request, len(made), len(rest))
    return HttpResponseRedirect(address)


def _leaf(request: HttpRequest, entrant: Entrant, node: str) -> Node:
    """The criterion of an address; one that the set does not have was made up."""
    try:
        return edition_named(entrant.group.edition).node(node)
    except UnknownName:
        denied(request, entrant.unit.uid)


def _is_seen(request: HttpRequest, seal: str) -> bool:
    """Whether what is to be accepted is what the person saw; told where it is not."""
    if request.POST.get("seal") == seal:
        return True
    messages.error(
        request,
        _("The list has changed since you opened the page. Nothing was accepted; look again."),
    )
    return False


def _told(request: HttpRequest, made: int, asked: int) -> None:
    """Say how many were accepted, and that some were not."""
    text = ngettext("%(count)s line accepted.", "%(count)s lines accepted.", made)
    messages.success(request, text % {"count": made})
    if made < asked:
        messages.error(
            request,
            _("%(count)s were not: they are closed, or somebody decided on them meanwhile.")
            % {"count": asked - made},
        )


def _refused(
    request: HttpRequest, entrant: Entrant, node: str, judged: Judged, refused: ActRefused
) -> HttpResponse:
    _kept(request, entrant, refused)
    boxes = refused.boxes if isinstance(refused, VerdictRefused) else ()
    return _again(request, entrant, node, judged, refused.sentence, status=400, boxes=boxes)


def _kept(request: HttpRequest, entrant: Entrant, refused: ActRefused) -> None:
    attempt_record(request, asker(request), APPRAISE, entrant.unit.uid, refused)


def _again(
    request: HttpRequest,
    entrant: Entrant,
    node: str,
    judged: Judged,
    fault: str,
    *,
    status: int,
    boxes: tuple[str, ...] = (),
) -> HttpResponse:
    """The page with what was put in, and why it was not kept."""
    if request.POST.get("by") == BY_UNIT:
        asked = Asked(here=node, judged=judged, fault=fault, boxes=boxes)
        return unit_page(request, entrant, asked, status=status)
    asked = Asked(here=entrant.unit.uid, judged=judged, fault=fault, boxes=boxes)
    slug, kind = entrant.round.slug, entrant.group.kind
    return queue_page(request, slug, kind, node, asked, status=status)


def _queue(request: HttpRequest, entrant: Entrant, node: str, *, here: bool = False) -> str:
    """The queue that a decision was made in: the line in hand, or the one after it."""
    told = request.POST or request.GET
    if told.get("by") == BY_UNIT:
        return addresses.unit_address(entrant, **{"node" if here else "after": node})
    entrant.group.round = entrant.round
    unit = entrant.unit.uid
    return addresses.queue_address(entrant.group, node, **{"unit" if here else "after": unit})
