"""Setting a round up, copying last year's, opening it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from chiso.definition import editions
from chiso.definition.model import Edition
from chiso.errors import ChisoError
from chiso.scoring import RULE_SET_VERSION
from chiso.wording import tell
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.models import Entrant, Guidance, Line, RankGroup, Round, Value
from chiso_web.assessment.moves import RoundAct, RoundState, round_moved
from chiso_web.assessment.points import Found, form_points
from chiso_web.assessment.services.holding import (
    declared_of,
    edition_check,
    round_held,
    round_recorded,
)
from chiso_web.assessment.services.windows import windows_check
from chiso_web.audit.services import Actor
from chiso_web.look.formats import day, echoed, language
from chiso_web.results.models import Observation
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_below

BATCH = 2_000
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """A ranking group as it is set up: the kind of its units, edition (ID@year), windows."""

    kind: str
    edition: str
    self_from: date
    self_until: date
    appraisal_from: date
    appraisal_until: date
    publication_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """A round as it is set up."""

    slug: str
    unit: Unit
    period: str
    reported_from: date
    reported_until: date
    groups: Sequence[GroupPlan]
    synthetic: bool = False
    copied_from: Round | None = None


@transaction.atomic
def round_make(plan: RoundPlan, *, actor: Actor) -> Round:
    """Set a round up with every unit of its kinds; it is a draft until it is opened.

    Raises ActRefused where the address is taken or none, windows are out of order, an edition is
    none, or a kind is there twice or has no unit.
    """
    _unit_locked(plan.unit)
    if Round.objects.filter(slug=plan.slug).exists():
        raise ActRefused(_("There is a round %(slug)s already.") % {"slug": plan.slug})
    _plan_check(plan)
    made = Round(
        slug=plan.slug,
        unit=plan.unit,
        period=plan.period,
        reported_from=plan.reported_from,
        reported_until=plan.reported_until,
        synthetic=plan.synthetic or settings.DEMO,  # nothing is real in a demonstration
        copied_from=plan.copied_from,
    )
    made.full_clean()
    made.save()
    below = unit_list_below(plan.unit)
    for one in plan.groups:
        _group_make(made, one, below)
    _guidance_copy(made)
    round_recorded(made, actor, "round.made", after=facts_of(made))
    return made


def _unit_locked(unit: Unit) -> None:
    """Let those who set rounds of an office up at once come one after another."""
    Unit.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=unit.pk)


def _plan_check(plan: RoundPlan) -> None:
    if not _ADDRESS.fullmatch(plan.slug):
        raise ActRefused(
            _(
                "Found %(found)s as the address; expected at most 64 letters without marks, digits "
                "and hyphens, such as ha-noi-2026."
            )
            % {"found": echoed(plan.slug)}
        )
    if not 0 < len(plan.period) <= 16:
        raise ActRefused(_("Enter the period, such as 2026: at most 16 letters."))
    if not plan.groups:
        raise ActRefused(_("Choose at least one kind of unit."))
    if len({one.kind for one in plan.groups}) < len(plan.groups):
        raise ActRefused(_("A kind of unit is named twice. Name each once, with its edition."))
    if plan.reported_until < plan.reported_from:
        raise ActRefused(
            _("The figures end on %(last)s, before they begin on %(first)s.")
            % {"first": day(plan.reported_from), "last": day(plan.reported_until)}
        )
    for one in plan.groups:
        windows_check(one)


def _group_make(made: Round, plan: GroupPlan, below: Iterable[Unit]) -> RankGroup:
    edition = _edition(plan.edition)
    group = RankGroup(
        round=made,
        kind=plan.kind,
        edition=edition.name,
        edition_sha256=edition.sha256,
        rule_set_version=str(RULE_SET_VERSION),
        self_from=plan.self_from,
        self_until=plan.self_until,
        appraisal_from=plan.appraisal_from,
        appraisal_until=plan.appraisal_until,
        publication_on=plan.publication_on,
    )
    group.full_clean()
    group.save()
    units = [one for one in below if one.kind == plan.kind and one.exists_on(plan.self_from)]
    if not units:
        raise ActRefused(
            _("%(unit)s has no unit of this kind on %(day)s.")
            % {"unit": made.unit.full_name(language()), "day": day(plan.self_from)}
        )
    Entrant.objects.bulk_create([Entrant(round=made, group=group, unit=one) for one in units])
    return group


def _edition(name: str) -> Edition:
    try:
        return editions.edition(name)
    except ChisoError as error:
        raise ActRefused(tell(error, language())) from error


def _guidance_copy(made: Round) -> None:
    """Last year's guidance, for the criteria that the new edition still has."""
    if made.copied_from is None:
        return
    groups = {one.kind: one for one in made.groups.all()}
    for old in Guidance.objects.filter(group__round=made.copied_from).select_related("group"):
        group = groups.get(old.group.kind)
        known = {node.id for node in edition_named(group.edition).nodes} if group else set()
        if group is not None and old.node in known:
            told = {"evidence": old.evidence, "example": old.example}
            Guidance.objects.create(group=group, node=old.node, **told)


def facts_of(made: Round) -> dict[str, object]:
    """A round as the trail keeps it."""
    return {
        "slug": made.slug,
        "period": made.period,
        "state": made.state,
        "groups": {
            one.kind: {
                "edition": one.edition,
                "self": [one.self_from.isoformat(), one.self_until.isoformat()],
                "appraisal": [one.appraisal_from.isoformat(), one.appraisal_until.isoformat()],
            }
            for one in made.groups.all()
        },
    }


@transaction.atomic
def round_open(key: int, *, actor: Actor) -> Round:
    """Open a round: every form gets its lines, and the figures that the platform holds already.

    Raises ActRefused where it is open, or an edition is not the one that it was set up with.
    """
    held = round_held(key)
    held.state = round_moved(held.state, RoundAct.OPEN)
    held.full_clean()
    held.save()
    for group in held.groups.all():
        edition_check(group)
        _forms_make(held, group)
    round_recorded(held, actor, "round.opened", after={"state": held.state})
    return held


@transaction.atomic
def round_discard(key: int, *, actor: Actor) -> None:
    """Take a draft away, in which nothing was filled in. Raises ActRefused once it is opened."""
    held = round_held(key)
    if held.state != RoundState.DRAFT:
        raise ActRefused(_("The round is open; only a draft can be discarded."))
    facts = facts_of(held)
    held.entrants.all().delete()
    held.delete()
    round_recorded(held, actor, "round.discarded", before=facts)


def _forms_make(held: Round, group: RankGroup) -> None:
    edition = edition_named(group.edition)
    entrants = list(group.entrants.select_related("round", "group", "unit"))
    known = _held_figures(held, edition, entrants)
    values = [_prefilled(one, seen) for one in entrants for seen in known.get(one.unit_id, ())]
    Value.objects.bulk_create(values, batch_size=BATCH)
    by_entrant: dict[int, list[Value]] = {}
    for value in values:
        by_entrant.setdefault(value.entrant_id, []).append(value)
    blank = form_points(edition, {}, period=held.period)  # of most forms: computed once
    lines = []
    for one in entrants:
        own = {value.measure: declared_of(value) for value in by_entrant.get(one.pk, ())}
        found = form_points(edition, own, period=held.period) if own else blank
        lines += _lines(edition, one, found)
    Line.objects.bulk_create(lines, batch_size=BATCH)


def _held_figures(
    held: Round, edition: Edition, entrants: Sequence[Entrant]
) -> Mapping[int, list[Observation]]:
    """What the platform has observed of the units in the period, by unit."""
    found: dict[int, list[Observation]] = {}
    observed = Observation.objects.filter(
        period=held.period,
        measure__in=edition.measures_read(),
        unit__in=[one.unit_id for one in entrants],
        value__isnull=False,
    )
    for one in observed:
        found.setdefault(one.unit_id, []).append(one)
    return found


def _prefilled(entrant: Entrant, seen: Observation) -> Value:
    return Value(
        entrant=entrant,
        measure=seen.measure,
        value=seen.value,
        held=seen.value,
        held_source=seen.source,
        note=seen.note[:1000],
    )


def _lines(edition: Edition, entrant: Entrant, found: Mapping[str, Found]) -> list[Line]:
    return [
        Line(
            entrant=entrant,
            node=leaf.id,
            place=edition.place(leaf.id),
            state=found[leaf.id].state(proven=False),
            points=found[leaf.id].points,
            missing=found[leaf.id].missing,
        )
        for leaf in leaves_asked(edition)
    ]
