"""The history of a line's points, as a page and a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chiso.synthesis import FILE_MARK
from chiso_web.accounts.permissions import requires
from chiso_web.assessment.addresses import line_page_address
from chiso_web.assessment.library.attaching import leaf_scored, line_facts
from chiso_web.assessment.library.history import before_of, history_columns, history_lines
from chiso_web.assessment.permissions import FORM_READ
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.look.saving import file_response

KINDS = ("csv", "xlsx")


@requires(FORM_READ, of=unit_of_form)
def history(request: HttpRequest, round: str, unit: str, node: str) -> HttpResponse:
    """Every step of a line's points: when, what, figures, points, who, why."""
    entrant = entrant_get(round, unit)
    leaf = leaf_scored(entrant, node)
    facts = {
        **line_facts(entrant, leaf),
        "title": _("History of points, %(code)s") % {"code": leaf.code or leaf.id},
        "history": history_lines(entrant, leaf.id, names=True),
        "before": before_of(entrant, leaf.id),
        "downloads": [
            (kind, line_page_address("history-file", entrant, leaf.id, kind=kind)) for kind in KINDS
        ],
    }
    return render(request, "assessment/history.html", facts)


@requires(FORM_READ, of=unit_of_form)
def file(request: HttpRequest, round: str, unit: str, node: str, kind: str) -> HttpResponse:
    """The steps as a file."""
    entrant = entrant_get(round, unit)
    leaf = leaf_scored(entrant, node)
    mark = FILE_MARK if entrant.round.synthetic else ""
    name = f"{mark}history_{entrant.round.slug}_{entrant.unit.code}_{leaf.id}"
    return file_response(history_columns(entrant, leaf.id), kind=kind, name=name)
