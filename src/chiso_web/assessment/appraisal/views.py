"""Pages of appraisers: what is theirs, and queues."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import requires
from chiso_web.assessment.addresses import round_address, rounds_address
from chiso_web.assessment.appraisal.addresses import appraise_address
from chiso_web.assessment.appraisal.asking import Asked, asked_read, queue_get
from chiso_web.assessment.appraisal.index import index_facts
from chiso_web.assessment.appraisal.mine import mine_of, rounds_appraised
from chiso_web.assessment.appraisal.queue import queue_facts, unit_facts
from chiso_web.assessment.asker import asker, person_asking
from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import APPRAISE, ROUND_WATCH
from chiso_web.assessment.selectors import entrant_get, round_get, unit_of_form
from chiso_web.look.scripted import scripted


@requires(APPRAISE)
def rounds_of_mine(request: HttpRequest) -> HttpResponse:
    """The rounds in which the person appraises now; straight to the one where there is one."""
    found = rounds_appraised(asker(request))
    if len(found) == 1:
        return HttpResponseRedirect(appraise_address(found[0]))
    rounds = [(round_name(one), appraise_address(one)) for one in found]
    facts = {"title": _("What is mine to appraise"), "rounds": rounds}
    return render(request, "assessment/appraise_rounds.html", facts)


@requires(APPRAISE)
def appraise(request: HttpRequest, round: str) -> HttpResponse:
    """What of a round the person appraises."""
    facts = index_facts(asker(request), round_get(round), today=timezone.localdate())
    told = {"title": _("What is mine to appraise"), "above": _above(request, round_get(round))}
    return render(request, "assessment/appraise.html", {**told, **facts})


@requires(APPRAISE)
@scripted
def queue(request: HttpRequest, round: str, kind: str, node: str) -> HttpResponse:
    """The queue of a criterion in a ranking group."""
    return queue_page(request, round, kind, node, asked_read(request.GET, "unit"))


@requires(APPRAISE, of=unit_of_form)
@scripted
def queue_unit(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The queue of a unit."""
    return unit_page(request, entrant_get(round, unit), asked_read(request.GET, "node"))


def queue_page(
    request: HttpRequest, slug: str, kind: str, node: str, asked: Asked, *, status: int = 200
) -> HttpResponse:
    """The queue of a criterion with what is asked for."""
    mine, leaf = queue_get(request, slug, kind, node)
    facts = queue_facts(person_asking(request), mine, leaf, asked, today=timezone.localdate())
    facts["above"] = _above(request, mine.group.round)
    return render(request, _template(request), facts, status=status)


def unit_page(
    request: HttpRequest, entrant: Entrant, asked: Asked, *, status: int = 200
) -> HttpResponse:
    """The queue of a unit with what is asked for."""
    entrant.group.round = entrant.round
    mine = mine_of(asker(request), entrant.group)
    facts = unit_facts(person_asking(request), mine, entrant, asked, today=timezone.localdate())
    facts["above"] = _above(request, entrant.round)
    return render(request, _template(request), facts, status=status)


def _above(request: HttpRequest, one: Round) -> str:
    """The page of the round where the person may watch it, else the list of rounds."""
    if asker(request).reaching(ROUND_WATCH, [one.unit]):
        return round_address(one)
    return rounds_address()


def _template(request: HttpRequest) -> str:
    """The whole page, or the panel alone for the script that changes it."""
    alone = request.GET.get("only") == "hand"
    return "assessment/appraisal_hand.html" if alone else "assessment/appraisal_queue.html"
