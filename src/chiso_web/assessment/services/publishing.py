"""Publishing a result: prepared by one person, confirmed by another; corrected by a new version."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso.definition.model import Node
from chiso.errors import ChisoError
from chiso.evaluation import Evaluation
from chiso.values import Observation
from chiso.wording import tell
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import leaves_surveyed
from chiso_web.assessment.entered import line_entered, text_entered
from chiso_web.assessment.evaluating import Computed, evaluations_of
from chiso_web.assessment.keeping import observations_digest, observations_text
from chiso_web.assessment.models import Entrant, Event, Line, Publication, RankGroup, Round
from chiso_web.assessment.moves import RoundAct, RoundState, Step, round_moved
from chiso_web.assessment.observations import entrant_list_appraised, round_observations
from chiso_web.assessment.services.holding import edition_check, round_held, round_recorded
from chiso_web.audit.services import Actor
from chiso_web.look.formats import language
from chiso_web.results.selectors import edition_named
from chiso_web.results.services import Official, evaluation_publish, observations_put

BATCH = 2_000
LONGEST, LONGEST_REASON = 4_000, 500
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

    Raises ActRefused where something is lacking, a version is prepared already, another round has
    published that index for the period, or the result cannot be computed.
    """
    held = round_held(key)
    told = _entered(told)
    _prepare_check(held, told, today)
    _alone_check(held)
    entrants = entrant_list_appraised(held)
    _left_out_check(held, entrants, told)
    observed = round_observations(held, entrants)
    _evaluated(held, entrants, observed)
    text = observations_text(observed)
    made = Publication(
        round=held,
        number=held.publications.count() + 1,
        decision=told.decision,
        decided_on=told.decided_on,
        signer=told.signer,
        note=told.note,
        left_out=told.left_out,
        observations=text,
        sha256=observations_digest(text),
        prepared_by=by,
        prepared_at=timezone.now(),
    )
    if made.number > 1 and not made.note:
        raise ActRefused(_("Say in a public note what this version corrects."))
    made.full_clean()
    made.save()
    round_recorded(held, actor, "publication.prepared", after=facts_of(made))
    return made


def _entered(told: Decided) -> Decided:
    return Decided(
        decision=line_entered(told.decision, most=100),
        decided_on=told.decided_on,
        signer=line_entered(told.signer, most=200),
        note=text_entered(told.note, most=LONGEST),
        left_out=text_entered(told.left_out, most=LONGEST),
    )


def _alone_check(held: Round) -> None:
    """Refuse what would take the place of another round's official result."""
    own = {group.index for group in held.groups.all()}
    others = RankGroup.objects.filter(round__period=held.period).exclude(round=held)
    published = others.filter(round__publications__confirmed_at__isnull=False)
    for group in published.select_related("round").order_by("pk"):
        if group.index in own:
            raise ActRefused(
                _("The round %(slug)s has published the result of this index for %(period)s.")
                % {"slug": group.round.slug, "period": held.period}
            )


def _evaluated(
    held: Round, entrants: Sequence[Entrant], observed: Sequence[Observation]
) -> list[Computed]:
    """The result by the editions that the round was set up with."""
    for group in held.groups.all():
        edition_check(group)
    try:
        return evaluations_of(held, entrants, observed)
    except ChisoError as error:
        raise ActRefused(tell(error, language())) from error


def _prepare_check(held: Round, told: Decided, today: date) -> None:
    if held.state not in CHANGEABLE:
        raise ActRefused(_("The result is published. Begin a correction to publish another."))
    if held.publications.filter(confirmed_at=None).exists():
        raise ActRefused(_("A version is prepared already. Confirm it or withdraw it first."))
    if not told.decision or not told.signer:
        raise ActRefused(_("Enter number, day and signer of the decision."))
    if told.decided_on > today:
        raise ActRefused(_("The decision is of a day that has not come yet."))


