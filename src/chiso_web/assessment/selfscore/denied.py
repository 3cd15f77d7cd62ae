"""Whoever may not save (any more) is told why; what they typed is not lost."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso_web.accounts.acting import Acting
from chiso_web.assessment.addresses import form_address
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.asker import asker
from chiso_web.assessment.locks import unit_gone
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.permissions import FORM_FILL, FORM_READ
from chiso_web.assessment.selectors import entrant_get
from chiso_web.assessment.selfscore.contents import content_get
from chiso_web.look.formats import language
from chiso_web.results.selectors import edition_named

Sent = Sequence[tuple[str, str, Sequence[str]]]
"""What was typed: code and name of a line, and the texts of its boxes."""


def save_denied(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Why nothing was saved; a page shows what was sent, a script has it in its boxes still."""
    entrant = entrant_get(round, unit)
    found = content_get(entrant.group.edition, node)
    acting = asker(request)
    sentence = _sentence(acting, entrant)
    status = HTTPStatus.FORBIDDEN
    if wants_json(request):
        return JsonResponse({"refused": sentence}, status=status)
    may_read = acting.may(FORM_READ, entrant.unit.uid)
    facts = {
        "title": _("Not saved"),
        "sentence": sentence,
        "sent": _sent(request.POST, edition_named(entrant.group.edition), found.asked),
        "form": form_address(entrant) if may_read else "",
    }
    return render(request, "assessment/form_denied.html", facts, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a form by itself."""
    return "application/json" in request.headers.get("Accept", "")


def _sentence(acting: Acting, entrant: Entrant) -> str:
    ended = acting.held_until_it_ended(FORM_FILL, entrant.unit.uid)
    if ended is not None:
        return unit_gone(entrant, timezone.localdate())
    return _(
        "Today you hold no role that fills the form of %(unit)s. Ask the administrator of the "
        "unit, who gives roles."
    ) % {"unit": entrant.unit.full_name(language())}


def _sent(sent: QueryDict, edition: Edition, leaves: Sequence[Node]) -> Sent:
    """What was typed, line by line."""
    lines = (
        (leaf.code or leaf.id, leaf.name.in_language(language()), _texts(sent, edition, leaf))
        for leaf in leaves
    )
    return [line for line in lines if line[2]]


def _texts(sent: QueryDict, edition: Edition, leaf: Node) -> Sequence[str]:
    measures = [field.measure for field in fields_of(edition, leaf)]
    figures = [f"{kind}:{measure}" for measure in measures for kind in ("value", "why")]
    names = [*figures, *(f"{kind}:{leaf.id}" for kind in ("ground", "how", "counted"))]
    texts = [str(sent.get(name, "")).strip() for name in names]
    return [text for text in texts if text]
