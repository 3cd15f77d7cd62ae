"""The result of a round, of one unit, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.permissions import requires
from chiso_web.assessment.addresses import form_address, round_address
from chiso_web.assessment.asker import asker
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Entrant, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import kind_name, round_name
from chiso_web.assessment.permissions import FORM_READ, PUBLISH, ROUND_WATCH
from chiso_web.assessment.publishing.files import (
    named_observations,
    observation_file,
    score_file,
)
from chiso_web.assessment.publishing.leaving_out import outside_lines
from chiso_web.assessment.publishing.shown import Shown, as_declared, result_shown
from chiso_web.assessment.publishing.standings import group_result
from chiso_web.assessment.publishing.tables import base_note, base_text, group_table
from chiso_web.assessment.publishing.unit_result import (
    base_notes,
    field_lines,
    leaf_blocks,
    lost_sum,
    neighbours,
)
from chiso_web.assessment.publishing.words import quote, rank_text, status_text
from chiso_web.assessment.selectors import entrant_get, round_get, unit_of_form, unit_of_round
from chiso_web.look.formats import language, number


def round_facts(one: Round) -> dict[str, object]:
    """What every page of a result says of its round."""
    return {
        "one": one,
        "name": round_name(one),
        "unit_name": one.unit.full_name(language()),
        "address": round_address(one),
        "mark": mark_of(one),
    }


@requires(ROUND_WATCH, of=unit_of_round)
def result(request: HttpRequest, round: str) -> HttpResponse:
    """The result of all units: a draft as of now, or the version that was published last."""
    one = _opened(round)
    shown = result_shown(one)
    tables = [
        group_table(one, group_result(group, computed))
        for group in shown.groups.values()
        if (computed := shown.computed_of(group)) is not None
    ]
    facts = {
        "title": _("Result: %(round)s") % {"round": round_name(one)},
        "shown": shown,
        "status": status_text(shown, timezone.localdate()),
        "tables": [one for one in tables if one.rows or one.unranked],
        "outside": outside_lines(shown),
        "versions": _versions(one),
        "may_publish": asker(request).may(PUBLISH, one.unit.uid),
        "indices": _indices(shown),
    }
    return render(request, "assessment/result.html", round_facts(one) | facts)


def _indices(shown: Shown) -> list[tuple[str, str]]:
    """The indices of a result, each with the names of the ranking groups that it scores."""
    found: dict[str, list[str]] = {}
    for group in shown.groups.values():
        found.setdefault(group.index, []).append(kind_name(group.kind))
    told = {index: ", ".join(names) for index, names in sorted(found.items())}
    return [(index, text[:1].upper() + text[1:]) for index, text in told.items()]


def _opened(slug: str) -> Round:
    one = round_get(slug)
    if one.state == RoundState.DRAFT:
        raise Http404
    return one


def _versions(one: Round) -> list[object]:
    """The published versions, the latest first."""
    found = one.publications.exclude(confirmed_at=None).select_related("confirmed_by")
    return list(found.order_by("-number"))


@requires(FORM_READ, of=unit_of_form)
def unit_result(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The result of one unit. Its own people see it alone, with its rank; names and points of the
    others are for whoever watches the round, and for all once it is published.
    """
    entrant = entrant_get(round, unit)
    one = _opened(round)
    shown = result_shown(one)
    watches = asker(request).may(ROUND_WATCH, one.unit.uid)
    name = entrant.unit.full_name(language())
    facts = round_facts(one) | {
        "title": _("Result of %(unit)s, %(round)s") % {"unit": name, "round": round_name(one)},
        "own_name": name,
        "form_address": form_address(entrant),
        "shown": shown,
        "watches": watches,
        "status": status_text(shown, timezone.localdate()),
    }
    facts |= _unit_facts(shown, entrant, beside=watches or not shown.is_draft)
    return render(request, "assessment/unit_result.html", facts)


def _unit_facts(shown: Shown, entrant: Entrant, *, beside: bool) -> dict[str, object]:
    computed = shown.computed_of(entrant.group)
    if computed is None or entrant.unit.uid not in computed.units:
        told = outside_lines(shown, [entrant])
        return {"why_none": told[0].why if told else ""}
    found = group_result(entrant.group, computed)
    standing = next(one for one in found.standings if one.unit.uid == entrant.unit.uid)
    declared = as_declared(shown, entrant.group)
    own = declared.evaluation if declared else None
    lines, axis = field_lines(found, own, standing, beside=beside)
    return {
        "standing": standing,
        "rank": rank_text(found, standing, beside=beside),
        "base": base_text(standing),
        "got": number(sum(points or 0.0 for points in standing.fields)),
        "lost": number(lost_sum(found.shape, found.evaluation, standing)),
        "fields": lines,
        "axis": axis,
        "beside": beside,
        "blocks": leaf_blocks(found, own, standing, entrant),
        "bonus": number(standing.bonus),
        "penalty": number(standing.penalty),
        "has_extras": bool(found.shape.bonus or found.shape.penalty),
        "base_notes": base_notes(found, standing),
        "group_note": base_note(found) if beside else "",
        "neighbours": neighbours(found, standing) if beside else [],
        "quote": quote(shown, found, standing),
    }


@requires(ROUND_WATCH, of=unit_of_round)
def observations(request: HttpRequest, round: str) -> HttpResponse:
    """Every observation that the result is computed from."""
    return named_observations(result_shown(_opened(round)))


@requires(ROUND_WATCH, of=unit_of_round)
def index_observations(request: HttpRequest, round: str, index: str) -> HttpResponse:
    """The observations of one edition, as ``chiso score`` reads them."""
    return observation_file(result_shown(_opened(round)), index)


@requires(ROUND_WATCH, of=unit_of_round)
def index_scores(request: HttpRequest, round: str, index: str) -> HttpResponse:
    """The scores of one edition, as ``chiso score`` writes them."""
    return score_file(result_shown(_opened(round)), index)
