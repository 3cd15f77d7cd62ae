"""Dividing a form among lead departments and people, by criterion."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.models import User
from chiso_web.accounts.permissions import FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asker import asker
from chiso_web.assessment.models import Entrant, Line
from chiso_web.assessment.permissions import FORM_FILL
from chiso_web.assessment.selectors import entrant_get, filler_list, unit_of_form
from chiso_web.assessment.selfscore.addresses import addresses_of
from chiso_web.assessment.selfscore.contents import content_list
from chiso_web.assessment.selfscore.context import form_facts
from chiso_web.assessment.services.dividing import lines_assign
from chiso_web.look.formats import language

Rows = list[tuple[str, str, list[tuple[str, str, Line]]]]


@requires(FORM_FILL, methods=FORM, of=unit_of_form)
def divide(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Who is charged with which lines, and charging somebody with those that are ticked."""
    entrant = entrant_get(round, unit)
    people = filler_list(entrant.unit, timezone.localdate())
    if request.method == "POST":
        _divided(request, entrant, people)
        return HttpResponseRedirect(addresses_of(entrant)["divide"])
    facts = {
        **form_facts(entrant),
        "title": _("Who fills which lines"),
        "rows": _rows(entrant),
        "people": people,
        "leads": _leads(entrant),
    }
    return render(request, "assessment/form_divide.html", facts)


def _divided(request: HttpRequest, entrant: Entrant, people: Sequence[User]) -> None:
    acting = asker(request)
    nodes = set(request.POST.getlist("line"))
    if not nodes:
        messages.error(request, _("Tick the lines first, then say who fills them."))
        return
    try:
        count = lines_assign(
            entrant.pk,
            nodes,
            person=_person(people, request.POST.get("person", "")),
            lead=request.POST.get("lead", ""),
            actor=acting.actor(FORM_FILL, entrant.unit.uid),
            today=timezone.localdate(),
        )
    except ActRefused as refused:
        attempt_record(request, acting, FORM_FILL, entrant.unit.uid, refused)
        messages.error(request, refused.sentence)
        return
    told = ngettext("%(count)s line is divided.", "%(count)s lines are divided.", count)
    messages.success(request, told % {"count": count})


def _person(people: Sequence[User], asked: str) -> User | None:
    """Who is to be charged; nobody where none is named. Raises ActRefused for another person."""
    found = next((one for one in people if str(one.pk) == asked), None)
    if asked and found is None:
        raise ActRefused(_("That person has no role that fills the form of this unit."), kept=True)
    return found


def _rows(entrant: Entrant) -> Rows:
    """The lines by content: its title, then code, name and line of each."""
    lines = {
        one.node: one
        for one in Line.objects.filter(entrant=entrant).select_related("person", "filled_by")
    }
    return [
        (
            content.node.id,
            content.title,
            [
                (leaf.code or leaf.id, leaf.name.in_language(language()), lines[leaf.id])
                for leaf in content.asked
            ],
        )
        for content in content_list(entrant.group.edition)
        if content.asked
    ]


def _leads(entrant: Entrant) -> list[str]:
    """The departments that are named in the form already."""
    named = Line.objects.filter(entrant=entrant).exclude(lead="").order_by("lead")
    return list(named.values_list("lead", flat=True).distinct())
