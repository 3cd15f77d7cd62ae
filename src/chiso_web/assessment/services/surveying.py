"""What a survey found of the units of a round: recorded with its source, all units or none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import leaves_surveyed
from chiso_web.assessment.entered import line_entered
from chiso_web.assessment.models import Entrant, Event, Round, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import RoundState, Step
from chiso_web.assessment.services.holding import APP, edition_check, round_held
from chiso_web.assessment.surveyed import (
    Change,
    Figure,
    Kept,
    Surveyed,
    of_leaf,
    survey_changes,
    survey_faults,
    survey_kept,
    survey_points,
    told_of,
)
from chiso_web.audit.services import Actor, record
from chiso_web.look.formats import language
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import in_order

BATCH = 2_000
LONGEST_SOURCE, LONGEST_GROUND = 200, 500
TAKES = frozenset({RoundState.OPEN, RoundState.CORRECTING})


@transaction.atomic
def survey_record(
    key: int,
    found: Sequence[Surveyed],
    *,
    source: str,
    by: User,
    actor: Actor,
    digest: str = "",
    seen: Mapping[int, Kept] | None = None,
) -> list[Change]:
    """Record what a survey found, of all the units or of none, with an entry of the trail a unit.

    ``source`` cites the report of the survey; ``digest`` is the SHA-256 of the file that it was
    read from. ``seen``: what the person saw recorded, by entrant; another state is refused. Raises
    ActRefused where the round takes nothing now, the source is missing, ``by`` has a role in one of
    the units, or there are faults.
    """
    held = round_held(key)
    refusal = survey_closed(held)
    if refusal:
        raise ActRefused(refusal)
    told, found = source_entered(source), [_entered(one) for one in found]
    own_check([one.entrant for one in found], by, today=timezone.localdate())
    entrants = [one.entrant.pk for one in found]
    list(Entrant.objects.filter(pk__in=entrants).order_by("pk").select_for_update().values("pk"))
    for group in held.groups.all():
        edition_check(group)
    kept = survey_kept([one.entrant for one in found])
    if seen is not None and any(kept[one] != known for one, known in seen.items()):
        raise ActRefused(meanwhile())
    changes = survey_changes(found, told, kept)
    faults = survey_faults(changes)
    if faults:
        raise ActRefused(" ".join(dict.fromkeys(one.sentence for one in faults)))
    now = timezone.now()
    _values_put(changes, by, now)
    _events_put(changes, told, by, now)
    _trail_put(held, changes, told, actor, digest)
    return changes


def survey_closed(one: Round) -> str:
    """Why a round takes no survey results now; empty where it does. A query where it is open."""
    if one.state == RoundState.DRAFT:
        return _("The round has not been opened yet.")
    if one.state not in TAKES:
        return _("The result is published. Begin a correction before you record survey results.")
    prepared = one.publications.filter(confirmed_at=None).values_list("number", flat=True).first()
    if prepared is None:
        return ""
    text = _("Version %(number)s is prepared and waits for its confirmation. Withdraw it first.")
    return text % {"number": prepared}


def source_entered(source: str) -> str:
    """The report of a survey as it is kept. Raises ActRefused where none is cited."""
    told = line_entered(source, most=LONGEST_SOURCE)
    if not told:
        raise ActRefused(_("Cite the report of the survey: its number, symbol and day."))
    return told


def meanwhile() -> str:
    """That somebody else was first."""
    return _("Somebody recorded survey results meanwhile. Look at how it stands, then save again.")


def _entered(one: Surveyed) -> Surveyed:
    """The same with its texts as they can be kept."""
    figures = {
        measure: line_entered(told, most=LONGEST_GROUND) if isinstance(told, str) else told
        for measure, told in one.figures.items()
    }
    return replace(one, figures=figures, ground=line_entered(one.ground, most=LONGEST_GROUND))


def own_check(entrants: Collection[Entrant], by: User, *, today: date) -> None:
    """Raise ActRefused for units in which the person holds a role: nobody scores their own."""
    units = {one.unit_id: one.unit for one in entrants}
    held = Holding.objects.filter(user=by, unit__in=units, since__lte=today)
    own = {one.unit_id for one in held if one.in_force_on(today)}
    if own:
        names = [one.full_name(language()) for one in in_order(units[key] for key in own)]
        text = _("You hold a role in %(units)s; somebody else of the council records its survey.")
        raise ActRefused(text % {"units": ", ".join(names)}, kept=True)


def _values_put(changes: Sequence[Change], by: User, now: datetime) -> None:
    keys = {one.entrant.pk for one in changes}
    rows = Value.objects.filter(entrant__in=keys)
    known = {(row.entrant_id, row.measure): row for row in rows}
    made: list[Value] = []
    changed: list[Value] = []
    gone: list[int] = []
    for one in changes:
        for measure in one.before.keys() - one.after.keys():
            gone.append(known[one.entrant.pk, measure].pk)
        for measure, figure in one.after.items():
            if one.before.get(measure) == figure:
                continue
            row = known.get((one.entrant.pk, measure))
            kept = row or Value(entrant=one.entrant, measure=measure)
            _put(kept, figure, by, now)
            (changed if row else made).append(kept)
    Value.objects.filter(pk__in=gone).delete()
    Value.objects.bulk_create(made, batch_size=BATCH)
    names = ("value", "missing", "ground", "typed", "note", "held", "held_source", "difference")
    Value.objects.bulk_update(
        changed, [*names, "version", "entered_by", "entered_at"], batch_size=BATCH // 10
    )


def _put(row: Value, figure: Figure, by: User, now: datetime) -> None:
    told = figure.told
    row.value = None if isinstance(told, str) else told
    row.missing, row.ground = (NOT_APPLICABLE, told) if isinstance(told, str) else ("", "")
    row.held, row.held_source = row.value, figure.source
    row.typed = row.note = row.difference = ""
    row.version += 1
    row.entered_by, row.entered_at = by, now


def _events_put(changes: Sequence[Change], source: str, by: User, now: datetime) -> None:
    points = survey_points(changes)
    made = []
    for one in changes:
        edition = edition_named(one.entrant.group.edition)
        for leaf in leaves_surveyed(edition):
            after = of_leaf(edition, leaf, one.after)
            if after != of_leaf(edition, leaf, one.before):
                made.append(
                    Event(
                        entrant=one.entrant,
                        node=leaf.id,
                        step=Step.SURVEYED,
                        values=told_of(after),
                        points=points.get((one.entrant.pk, leaf.id)),
                        by=by,
                        at=now,
                        why=source,
                    )
                )
    Event.objects.bulk_create(made, batch_size=BATCH)


def _trail_put(
    held: Round, changes: Sequence[Change], source: str, actor: Actor, digest: str
) -> None:
    """An entry a unit, in the order of the chains."""
    file = {"file_sha256": digest} if digest else {}
    for one in sorted(changes, key=lambda one: one.entrant.unit.uid):
        record(
            app=APP,
            unit=one.entrant.unit.uid,
            actor=actor,
            action="survey.recorded",
            subject=f"round {held.slug}",
            before={**told_of(one.before), **_sources(one.before)},
            after={**told_of(one.after), "source": source, **file},
        )


def _sources(kept: Kept) -> dict[str, str]:
    told = "; ".join(dict.fromkeys(one.source for one in kept.values() if one.source))
    return {"source": told} if told else {}
