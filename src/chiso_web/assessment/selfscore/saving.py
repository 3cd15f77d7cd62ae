"""Saving what was sent of a content: figures, then accounts; each that can be kept is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Entrant, Line
from chiso_web.assessment.selfscore.posted import Account, Posted
from chiso_web.assessment.services.filling import Conflict, account_save, values_save
from chiso_web.audit.services import Actor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of what was sent: the figures and accounts that somebody else had changed, or why
    nothing was kept (``refusal``).
    """

    conflicts: Sequence[Conflict] = ()
    overtaken: Mapping[str, Line] | None = None
    refusal: ActRefused | None = None

    @property
    def refused(self) -> str:
        """Why nothing was kept, in a sentence; empty where something was."""
        return self.refusal.sentence if self.refusal else ""

    @property
    def is_whole(self) -> bool:
        """Whether everything was kept."""
        return not (self.conflicts or self.overtaken or self.refused)


def posted_save(
    entrant: Entrant, posted: Posted, *, by: User, actor: Actor, today: date
) -> Outcome:
    """Keep what was sent. An act that is refused keeps nothing of it."""
    try:
        with transaction.atomic():
            return _saved(entrant, posted, by=by, actor=actor, today=today)
    except ActRefused as refused:
        return Outcome(refusal=refused)


def _saved(entrant: Entrant, posted: Posted, *, by: User, actor: Actor, today: date) -> Outcome:
    if posted.is_forged:
        raise ActRefused(_("The form does not ask for that figure."), kept=True)
    conflicts: Sequence[Conflict] = ()
    if posted.changes:
        saved = values_save(entrant.pk, posted.changes, by=by, actor=actor, today=today)
        conflicts = saved.conflicts
    overtaken = {}
    for one in posted.accounts:
        stands = _account_saved(entrant, one, by=by, actor=actor, today=today)
        if stands is not None:
            overtaken[one.node] = stands
    return Outcome(conflicts, overtaken)


def _account_saved(
    entrant: Entrant, one: Account, *, by: User, actor: Actor, today: date
) -> Line | None:
    """Keep an account; the line as it stands where somebody else changed it meanwhile."""
    told = account_save(
        entrant.pk,
        one.node,
        how=one.how,
        counted=one.counted,
        seen=one.seen,
        by=by,
        actor=actor,
        today=today,
    )
    return told if isinstance(told, Line) else None
