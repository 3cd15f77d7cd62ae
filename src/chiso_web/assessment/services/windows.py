"""The windows of a ranking group: what order they are in, and giving it others."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.entered import line_entered
from chiso_web.assessment.models import RankGroup
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.services.holding import APP, round_held
from chiso_web.audit.services import Actor, record
from chiso_web.look.formats import day

LONGEST_REASON = 500
WINDOWS = ("self_from", "self_until", "appraisal_from", "appraisal_until", "publication_on")


class Windows(Protocol):
    """What has the days of a ranking group: it, or its plan."""

    @property
    def self_from(self) -> date: ...
    @property
    def self_until(self) -> date: ...
    @property
    def appraisal_from(self) -> date: ...
    @property
    def appraisal_until(self) -> date: ...
    @property
    def publication_on(self) -> date: ...


def windows_check(one: Windows) -> None:
    """Raise ActRefused for windows out of order, naming the first two days that are."""
    for first, last in (
        (one.self_from, one.self_until),
        (one.self_from, one.appraisal_from),
        (one.appraisal_from, one.appraisal_until),
        (one.self_until, one.appraisal_until),
        (one.appraisal_until, one.publication_on),
    ):
        if last < first:
            raise ActRefused(
                _(
                    "The windows are out of order: %(last)s is before %(first)s. Self-scoring ends "
                    "before appraisal does, and appraisal before publication."
                )
                % {"first": day(first), "last": day(last)}
            )


def windows_change(
    group: RankGroup, windows: Mapping[str, date], *, actor: Actor, reason: str
) -> RankGroup:
    """Give a group of a round that is not published other windows, with a reason.

    Raises ActRefused without a reason, for days out of order, or once the round is published.
    """
    unknown = windows.keys() - set(WINDOWS)
    if unknown:
        raise ValueError(f"Found {sorted(unknown)}, expected some of {sorted(WINDOWS)}.")
    told = line_entered(reason, most=LONGEST_REASON)
    if not told:
        raise ActRefused(_("Give the reason for the new windows: it stays in the trail."))
    with transaction.atomic():
        held = round_held(group.round_id)
        if held.state not in (RoundState.DRAFT, RoundState.OPEN):
            raise ActRefused(_("The round is published; its windows do not change any more."))
        fresh = RankGroup.objects.select_for_update().get(pk=group.pk)
        before = {name: getattr(fresh, name).isoformat() for name in windows}
        for name, moved in windows.items():
            setattr(fresh, name, moved)
        windows_check(fresh)
        fresh.full_clean()
        fresh.save()
        record(
            app=APP,
            unit=held.unit.uid,
            actor=actor,
            action="round.windows_changed",
            subject=f"round {held.slug} {fresh.kind}",
            before=before,
            after={name: moved.isoformat() for name, moved in windows.items()},
            reason=told,
        )
    return fresh
