"""What a survey found of one unit, criterion by criterion."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.accounts.middleware import attempt_record
from chiso_web.accounts.permissions import FORM, requires
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.addresses import line_page_address, round_address, survey_address
from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_surveyed
from chiso_web.assessment.asker import asker, writer_asking
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Entrant, Value
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import SURVEY
from chiso_web.assessment.selectors import entrant_get, unit_of_round
from chiso_web.assessment.services.surveying import (
    LONGEST_GROUND,
    LONGEST_SOURCE,
    meanwhile,
    source_entered,
    survey_closed,
    survey_record,
)
from chiso_web.assessment.surveyed import (
    Change,
    Kept,
    Surveyed,
    ground_of,
    kept_digest,
    survey_changes,
    survey_faults,
    survey_kept,
    survey_points,
)
from chiso_web.assessment.surveying.template import figure_text
from chiso_web.assessment.typed import number_read
from chiso_web.look.formats import day, language, number
from chiso_web.look.not_found import PageMissing
from chiso_web.look.rules.measured import measure_name
from chiso_web.results.selectors import edition_named

BAD = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to type: what stands in the box, what is ``recorded`` where that is another, and
    what is wrong with it.
    """

    measure: str
    label: str
    typed: str
    recorded: str
    fault: str


@dataclass(frozen=True, slots=True)
class LeafBlock:
    """A criterion with its figures, its points as recorded, and the life of those."""

    id: str
    code: str
    name: str
    points: str
    most: str
    history: str
    asked: tuple[Asked, ...]


@requires(SURVEY, methods=FORM, of=unit_of_round)
def unit(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The figures of one unit, to be typed and recorded."""
    entrant = _surveyed(round, unit)
    edition = edition_named(entrant.group.edition)
    kept = survey_kept([entrant])[entrant.pk]
    if request.method != "POST":
        typed = {name: figure_text(kept.get(name)) for name in fields_surveyed(edition)}
        sources = "; ".join(dict.fromkeys(one.source for one in kept.values() if one.source))
        return _page(request, entrant, kept, typed | {"ground": ground_of(kept), "source": sources})
    return _recorded(request, entrant, edition, kept)


def _surveyed(slug: str, unit: str) -> Entrant:
    """A unit in a round whose edition is surveyed. Raises PageMissing for another."""
    entrant = entrant_get(slug, unit)
    if entrant.round.state == RoundState.DRAFT:
        raise Http404
    if not leaves_surveyed(edition_named(entrant.group.edition)):
        raise PageMissing(
            title=_("No survey is asked for here"),
            sentence=_("The edition of this unit has no criterion that a survey scores."),
            offers=[],
        )
    return entrant


def _recorded(request: HttpRequest, entrant: Entrant, edition: Edition, kept: Kept) -> HttpResponse:
    fields = fields_surveyed(edition)
    typed = {name: request.POST.get(name, "").strip() for name in (*fields, "ground", "source")}
    read = {name: number_read(typed[name], field) for name, field in fields.items()}
    faults = {name: one.fault for name, one in read.items() if one.fault}
    figures = {name: one.value for name, one in read.items()}
    if typed["ground"] and any(typed[name] for name in fields):
        faults["ground"] = _(
            "Found figures beside the reason why there was no survey; expected one."
        )
    told = Surveyed(entrant, figures, typed["ground"])
    source = " ".join(typed["source"].split())
    if not faults:
        changes = survey_changes([told], source, {entrant.pk: kept})
        faults = {one.measure: one.sentence for one in survey_faults(changes)}
    try:
        source_entered(source)
    except ActRefused as refused:
        faults["source"] = refused.sentence
    if not faults and request.POST.get("seen") != kept_digest({entrant.pk: kept}):
        faults[""] = f"{meanwhile()} {_recorder(entrant, edition)}".strip()
    if faults:
        return _page(request, entrant, kept, typed, faults)
    try:
        by, actor = writer_asking(request, SURVEY, entrant.round.unit.uid)
        changes = survey_record(
            entrant.round_id,
            [told],
            source=source,
            by=by,
            actor=actor,
            seen={entrant.pk: kept},
        )
    except ActRefused as refused:
        attempt_record(request, asker(request), SURVEY, entrant.round.unit.uid, refused)
        return _page(request, entrant, kept, typed, {"": refused.sentence})
    name = {"unit": entrant.unit.full_name(language())}
    said = _("%(unit)s: survey results are recorded.")
    messages.success(request, (said if changes else _("%(unit)s: nothing changed.")) % name)
    return HttpResponseRedirect(survey_address(entrant.round))


def _recorder(entrant: Entrant, edition: Edition) -> str:
    """Who recorded last, and when."""
    rows = Value.objects.filter(entrant=entrant, measure__in=fields_surveyed(edition))
    newest = rows.exclude(entered_at=None).select_related("entered_by").order_by("-entered_at")
    last = newest.first()
    if last is None or last.entered_at is None or last.entered_by is None:
        return ""
    at = timezone.localtime(last.entered_at)
    facts = {"name": last.entered_by.full_name, "time": f"{at:%H:%M}", "day": day(at.date())}
    return _("Recorded last by %(name)s at %(time)s on %(day)s.") % facts


def _page(
    request: HttpRequest,
    entrant: Entrant,
    kept: Kept,
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = faults or {}
    one = entrant.round
    facts = {
        "one": one,
        "title": _("%(unit)s: survey results") % {"unit": entrant.unit.full_name(language())},
        "name": round_name(one),
        "address": round_address(one),
        "survey_address": survey_address(one),
        "mark": mark_of(one),
        "blocks": _blocks(entrant, kept, typed, told),
        "typed": typed,
        "fault": told.get("", ""),
        "source_fault": told.get("source", ""),
        "ground_fault": told.get("ground", ""),
        "is_faulty": bool(told),
        "seen": kept_digest({entrant.pk: kept}),
        "closed": survey_closed(one),
        "longest": LONGEST_SOURCE,
        "longest_ground": LONGEST_GROUND,
    }
    return render(request, "assessment/survey_unit.html", facts, status=BAD if told else 200)


def _blocks(
    entrant: Entrant, kept: Kept, typed: Mapping[str, str], faults: Mapping[str, str]
) -> list[LeafBlock]:
    edition = edition_named(entrant.group.edition)
    points = survey_points([Change(entrant, {}, kept)])
    own = fields_surveyed(edition)
    return [
        LeafBlock(
            id=leaf.id,
            code=leaf.code or leaf.id,
            name=leaf.name.in_language(language()),
            points=_points(points.get((entrant.pk, leaf.id))),
            most=number(leaf.rule.maximum if leaf.rule else None),
            history=line_page_address("line-history", entrant, leaf.id),
            asked=tuple(
                _asked(edition, field.measure, kept, typed, faults)
                for field in fields_of(edition, leaf)
                if field.measure in own
            ),
        )
        for leaf in leaves_surveyed(edition)
    ]


def _points(value: float | None) -> str:
    return "–" if value is None else number(value)


def _asked(
    edition: Edition,
    measure: str,
    kept: Kept,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
) -> Asked:
    standing = figure_text(kept.get(measure))
    return Asked(
        measure=measure,
        label=measure_name(edition, measure),
        typed=typed.get(measure, ""),
        recorded=standing if standing != typed.get(measure, "") else "",
        fault=faults.get(measure, ""),
    )
