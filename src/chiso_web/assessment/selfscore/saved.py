"""The form as a file to save."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import requires
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.permissions import FORM_READ
from chiso_web.assessment.running.files import file_name
from chiso_web.assessment.selectors import entrant_get, unit_of_form
from chiso_web.assessment.selfscore.sheet import sheet_read
from chiso_web.assessment.selfscore.signed import groups_of
from chiso_web.look.saving import Columns, file_response

KINDS = ("csv", "xlsx")


@requires(FORM_READ, of=unit_of_form)
def form_file(request: HttpRequest, round: str, unit: str, kind: str) -> HttpResponse:
    """Every line of the form, a row each."""
    if kind not in KINDS:
        raise Http404
    entrant = entrant_get(round, unit)
    sheet = sheet_read(entrant, today=timezone.localdate(), may_fill=False)
    rows = [row for group in groups_of(sheet) for row in group.rows]
    columns: Columns = {
        _("Code"): [row.code for row in rows],
        _("Line"): [row.name for row in rows],
        _("Declared"): [row.told for row in rows],
        _("Points"): [row.points for row in rows],
        _("Most points"): [row.most for row in rows],
        _("Documents"): [row.documents for row in rows],
        _("Account"): [row.account for row in rows],
        _("State"): [row.state_text for row in rows],
        _("Filled by"): [row.filled for row in rows],
    }
    mark = mark_of(entrant.round)
    if mark:
        columns[_("Mark")] = [mark for _row in rows]
    name = file_name(entrant.round, entrant.unit.uid)
    return file_response(columns, kind=kind, name=name)
