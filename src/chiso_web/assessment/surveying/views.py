"""Survey results of a round: of whom they are there, the template, and a file of them."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.synthesis import FILE_MARK
from chiso_web.accounts.middleware import attempt_record, denial_record
from chiso_web.accounts.permissions import ACT, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import round_address, survey_address
from chiso_web.assessment.asker import asker, person_asking, writer_asking
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import ROUND_WATCH, SURVEY
from chiso_web.assessment.running.files import file_name
from chiso_web.assessment.selectors import group_by_kind, round_get, unit_of_round
from chiso_web.assessment.services.surveying import (
    LONGEST_SOURCE,
    own_check,
    source_entered,
    survey_closed,
    survey_record,
)
from chiso_web.assessment.surveyed import survey_kept
from chiso_web.assessment.surveying.lines import change_lines
from chiso_web.assessment.surveying.reading import LIMITS, Plan, survey_plan
from chiso_web.assessment.surveying.standing import Stand, group_standings
from chiso_web.assessment.surveying.template import template_columns, template_workbook
from chiso_web.look.formats import echoed
from chiso_web.look.saving import file_response, saved
from chiso_web.look.sheets import (
    MOST_BYTES,
    ListSheet,
    SheetRefused,
    SheetRow,
    sheet_read,
)
from chiso_web.units.selectors import in_order

BAD = 400
SALT = "assessment.survey"
AN_HOUR = 3600
SHOWN = 200


@requires(ROUND_WATCH, of=unit_of_round)
def survey(request: HttpRequest, round: str) -> HttpResponse:
    """Of whom there are survey results, and of whom not."""
    return _page(request, _opened(round))


@requires(SURVEY, methods=ACT, of=unit_of_round)
def record(request: HttpRequest, round: str) -> HttpResponse:
    """What a file would change; and, once confirmed, recording it."""
    one = _opened(round)
    source = request.POST.get("source", "").strip()
    confirms = "list" in request.POST
    try:
        sheet, seen = _carried(request, one) if confirms else (_uploaded(request), "")
    except SheetRefused as refused:
        return _page(request, one, {"refusal": refused.sentence, "source": source}, status=BAD)
    entrants = list(Entrant.objects.filter(round=one).select_related("round", "group", "unit"))
    plan = survey_plan(sheet, entrants, " ".join(source.split()))
    told = {"source": source} | _plan_facts(sheet, plan)
    refusal = _refused(request, one, plan, source)
    if refusal or plan.faults:
        return _page(request, one, told | refusal, status=BAD)
    if confirms and plan.digest == seen:
        return _recorded(request, one, plan, told)
    if confirms and plan.changes:
        told["refusal"] = _("Survey results have changed since you read this. Read it again.")
    if plan.changes:
        told["carried"] = _carry(request, one, sheet, plan)
    return _page(request, one, told)


def _refused(request: HttpRequest, one: Round, plan: Plan, source: str) -> dict[str, str]:
    """What stands against recording a table at all; empty where nothing does."""
    closed = survey_closed(one)
    if closed:
        return {"refusal": closed}
    try:
        source_entered(source)
    except ActRefused as refused:
        return {"source_fault": refused.sentence}
    try:
        entrants = [each.entrant for each in plan.found]
        own_check(entrants, person_asking(request), today=timezone.localdate())
    except ActRefused as refused:
        attempt_record(request, asker(request), SURVEY, one.unit.uid, refused)
        return {"refusal": refused.sentence}
    return {}


def _recorded(request: HttpRequest, one: Round, plan: Plan, told: dict[str, Any]) -> HttpResponse:
    sheet: ListSheet = told["sheet"]
    by, actor = writer_asking(request, SURVEY, one.unit.uid)
    facts = {"source": told["source"], "by": by, "actor": actor}
    try:
        changes = survey_record(one.pk, plan.found, digest=sheet.digest, seen=plan.kept, **facts)
    except ActRefused as refused:
        attempt_record(request, asker(request), SURVEY, one.unit.uid, refused)
        return _page(request, one, told | {"refusal": refused.sentence}, status=BAD)
    text = ngettext(
        "Survey results of %(count)s unit are recorded.",
        "Survey results of %(count)s units are recorded.",
        len(changes),
    )
    messages.success(request, text % {"count": len(changes)})
    return HttpResponseRedirect(survey_address(one))


@requires(SURVEY, of=unit_of_round)
def template(request: HttpRequest, round: str, group: str, kind: str) -> HttpResponse:
    """The units of a ranking group with what is recorded, as a file to fill in."""
    one = _opened(round)
    found = group_by_kind(one).get(group)
    if found is None:
        raise Http404
    own = Entrant.objects.filter(group=found).select_related("round", "group", "unit")
    by_unit = {entrant.unit_id: entrant for entrant in own}
    entrants = [by_unit[unit.pk] for unit in in_order(entrant.unit for entrant in own)]
    return _template_file(one, found, entrants, kind)


def _template_file(
    one: Round, group: RankGroup, entrants: list[Entrant], kind: str
) -> HttpResponse:
    kept = survey_kept(entrants)
    name = file_name(one, f"survey-{group.kind}")
    if kind == "csv":
        return file_response(template_columns(group, entrants, kept), kind=kind, name=name)
    mark = FILE_MARK if one.synthetic else ""
    return saved(template_workbook(group, entrants, kept, mark=mark), kind=kind, name=name)


def _opened(slug: str) -> Round:
    """The round of an address, once it was opened: before, no form can keep anything."""
    one = round_get(slug)
    if one.state == RoundState.DRAFT:
        raise Http404
    return one


def _uploaded(request: HttpRequest) -> ListSheet:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size:
        raise SheetRefused(_("Choose a file first."))
    # a byte more than is taken tells the rest; the whole is never read
    return sheet_read(sent.read(MOST_BYTES + 1), echoed(sent.name or "list"), LIMITS)


def _carry(request: HttpRequest, one: Round, sheet: ListSheet, plan: Plan) -> str:
    rows = [[row.number, row.cells, sorted(row.numbers)] for row in sheet.rows]
    facts = asdict(sheet) | {"rows": rows, "shown": plan.digest}
    return signing.dumps(facts, salt=_salt(request, one), compress=True)


def _carried(request: HttpRequest, one: Round) -> tuple[ListSheet, str]:
    """The file that was shown and the digest of what it would have changed, as the confirming form
    carries them: signed, for this person and round.
    """
    try:
        facts = signing.loads(request.POST["list"], salt=_salt(request, one), max_age=AN_HOUR)
    except signing.SignatureExpired as error:
        raise SheetRefused(_("The list stood open too long. Choose the file again.")) from error
    except signing.BadSignature as error:
        denial_record(request, asker(request), SURVEY, one.unit.uid)
        raise SheetRefused(
            _("This is not the list that was shown. Choose the file again.")
        ) from error
    rows = tuple(
        SheetRow(number, tuple(cells), frozenset(numbers))
        for number, cells, numbers in facts["rows"]
    )
    sheet = ListSheet(facts["name"], facts["digest"], tuple(facts["header"]), rows)
    return sheet, facts["shown"]


def _salt(request: HttpRequest, one: Round) -> str:
    return f"{SALT}.{person_asking(request).pk}.{one.pk}"


def _plan_facts(sheet: ListSheet, plan: Plan) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "plan": plan,
        "new": sum(one.is_new for one in plan.changes),
        "changed": sum(not one.is_new for one in plan.changes),
        "faults": plan.faults[:SHOWN],
        "more_faults": max(0, len(plan.faults) - SHOWN),
        "changes": change_lines(plan.changes[:SHOWN]),
        "more": max(0, len(plan.changes) - SHOWN),
    }


def _page(
    request: HttpRequest, one: Round, told: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    groups = group_standings(one)
    chosen = request.GET.get("state", "")
    facts = {
        "one": one,
        "title": _("%(name)s: survey results") % {"name": round_name(one)},
        "name": round_name(one),
        "address": round_address(one),
        "here": survey_address(one),
        "mark": mark_of(one),
        "groups": groups,
        "lacking": sum(group.lacking for group in groups),
        "units": sum(group.units for group in groups),
        "chosen": chosen if chosen in list(Stand) else "",
        "may_record": asker(request).may(SURVEY, one.unit.uid),
        "closed": survey_closed(one),
        "longest": LONGEST_SOURCE,
    }
    return render(request, "assessment/survey.html", facts | (told or {}), status=status)
