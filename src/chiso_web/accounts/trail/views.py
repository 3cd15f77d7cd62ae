"""The auditor's pages, and the manifests that everybody may keep."""

from datetime import date
from http import HTTPStatus

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import ACT, TRAIL, public, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.trail.asked import asked_read, sought_by
from chiso_web.accounts.trail.context import (
    entry_facts,
    list_facts,
    unverified_facts,
    verified_facts,
)
from chiso_web.accounts.trail.files import MOST, entries_file
from chiso_web.accounts.trail.reads import export_record, reading_record, verification_record
from chiso_web.accounts.trail.scope import scope_of
from chiso_web.accounts.trail.verification import verified_once
from chiso_web.audit.append_only import guards_missing
from chiso_web.audit.manifests import published
from chiso_web.audit.models import Manifest
from chiso_web.audit.selectors import (
    entry_get,
    entry_list,
    manifest_list,
)


def unit_of_entry(entry: str) -> str | None:
    """The unit whose chain an entry stands in; None for nobody's."""
    found = entry_get(int(entry))
    if found is None:
        raise Http404
    return found.unit or None


@requires(TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """What was done in the reader's units: searched, filtered, newest first."""
    acting, asked = _acting(request), asked_read(request.GET)
    scope = scope_of(acting)
    facts = list_facts(asked, sought_by(asked, scope), scope)
    reading_record(acting.actor(TRAIL), asked.filters)
    return render(request, "accounts/trail.html", facts)


@requires(TRAIL)
def trail_file(request: HttpRequest, kind: str) -> HttpResponse:
    """All that is filtered, at most the newest ``MOST``, as a file."""
    acting, asked = _acting(request), asked_read(request.GET)
    entries = entry_list(sought_by(asked, scope_of(acting)), limit=MOST)
    export_record(acting.actor(TRAIL), asked.filters, kind=kind, count=len(entries))
    return entries_file(entries, kind=kind, day=timezone.localdate())


@requires(TRAIL, of=unit_of_entry)
def trail_entry(request: HttpRequest, entry: str) -> HttpResponse:
    """One entry: before and after, its hash, its place in the chain."""
    acting, found = _acting(request), entry_get(int(entry))
    if found is None:
        raise Http404
    scope = scope_of(acting)
    if found.unit not in scope.units:
        raise Http404
    reading_record(acting.actor(TRAIL), {"entry": entry})
    return render(request, "accounts/trail_entry.html", entry_facts(found, scope))


@requires(TRAIL, methods=ACT)
def trail_verify(request: HttpRequest) -> HttpResponse:
    """Read the reader's chains again; how much was read, or the first fault of each broken one.
    What would take minutes is left to the command.
    """
    acting = _acting(request)
    try:
        found = verified_once(scope_of(acting))
    except ActRefused as refused:
        facts = unverified_facts(refused.sentence)
        return render(request, "accounts/trail_verified.html", facts, status=HTTPStatus.CONFLICT)
    actor = acting.actor(TRAIL)
    verification_record(actor, entries=found.entries, faults=len(found.faults))
    facts = verified_facts(found, guards_missing(connection))
    return render(request, "accounts/trail_verified.html", facts)


@public
def manifests(request: HttpRequest) -> HttpResponse:
    """The manifests of all days, for anybody to keep."""
    facts = {"title": _("Manifests of the trail"), "manifests": manifest_list()}
    return render(request, "accounts/manifests.html", facts)


@public
def manifest(request: HttpRequest, day: str) -> HttpResponse:
    """One day's manifest, as it is compared with the trail."""
    found = Manifest.objects.filter(day=_day(day)).first()
    if found is None:
        raise Http404
    return HttpResponse(published(found).text(), content_type="application/json")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting
