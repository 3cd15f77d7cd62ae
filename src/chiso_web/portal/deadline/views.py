"""When a file is due: the page, and the answer as files."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response, saved
from chiso_web.portal.deadline.answer import Answer, answer_get
from chiso_web.portal.deadline.asked import asked_read
from chiso_web.portal.deadline.context import ICAL, answer_facts, question_facts
from chiso_web.portal.deadline.files import day_columns, due_ical, file_name, too_long
from chiso_web.portal.deadline.typed import Typed, typed_read
from chiso_web.workdays.office import Office
from chiso_web.workdays.selectors import office_get


@public
def deadline(request: HttpRequest) -> HttpResponse:
    """The question, and its answer once it is asked."""
    office, typed = office_get(), typed_read(request.GET)
    now = localtime().replace(tzinfo=None, second=0, microsecond=0)
    answer = _answer(typed, office) if typed.asked else None
    if answer is None:
        facts = question_facts(typed, office, now)
        status = HTTPStatus.BAD_REQUEST if typed.faults else HTTPStatus.OK
        return render(request, "portal/deadline.html", facts, status=status)
    return _answered(request, answer, typed, office)


def _answered(
    request: HttpRequest,
    answer: Answer,
    typed: Typed,
    office: Office,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    now = localtime().replace(tzinfo=None, second=0, microsecond=0)
    site = request.build_absolute_uri("/").rstrip("/")
    facts = answer_facts(answer, typed, office, now=now, site=site)
    return render(request, "portal/deadline.html", facts, status=status)


@public
def deadline_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The answer as a file; to the page where there is none, or where it would be too long."""
    office, typed = office_get(), typed_read(request.GET)
    answer = _answer(typed, office)
    page = reverse("portal:deadline")
    if answer is None:
        return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")
    if kind != ICAL and too_long(answer):
        return _answered(request, answer, typed, office, HTTPStatus.BAD_REQUEST)
    name = file_name(answer)
    if kind != ICAL:
        return file_response(day_columns(answer), kind=kind, name=name)
    address = request.build_absolute_uri(f"{page}?{answer.asked.query}")
    return saved(due_ical(answer, address=address).encode(), kind=kind, name=name)


def _answer(typed: Typed, office: Office) -> Answer | None:
    now = localtime().replace(tzinfo=None, second=0, microsecond=0)
    asked = asked_read(typed, office, now)
    return answer_get(asked, office, typed) if asked else None
