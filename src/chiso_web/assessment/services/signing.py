"""Handing a form to the head, signing it, taking it back, and named exceptions."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.locks import form_closed
from chiso_web.assessment.models import Entrant, Event, Line, Reopening
from chiso_web.assessment.moves import DecisionKind, FormAct, FormState, LineState, Step, form_moved
from chiso_web.assessment.services.filling import APP
from chiso_web.assessment.services.holding import Form, entrant_held, form_read, values_kept
from chiso_web.audit.services import Actor, record


@transaction.atomic
def form_submit(entrant: int, *, actor: Actor, today: date) -> Entrant:
    """Hand a form to the head to be signed.

    Raises ActRefused where it is closed or lines are not done.
    """
    held = entrant_held(entrant)
    _open_check(held, today)
    _done_check(held)
    held.submitted_at = timezone.now()
    return _moved(held, FormAct.SUBMIT, actor, "form.submitted")


@transaction.atomic
def form_take_back(entrant: int, *, actor: Actor, reason: str = "") -> Entrant:
    """Open a form again that waits for the signature."""
    held = entrant_held(entrant)
    return _moved(held, FormAct.TAKE_BACK, actor, "form.taken_back", reason=reason)


@transaction.atomic
def form_sign(entrant: int, *, turn: int, by: User, actor: Actor, today: date) -> Entrant:
    """Sign a form: it is frozen, and goes to the appraisers. What was returned counts as mended.

    ``turn`` is the form's that the head saw. Raises ActRefused where it has moved on since, is
    closed, or lines are not done.
    """
    held = entrant_held(entrant)
    if held.turn != turn:
        raise ActRefused(
            _("The form has changed since you opened this page. Read it again before you sign.")
        )
    if held.state == FormState.WAITING:  # signing is what the window is open for
        held.state = FormState.FILLING
        _open_check(held, today)
        held.state = FormState.WAITING
    _done_check(held)
    now = timezone.now()
    form_moved(held.state, FormAct.SIGN)
    held.signed_at, held.signed_by = now, by
    returned = Line.objects.filter(entrant=held, decision=DecisionKind.RETURN)
    again = set(returned.values_list("node", flat=True))
    returned.update(decision="", reason="", decided_by=None, decided_at=None)
    form = form_read(held)
    Event.objects.bulk_create(_signatures(form, at=now, by=by, again=again))
    return _moved(
        held,
        FormAct.SIGN,
        actor,
        "form.signed",
        after={one.node: one.points for one in form.lines.values()},
    )


def _signatures(form: Form, *, at: datetime, by: User, again: set[str]) -> list[Event]:
    """A step for every line that was open: all the first time, then those returned."""
    first = not Event.objects.filter(entrant=form.entrant, step=Step.SIGNED).exists()
    return [
        Event(
            entrant=form.entrant,
            node=line.node,
            step=Step.SIGNED,
            values=values_kept(form, line.node),
            points=line.points,
            by=by,
            at=at,
        )
        for line in form.lines.values()
        if first or line.node in again
    ]


@transaction.atomic
def form_reopen(
    entrant: int, *, until: date, reason: str, by: User, actor: Actor, today: date
) -> Entrant:
    """Let a form be open through a day, by a named exception with its reason.

    Raises ActRefused without a reason, for a day that has passed, or after publication.
    """
    held = entrant_held(entrant)
    told = " ".join(reason.split())[:500]
    if not told:
        raise ActRefused(_("Give the reason for the exception: it stays with the form."))
    if until < today:
        raise ActRefused(_("The day has passed. Name today or a later day."))
    if held.round.state != "open":
        raise ActRefused(_("The round is not running; a form of it cannot be reopened."))
    Reopening.objects.create(entrant=held, until=until, reason=told, by=by, at=timezone.now())
    after = {"until": until.isoformat()}
    return _moved(held, FormAct.REOPEN, actor, "form.reopened", reason=told, after=after)


def _open_check(held: Entrant, today: date) -> None:
    reopenings = list(Reopening.objects.filter(entrant=held))
    refusal = form_closed(held, reopenings, today=today)
    if refusal:
        raise ActRefused(refusal)


def _done_check(held: Entrant) -> None:
    left = Line.objects.filter(entrant=held).exclude(state=LineState.DONE).count()
    if left:
        raise ActRefused(
            ngettext(
                "%(count)s line is not done yet. The form names it under “To see to”.",
                "%(count)s lines are not done yet. The form names them under “To see to”.",
                left,
            )
            % {"count": left}
        )


def _moved(
    held: Entrant,
    act: FormAct,
    actor: Actor,
    action: str,
    *,
    reason: str = "",
    after: Mapping[str, object] | None = None,
) -> Entrant:
    """Move the form and write that down."""
    before = held.state
    held.state = form_moved(held.state, act)
    held.turn += 1
    held.full_clean()
    held.save()
    record(
        app=APP,
        unit=held.unit.uid,
        actor=actor,
        action=action,
        subject=f"round {held.round.slug}",
        before={"state": before},
        after={"state": held.state, **(after or {})},
        reason=reason,
    )
    return held
