"""A list of people from a file: the template, what the list would change, and entering it."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.people.asking import asker
from chiso_web.accounts.people.files import file_saved
from chiso_web.accounts.people.importing import Importer, list_enter, list_plan
from chiso_web.accounts.people.planning import Plan
from chiso_web.accounts.people.scope import units_reached
from chiso_web.accounts.people.template import template_columns, template_workbook
from chiso_web.accounts.permissions import FORM, PEOPLE, requires
from chiso_web.look.formats import echoed
from chiso_web.look.saving import saved
from chiso_web.look.sheets import (
    MOST_BYTES,
    MOST_ROWS,
    ListSheet,
    SheetRefused,
    SheetRow,
    sheet_read,
)

SALT = "people.import"
AN_HOUR = 3600
SHOWN = 200


@requires(PEOPLE, methods=FORM)
def people_import(request: HttpRequest) -> HttpResponse:
    """The form; what a file would change; and, once confirmed, entering it."""
    if request.method != "POST":
        return _page(request)
    try:
        if "list" in request.POST:
            return _entered(request, _carried(request))
        return _previewed(request, _uploaded(request))
    except SheetRefused as refused:
        return _page(request, {"refusal": refused.sentence}, status=400)


@requires(PEOPLE)
def people_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The template of a list; the workbook explains roles and units on sheets of its own."""
    name = _("people-template")
    if kind == "csv":
        return file_saved(template_columns(), kind="csv", name=name)
    return saved(template_workbook(), kind="xlsx", name=name)


def _uploaded(request: HttpRequest) -> ListSheet:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size:
        raise SheetRefused(_("Choose a file first."))
    # a byte more than is taken tells the rest; the whole is never read
    return sheet_read(sent.read(MOST_BYTES + 1), echoed(sent.name or "list"))


def _carried(request: HttpRequest) -> ListSheet:
    """The list that was shown, as the confirming form carries it: signed, for this person."""
    try:
        facts = signing.loads(request.POST["list"], salt=_salt(request), max_age=AN_HOUR)
    except signing.BadSignature as error:
        raise SheetRefused(_("The list stood open too long. Choose the file again.")) from error
    rows = tuple(SheetRow(number, tuple(cells)) for number, cells in facts["rows"])
    return ListSheet(facts["name"], facts["digest"], tuple(facts["header"]), rows)


def _previewed(request: HttpRequest, sheet: ListSheet) -> HttpResponse:
    plan = list_plan(sheet, _importer(asker(request)), timezone.localdate())
    facts = _plan_facts(sheet, plan)
    if not plan.faults and any(one.changes for one in plan.people):
        facts["carried"] = _carry(request, sheet)
    return _page(request, facts)


def _entered(request: HttpRequest, sheet: ListSheet) -> HttpResponse:
    plan = list_enter(sheet, _importer(asker(request)), timezone.localdate())
    if plan.faults:
        return _page(request, _plan_facts(sheet, plan), status=409)
    new, roles = len(plan.new), plan.roles
    said = ngettext(
        "The list was entered: %(count)s new person, %(roles)s roles given.",
        "The list was entered: %(count)s new people, %(roles)s roles given.",
        new,
    )
    messages.success(request, said % {"count": new, "roles": roles})
    if not new:
        return HttpResponseRedirect(reverse("people"))
    return HttpResponseRedirect(reverse("people-slips"))


def _importer(acting: Acting) -> Importer:
    reached = set(units_reached(acting).values_list("pk", flat=True))
    return Importer(
        units=reached,
        every=reached,
        oneself=acting.user.pk if acting.user else None,
        actor=lambda unit: acting.actor(PEOPLE, unit or None),
    )


def _carry(request: HttpRequest, sheet: ListSheet) -> str:
    facts = asdict(sheet) | {"rows": [[one.number, one.cells] for one in sheet.rows]}
    return signing.dumps(facts, salt=_salt(request), compress=True)


def _salt(request: HttpRequest) -> str:
    user = asker(request).user
    return f"{SALT}.{user.pk if user else 0}"


def _plan_facts(sheet: ListSheet, plan: Plan) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "today": timezone.localdate(),
        "plan": plan,
        "faults": plan.faults[:SHOWN],
        "more_faults": max(0, len(plan.faults) - SHOWN),
        "shown": [one for one in plan.people if one.changes][:SHOWN],
        "more": max(0, len(plan.new) + len(plan.changed) - SHOWN),
    }


def _page(
    request: HttpRequest, facts: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    told = {
        "title": _("Enter a list of people"),
        "most": MOST_ROWS,
        "megabytes": MOST_BYTES // 10**6,
    }
    return render(request, "people/import.html", told | (facts or {}), status=status)
