"""Publishing a result: prepared by one person, confirmed by another; corrected by a new version."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.values import Missing, Observation
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.evaluating import Computed, evaluations_of
from chiso_web.assessment.models import Entrant, Event, Line, Publication, Round
from chiso_web.assessment.moves import RoundAct, RoundState, Step, round_moved
from chiso_web.assessment.observations import entrant_list_appraised, round_observations
from chiso_web.assessment.services.filling import APP
from chiso_web.assessment.services.opening import round_held
from chiso_web.audit.services import Actor, record
from chiso_web.results.services import Official, evaluation_publish, observations_put

BATCH = 2_000
CHANGEABLE = frozenset({RoundState.OPEN, RoundState.CORRECTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision that makes a result official; ``note`` says in public what it corrects, and
    ``left_out`` why units whose appraisal is not finished are not in it.
    """

    decision: str
    decided_on: date
    signer: str
    note: str = ""
    left_out: str = ""


@transaction.atomic
def publication_prepare(
    key: int, told: Decided, *, by: User, actor: Actor, today: date
) -> Publication:
    """Enter the decision and fix what the result is computed from; another person confirms it.

    Raises ActRefused where something is lacking, or a version is prepared already.
    """
    held = round_held(key)
    _prepare_check(held, told, today)
    entrants = entrant_list_appraised(held)
    _left_out_check(held, entrants, told)
    text = observations_text(round_observations(held, entrants))
    made = Publication(
        round=held,
        number=held.publications.count() + 1,
        decision=told.decision.strip(),
        decided_on=told.decided_on,
        signer=told.signer.strip(),
        note=told.note.strip(),
        left_out=told.left_out.strip(),
        observations=text,
        sha256=_digest(text),
        prepared_by=by,
        prepared_at=timezone.now(),
    )
    if made.number > 1 and not made.note:
        raise ActRefused(_("Say in a public note what this version corrects."))
    made.full_clean()
    made.save()
    _recorded(held, actor, "publication.prepared", after=facts_of(made))
    return made


def _prepare_check(held: Round, told: Decided, today: date) -> None:
    if held.state not in CHANGEABLE:
        raise ActRefused(_("The result is published. Begin a correction to publish another."))
    if held.publications.filter(confirmed_at=None).exists():
        raise ActRefused(_("A version is prepared already. Confirm it or withdraw it first."))
    if not told.decision.strip() or not told.signer.strip():
        raise ActRefused(_("Enter number, day and signer of the decision."))
    if told.decided_on > today:
        raise ActRefused(_("The decision is of a day that has not come yet."))


def _left_out_check(held: Round, entrants: Sequence[Entrant], told: Decided) -> None:
    if not entrants:
        raise ActRefused(_("No unit has been appraised to the end; there is nothing to publish."))
    lacking = held.entrants.count() - len(entrants)
    if lacking and not told.left_out.strip():
        raise ActRefused(
            ngettext(
                "The appraisal of %(count)s unit is not finished. Finish it, or say in public why "
                "the unit is left out.",
                "The appraisal of %(count)s units is not finished. Finish it, or say in public why "
                "they are left out.",
                lacking,
            )
            % {"count": lacking}
        )


def observations_text(observed: Iterable[Observation]) -> str:
    """Observations as canonical JSON: a list of unit, period, measure, value, reason, note and
    source each, in their order.
    """
    rows = [
        [
            one.unit,
            one.period,
            one.measure,
            None if isinstance(one.value, Missing) else one.value,
            one.value.kind.value if isinstance(one.value, Missing) else "",
            one.note,
            one.source,
        ]
        for one in observed
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def facts_of(made: Publication) -> dict[str, object]:
    """A publication as the trail keeps it."""
    return {
        "number": made.number,
        "decision": made.decision,
        "decided_on": made.decided_on.isoformat(),
        "signer": made.signer,
        "sha256": made.sha256,
    }


@transaction.atomic
def publication_confirm(publication: int, *, by: User, actor: Actor) -> Publication:
    """Publish a prepared version: results, history and the lock, all or nothing.

    Raises ActRefused where the same person prepared it, or what it is computed from has changed.
    """
    found = Publication.objects.select_related("round").get(pk=publication)
    held = round_held(found.round_id)
    made = Publication.objects.select_for_update().get(pk=publication)
    if made.confirmed_at is not None:
        raise ActRefused(_("This version is published already."))
    if made.prepared_by_id == by.pk:
        raise ActRefused(_("Another person than the one who prepared it must confirm."), kept=True)
    entrants = entrant_list_appraised(held)
    observed = round_observations(held, entrants)
    if _digest(observations_text(observed)) != made.sha256:
        raise ActRefused(
            _("Points have changed since this version was prepared. Withdraw and prepare it anew.")
        )
    held.state = round_moved(held.state, RoundAct.PUBLISH)
    held.full_clean()
    held.save()
    made.confirmed_by, made.confirmed_at = by, timezone.now()
    made.full_clean(validate_unique=False)
    made.save()
    for computed in evaluations_of(held, entrants, observed):
        _result_publish(held, made, computed)
    _events_make(held, made, entrants, by)
    _recorded(held, actor, "round.published", after=facts_of(made))
    return made


def _result_publish(held: Round, made: Publication, computed: Computed) -> None:
    observations_put(computed.observations, period=held.period, units=computed.units)
    evaluation_publish(
        computed.evaluation,
        period=held.period,
        units=computed.units,
        synthetic=held.synthetic,
        official=Official(
            version=made.number,
            decision=made.decision,
            decided_on=made.decided_on,
            signer=made.signer,
            note=made.note,
        ),
    )


def _events_make(held: Round, made: Publication, entrants: Sequence[Entrant], by: User) -> None:
    lines = Line.objects.filter(entrant__in=[one.pk for one in entrants])
    Event.objects.bulk_create(
        [
            Event(
                entrant_id=line.entrant_id,
                node=line.node,
                step=Step.PUBLISHED,
                points=line.appraised_points,
                by=by,
                at=made.confirmed_at or made.prepared_at,
                why=made.decision,
            )
            for line in lines
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def publication_withdraw(publication: int, *, actor: Actor, reason: str) -> None:
    """Take back a version that was not confirmed. Raises ActRefused for one that was."""
    made = Publication.objects.select_for_update().select_related("round__unit").get(pk=publication)
    told = " ".join(reason.split())
    if made.confirmed_at is not None:
        raise ActRefused(_("This version is published already."))
    if not told:
        raise ActRefused(_("Give the reason: it stays in the trail."))
    facts = facts_of(made)
    held = made.round
    made.delete()
    record(
        app=APP,
        unit=held.unit.uid,
        actor=actor,
        action="publication.withdrawn",
        subject=f"round {held.slug}",
        before=facts,
        reason=told,
    )


@transaction.atomic
def correction_begin(key: int, *, actor: Actor, reason: str) -> Round:
    """Let appraisers change decisions of a published round; the published result stands until a
    new version is published. Raises ActRefused without a reason.
    """
    held = round_held(key)
    told = " ".join(reason.split())
    if not told:
        raise ActRefused(_("Give the reason for the correction: it stays in the trail."))
    held.state = round_moved(held.state, RoundAct.CORRECT)
    held.full_clean()
    held.save()
    _recorded(held, actor, "round.correction_begun", after={"state": held.state}, reason=told)
    return held


def _recorded(
    held: Round, actor: Actor, action: str, *, after: dict[str, object], reason: str = ""
) -> None:
    record(
        app=APP,
        unit=held.unit.uid,
        actor=actor,
        action=action,
        subject=f"round {held.slug}",
        after=after,
        reason=reason,
    )
