"""The list of rounds, and one round as whoever runs or watches it sees it."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import requires
from chiso_web.assessment.asked import leaves_surveyed
from chiso_web.assessment.asker import asker, units_with
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import FORM_READ, PUBLISH, ROUND_RUN, ROUND_WATCH
from chiso_web.assessment.progress import Place, Standing, standing_list
from chiso_web.assessment.running.appraised import appraisal_lines
from chiso_web.assessment.running.draft import draft_facts
from chiso_web.assessment.running.files import file_name, units_columns
from chiso_web.assessment.running.listed import round_lines
from chiso_web.assessment.running.sentences import answer_of, path_of, title_of
from chiso_web.assessment.running.watching import (
    COLUMNS,
    FIRST_SHOWN,
    first_lines,
    group_lines,
    is_at,
    unit_blocks,
)
from chiso_web.assessment.selectors import round_get, unit_of_round
from chiso_web.look.formats import language
from chiso_web.look.saving import file_response
from chiso_web.results.selectors import edition_named
from chiso_web.workdays.selectors import office_get


@requires(FORM_READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that the person may see."""
    acting = asker(request)
    facts = {
        "title": _("Rounds of assessment"),
        "rounds": round_lines(acting, today=timezone.localdate()),
        "may_run": bool(units_with(acting, ROUND_RUN)),
    }
    return render(request, "assessment/rounds.html", facts)


@requires(ROUND_WATCH, of=unit_of_round)
def round_page(request: HttpRequest, round: str) -> HttpResponse:
    """A draft as it will be opened; else who has not submitted, and the working days left."""
    one = round_get(round)
    acting, unit = asker(request), one.unit.uid
    facts = {
        "one": one,
        "name": round_name(one),
        "unit_name": one.unit.full_name(language()),
        "mark": mark_of(one),
        "may_run": acting.may(ROUND_RUN, unit),
        "may_publish": acting.may(PUBLISH, unit),
    }
    if one.state == RoundState.DRAFT:
        return render(request, "assessment/round_draft.html", facts | draft_facts(one))
    return render(request, "assessment/round.html", facts | _watched(request, one))


def _watched(request: HttpRequest, one: Round) -> dict[str, object]:
    today, calendar = timezone.localdate(), office_get().calendar
    prefetch_related_objects([one], "groups")
    groups = list(one.groups.all())
    standings = standing_list(one, calendar, today=today)
    kind, place = request.GET.get("group", ""), request.GET.get("state", "")
    shown = _chosen(standings, kind, place)
    first = first_lines(one, _chosen(standings, kind, ""))
    return {
        "title": title_of(one),
        "answer": answer_of(one, groups, standings, calendar=calendar, today=today),
        "path": path_of(one, groups, today=today),
        "has_survey": any(leaves_surveyed(edition_named(group.edition)) for group in groups),
        "moment": timezone.localtime(),
        "lines": group_lines(groups, standings),
        "heads": [str(one.label) for one in COLUMNS],
        "first": first[:FIRST_SHOWN],
        "first_left": max(len(first) - FIRST_SHOWN, 0),
        "first_count": len(first),
        "blocks": unit_blocks(one, groups, shown),
        "shown": len(shown),
        "chosen_kind": kind,
        "chosen_place": Place(place).label if place in Place.values else "",
        "appraisal": appraisal_lines(
            groups,
            standings,
            calendar=calendar,
            today=today,
            running=one.state == RoundState.OPEN,
        ),
    }


def _chosen(standings: list[Standing], kind: str, place: str) -> list[Standing]:
    """The forms of a group and a place; all where none, or none that is known, is named."""
    found = standings
    if kind in {one.group.kind for one in standings}:
        found = [one for one in found if one.group.kind == kind]
    if place in Place.values:
        found = [one for one in found if is_at(one, Place(place))]
    return found


@requires(ROUND_WATCH, of=unit_of_round)
def round_file(request: HttpRequest, round: str, kind: str) -> HttpResponse:
    """The units of a round with how far each is, as a file."""
    one = round_get(round)
    if one.state == RoundState.DRAFT:
        raise Http404
    standings = standing_list(one, office_get().calendar, today=timezone.localdate())
    return file_response(units_columns(one, standings), kind=kind, name=file_name(one, "units"))
