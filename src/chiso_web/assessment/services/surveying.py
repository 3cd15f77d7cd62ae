"""What a survey found of the units of a round: recorded with its source, all units or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import fields_of, leaves_surveyed
from chiso_web.assessment.entered import line_entered
from chiso_web.assessment.models import Entrant, Event, Round, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import RoundState, Step
from chiso_web.assessment.services.holding import APP, edition_check, round_held
from chiso_web.assessment.surveyed import (
    Change,
    Kept,
    Surveyed,
    survey_changes,
    survey_faults,
    survey_kept,
    survey_points,
)
from chiso_web.audit.services import Actor, chains_lock, record
from chiso_web.results.selectors import edition_named

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
    ActRefused where the round takes nothing any more, the source is missing, or there are faults.
    """
    held = round_held(key)
    if held.state not in TAKES:
        raise ActRefused(_closed(held))
    told = line_entered(source, most=LONGEST_SOURCE)
    if not told:
        raise ActRefused(_("Cite the report of the survey: its number, symbol and day."))
    for one in found:
        line_entered(one.ground, most=LONGEST_GROUND)
    entrants = [one.entrant.pk for one in found]
    list(Entrant.objects.filter(pk__in=entrants).order_by("pk").select_for_update().values("pk"))
    for group in held.groups.all():
        edition_check(group)
    _seen_check(found, seen)
    changes = survey_changes(found)
    faults = survey_faults(changes)
    if faults:
        raise ActRefused(" ".join(dict.fromkeys(one.sentence for one in faults)))
    now = timezone.now()
    _values_put(changes, told, by, now)
    _events_put(changes, told, by, now)
    _trail_put(held, changes, told, actor, digest)
    return changes


def _closed(held: Round) -> str:
    if held.state == RoundState.DRAFT:
        return _("The round has not been opened yet.")
    return _("The result is published. Begin a correction before you record survey results.")


def _seen_check(found: Sequence[Surveyed], seen: Mapping[int, Kept] | None) -> None:
    if seen is None:
        return
    kept = survey_kept([one.entrant for one in found])
    if any(kept[key] != told for key, told in seen.items()):
        raise ActRefused(
            _("Somebody recorded survey results meanwhile. Look at how it stands, then save again.")
        )


def _values_put(changes: Sequence[Change], source: str, by: User, now: datetime) -> None:
    keys = {one.entrant.pk for one in changes}
    rows = Value.objects.filter(entrant__in=keys)
    known = {(row.entrant_id, row.measure): row for row in rows}
    made: list[Value] = []
    changed: list[Value] = []
    gone: list[int] = []
    for one in changes:
        for measure in one.before.keys() - one.after.keys():
            gone.append(known[one.entrant.pk, measure].pk)
        for measure, told in one.after.items():
            if one.before.get(measure) == told:
                continue
            row = known.get((one.entrant.pk, measure))
            kept = row or Value(entrant=one.entrant, measure=measure)
            _put(kept, told, source, by, now)
            (changed if row else made).append(kept)
    Value.objects.filter(pk__in=gone).delete()
    Value.objects.bulk_create(made, batch_size=BATCH)
    names = ("value", "missing", "ground", "typed", "note", "held", "held_source", "difference")
    Value.objects.bulk_update(
        changed, [*names, "version", "entered_by", "entered_at"], batch_size=BATCH // 10
    )


def _put(row: Value, told: float | str, source: str, by: User, now: datetime) -> None:
    is_ground = isinstance(told, str)
    row.value = None if isinstance(told, str) else told
    row.missing, row.ground = (NOT_APPLICABLE, told) if isinstance(told, str) else ("", "")
    row.held, row.held_source = None if is_ground else row.value, source
    row.typed = row.note = row.difference = ""
    row.version += 1
    row.entered_by, row.entered_at = by, now


def _events_put(changes: Sequence[Change], source: str, by: User, now: datetime) -> None:
    points = survey_points(changes)
    made = []
    for one in changes:
        edition = edition_named(one.entrant.group.edition)
        for leaf in leaves_surveyed(edition):
            measures = [own.measure for own in fields_of(edition, leaf)]
            after = {measure: one.after[measure] for measure in measures if measure in one.after}
            before = {measure: one.before[measure] for measure in measures if measure in one.before}
            if after != before:
                made.append(
                    Event(
                        entrant=one.entrant,
                        node=leaf.id,
                        step=Step.SURVEYED,
                        values=after,
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
    chains_lock(APP, [one.entrant.unit.uid for one in changes])
    for one in sorted(changes, key=lambda one: one.entrant.unit.uid):
        record(
            app=APP,
            unit=one.entrant.unit.uid,
            actor=actor,
            action="survey.recorded",
            subject=f"round {held.slug}",
            before=dict(one.before),
            after={**one.after, "source": source, **file},
        )
