"""Handing a form to the head, signing it, taking it back, and named exceptions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.entered import line_entered
from chiso_web.assessment.locks import (
    form_closed,
    is_changed,
    is_untouched,
    round_closed,
    signing_closed,
)
from chiso_web.assessment.models import Entrant, Event, Line, Reopening
from chiso_web.assessment.moves import DecisionKind, FormAct, LineState, Step, form_moved
from chiso_web.assessment.services.holding import (
    APP,
    Form,
    edition_check,
    entrant_held,
    form_read,
    values_kept,
)
from chiso_web.audit.services import Actor, record
from chiso_web.look.formats import day
from chiso_web.results.selectors import edition_named

LONGEST_REASON = 500


@transaction.atomic
def form_submit(entrant: int, *, actor: Actor, today: date, keeps: bool = False) -> Entrant:
    """Hand a form to the head to be signed; ``keeps``: the unit has read why lines were returned,
    and lets those stand that it did not touch.

    Raises ActRefused where it is closed, lines are not done, or returned ones are untouched
    and not said to be kept.
    """
    held = entrant_held(entrant)
    edition_check(held.group)
    refusal = form_closed(held, list(Reopening.objects.filter(entrant=held)), today=today)
    if refusal:
        raise ActRefused(refusal)
    _done_check(held)
    untouched = [one.node for one in Line.objects.filter(entrant=held) if is_untouched(one)]
    if untouched and not keeps:
        raise ActRefused(_untouched_text(held, untouched))
    held.submitted_at = timezone.now()
    after = {"kept_as_returned": untouched} if untouched else None
    return _moved(held, FormAct.SUBMIT, actor, "form.submitted", after=after)


def _untouched_text(held: Entrant, nodes: Sequence[str]) -> str:
    edition = edition_named(held.group.edition)
    text = ngettext(
        "%(count)s returned line is as it was: %(codes)s. Mend it, or tick that the unit keeps its "
        "figures and has read the reason.",
        "%(count)s returned lines are as they were: %(codes)s. Mend them, or tick that the unit "
        "keeps its figures and has read the reasons.",
        len(nodes),
    )
    codes = ", ".join(edition.node(one).code or one for one in nodes)
    return text % {"count": len(nodes), "codes": codes}


@transaction.atomic
def form_take_back(entrant: int, *, actor: Actor, reason: str = "") -> Entrant:
    """Open a form again that waits for the signature; of one that was signed before, what was open
    then. Raises ActRefused where it does not wait, or the round does not run.
    """
    held = entrant_held(entrant)
    _running_check(held)
    told = line_entered(reason, most=LONGEST_REASON)
    act = FormAct.TAKE_BACK if held.signed_at is None else FormAct.TAKE_BACK_MENDED
    return _moved(held, act, actor, "form.taken_back", reason=told)


@transaction.atomic
def form_sign(entrant: int, *, turn: int, by: User, actor: Actor, today: date) -> Entrant:
    """Sign a form: it is frozen, and goes to the appraisers.

    What was returned counts as mended. It and what else has changed since the last signature is to
    be decided on again. ``turn`` is the form's that the head saw. Raises ActRefused where it has
    moved on since, is closed, or lines are not done.
    """
    held = entrant_held(entrant)
    edition_check(held.group)
    if held.turn != turn:
        raise ActRefused(
            _("The form has changed since you opened this page. Read it again before you sign.")
        )
    form_moved(held.state, FormAct.SIGN)
    form, now = form_read(held), timezone.now()
    refusal = signing_closed(held, form.reopenings, today=today)
    if refusal:
        raise ActRefused(refusal)
    _done_check(held)
    fresh = [line.node for line in form.lines.values() if _is_fresh(held, line)]
    if held.signed_at is not None:
        _decisions_drop(held, fresh)
    held.signed_at, held.signed_by = now, by
    Event.objects.bulk_create(_signatures(form, fresh, at=now, by=by))
    points = {one.node: one.points for one in form.lines.values()}
    return _moved(held, FormAct.SIGN, actor, "form.signed", after=points)


def _is_fresh(held: Entrant, line: Line) -> bool:
    """Whether a signature is the first that a line gets for what it says, or answers a return."""
    returned = line.decision == DecisionKind.RETURN
    return held.signed_at is None or returned or is_changed(held, line)


def _decisions_drop(held: Entrant, nodes: Collection[str]) -> None:
    """Let lines be decided on again; whoever has an older page of them is told so."""
    Line.objects.filter(entrant=held, node__in=nodes).update(
        decision="",
        decided_points=None,
        reason="",
        decided_by=None,
        decided_at=None,
        decision_version=F("decision_version") + 1,
    )


def _signatures(form: Form, nodes: Collection[str], *, at: datetime, by: User) -> list[Event]:
    """A step in the life of some lines."""
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
        for line in (form.lines[node] for node in nodes)
    ]


@transaction.atomic
def form_reopen(
    entrant: int, *, until: date, reason: str, by: User, actor: Actor, today: date
) -> Entrant:
    """Let a form be open through a day, by a named exception with its reason.

    Twice the same is once. Raises ActRefused without a reason, for a day that has passed or that
    appraisal does not reach, or where the round does not run.
    """
    held = entrant_held(entrant)
    told = line_entered(reason, most=LONGEST_REASON)
    if not told:
        raise ActRefused(_("Give the reason for the exception: it stays with the form."))
    if until < today:
        raise ActRefused(_("The day has passed. Name today or a later day."))
    if until > held.group.appraisal_until:
        raise ActRefused(
            _("Appraisal ends on %(day)s. Name a day until then, or change the windows first.")
            % {"day": day(held.group.appraisal_until)}
        )
    _running_check(held)
    last = Reopening.objects.filter(entrant=held).last()
    if last and _stands(held, last) and (last.until, last.reason) == (until, told):
        return held
    Reopening.objects.create(entrant=held, until=until, reason=told, by=by, at=timezone.now())
    after = {"until": until.isoformat()}
    return _moved(held, FormAct.REOPEN, actor, "form.reopened", reason=told, after=after)


def _stands(held: Entrant, last: Reopening) -> bool:
    """Whether nobody has signed since an exception was made."""
    return held.signed_at is None or last.at >= held.signed_at


def _running_check(held: Entrant) -> None:
    refusal = round_closed(held.round)
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