def _left_out_check(held: Round, entrants: Sequence[Entrant], told: Decided) -> None:
    if not entrants:
        raise ActRefused(_("No unit has been appraised to the end; there is nothing to publish."))
    lacking = held.entrants.count() - len(entrants)
    if lacking and not told.left_out:
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

    Raises ActRefused where it is withdrawn, the same person prepared it, or what it is computed
    from has changed.
    """
    made, held = _publication_held(publication)
    if made.prepared_by_id == by.pk:
        raise ActRefused(_("Another person than the one who prepared it must confirm."), kept=True)
    _alone_check(held)
    entrants_lock(held)
    entrants = entrant_list_appraised(held)
    observed = round_observations(held, entrants)
    if observations_digest(observations_text(observed)) != made.sha256:
        raise ActRefused(
            _("Points have changed since this version was prepared. Withdraw and prepare it anew.")
        )
    held.state = round_moved(held.state, RoundAct.PUBLISH)
    held.full_clean()
    held.save()
    made.confirmed_by, made.confirmed_at = by, timezone.now()
    made.full_clean(validate_unique=False)
    made.save()
    evaluated = _evaluated(held, entrants, observed)
    for computed in evaluated:
        _result_publish(held, made, computed)
    _events_make(held, made, entrants, evaluated)
    round_recorded(held, actor, "round.published", after=facts_of(made))
    return made


def _publication_held(key: int) -> tuple[Publication, Round]:
    """A version that is not published, and its round, both locked; with it every round of the
    period, so that of two which publish one index at once the second sees the first.
    """
    found = Publication.objects.filter(pk=key).values_list("round_id", "round__period").first()
    if found is not None:
        rounds = Round.objects.filter(period=found[1]).order_by("pk")
        list(rounds.select_for_update().values_list("pk", flat=True))
    held = round_held(found[0]) if found is not None else None
    made = Publication.objects.select_for_update().order_by().filter(pk=key).first()
    if held is None or made is None:
        raise ActRefused(_("There is no such version; it may have been withdrawn."))
    if made.confirmed_at is not None:
        raise ActRefused(_("This version is published already."))
    return made, held


def entrants_lock(held: Round) -> None:
    """Lock every form of a round until the transaction ends: who decides on a line waits, and finds
    the round published.
    """
    forms = Entrant.objects.filter(round=held).order_by("pk")
    list(forms.select_for_update().values_list("pk", flat=True))


def _result_publish(held: Round, made: Publication, computed: Computed) -> None:
    observations_put(
        computed.observations,
        index=computed.evaluation.edition.id,
        period=held.period,
        units=computed.units,
    )
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


def _events_make(
    held: Round, made: Publication, entrants: Sequence[Entrant], evaluated: Sequence[Computed]
) -> None:
    """The last step of every line and of every criterion of a survey, with the points of the
    result: those of a line that hangs on another may differ from the line's own.
    """
    points = {key: value for computed in evaluated for key, value in _points_of(computed).items()}
    uids = {one.pk: one.unit.uid for one in entrants}
    lines = [
        *Line.objects.filter(entrant__in=uids).values_list("entrant_id", "node"),
        *_surveyed(held, entrants),
    ]
    Event.objects.bulk_create(
        [
            Event(
                entrant_id=entrant,
                node=node,
                step=Step.PUBLISHED,
                points=points[uids[entrant], node],
                by=made.confirmed_by,
                at=made.confirmed_at or made.prepared_at,
                why=made.decision,
            )
            for entrant, node in lines
        ],
        batch_size=BATCH,
    )


def _surveyed(held: Round, entrants: Sequence[Entrant]) -> list[tuple[int, str]]:
    editions = {group.pk: edition_named(group.edition) for group in held.groups.all()}
    return [
        (one.pk, leaf.id) for one in entrants for leaf in leaves_surveyed(editions[one.group_id])
    ]


def _column(evaluation: Evaluation, leaf: Node) -> list[float]:
    found: list[float] = evaluation.points[:, evaluation.edition.place(leaf.id)].tolist()
    return found


def _points_of(computed: Computed) -> dict[tuple[str, str], float | None]:
    """The points of every leaf by unit and node."""
    evaluation = computed.evaluation
    return {
        (unit, leaf.id): None if math.isnan(value) else value
        for leaf in evaluation.edition.leaves
        for unit, value in zip(evaluation.table.units, _column(evaluation, leaf), strict=True)
    }


@transaction.atomic
def publication_withdraw(publication: int, *, actor: Actor, reason: str) -> None:
    """Take back a version that was not confirmed. Raises ActRefused for one that was."""
    made, held = _publication_held(publication)
    told = line_entered(reason, most=LONGEST_REASON)
    if not told:
        raise ActRefused(_("Give the reason: it stays in the trail."))
    facts = facts_of(made)
    made.delete()
    round_recorded(held, actor, "publication.withdrawn", before=facts, reason=told)


@transaction.atomic
def correction_begin(key: int, *, actor: Actor, reason: str) -> Round:
    """Let appraisers change decisions of a published round; the published result stands until a
    new version is published. Raises ActRefused without a reason.
    """
    held = round_held(key)
    told = line_entered(reason, most=LONGEST_REASON)
    if not told:
        raise ActRefused(_("Give the reason for the correction: it stays in the trail."))
    held.state = round_moved(held.state, RoundAct.CORRECT)
    held.full_clean()
    held.save()
    round_recorded(held, actor, "round.correction_begun", after={"state": held.state}, reason=told)
    return held
