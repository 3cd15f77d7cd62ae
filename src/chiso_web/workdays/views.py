"""The administrator's pages: what holds, loading it in two steps, withdrawing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chiso.errors import ChisoError
from chiso_web.accounts.permissions import CONFIGURE, FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import Actor
from chiso_web.workdays.context import fault_texts, office_facts, preview_facts, what_text
from chiso_web.workdays.drafts import carried_back, preview_of
from chiso_web.workdays.forms import FORMS, DraftForm, WithdrawForm
from chiso_web.workdays.models import Loading
from chiso_web.workdays.selectors import loading_list_all, loading_list_in_force
from chiso_web.workdays.services import loading_add, loading_withdraw


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.acting.actor(CONFIGURE)  # type: ignore[attr-defined]
    return actor


@requires(CONFIGURE)
def office(request: HttpRequest) -> HttpResponse:
    """What holds for the office now, and everything that was ever loaded."""
    return render(
        request, "workdays/office.html", office_facts(list(loading_list_all()), today=localdate())
    )


@requires(CONFIGURE, methods=FORM)
def load(request: HttpRequest, kind: str) -> HttpResponse:
    """Load something: the form, its preview, and the confirmation."""
    if kind not in Loading.Kind.values:
        raise Http404
    asked = Loading.Kind(kind)
    if request.method != "POST":
        return _form_page(request, asked, FORMS[asked]())
    try:
        if "carried" in request.POST:
            return _confirmed(request)
        form = FORMS[asked](request.POST, request.FILES)
        if not form.is_valid():
            return _form_page(request, asked, form)
        preview = preview_of(form.draft(), list(loading_list_in_force()))
    except ActRefused as refused:
        return _form_page(request, asked, _again(request, asked), [refused.sentence])
    except ChisoError as error:
        return _form_page(request, asked, _again(request, asked), fault_texts(error))
    year = localdate().year
    return render(request, "workdays/preview.html", preview_facts(preview, year=year))


def _again(request: HttpRequest, kind: Loading.Kind) -> DraftForm:
    """The form with what was typed; no page can choose a file again for its reader."""
    return FORMS[kind](initial=request.POST.dict())


def _form_page(
    request: HttpRequest, kind: Loading.Kind, form: DraftForm, faults: list[str] | None = None
) -> HttpResponse:
    facts = {"title": _("Load: %(what)s") % {"what": kind.label}, "kind": kind.value, "form": form}
    status = 400 if faults or form.errors else 200
    return render(request, "workdays/load.html", {**facts, "faults": faults or []}, status=status)


def _confirmed(request: HttpRequest) -> HttpResponse:
    loading = loading_add(carried_back(request.POST["carried"]), by=_actor(request))
    said = _("%(what)s: kept.") if loading.applies_from else _("%(what)s: it holds from now on.")
    messages.success(request, said % {"what": what_text(loading)})
    return HttpResponseRedirect(reverse("workdays:office"))


@requires(CONFIGURE, methods=FORM)
def loading(request: HttpRequest, number: int) -> HttpResponse:
    """One loading as it was loaded; withdrawing it."""
    found = get_object_or_404(Loading, pk=number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            loading_withdraw(found, by=_actor(request), reason=form.cleaned_data["reason"])
        except ActRefused as refused:
            faults = [refused.sentence]
        else:
            messages.success(request, _("%(what)s: withdrawn.") % {"what": what_text(found)})
            return HttpResponseRedirect(reverse("workdays:office"))
    facts = {"title": what_text(found), "loading": found, "form": form, "faults": faults}
    status = 400 if faults or (form.is_bound and form.errors) else 200
    return render(request, "workdays/loading.html", facts, status=status)


@requires(CONFIGURE)
def loading_text(request: HttpRequest, number: int) -> HttpResponse:
    """The text of a loading, as it was loaded."""
    found = get_object_or_404(Loading, pk=number)
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    ending = found.file_name.rpartition(".")[2] if "." in found.file_name else "txt"
    ending = ending if ending.isascii() and ending.isalnum() else "txt"
    response["Content-Disposition"] = f'attachment; filename="loading-{found.pk}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
