"""Taking a decision on a line back, as if it had not been made; its history keeps both."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.locks import is_changed
from chiso_web.assessment.models import Event, Line
from chiso_web.assessment.moves import DecisionKind, FormAct, FormState, Step, form_moved
from chiso_web.assessment.services.appraising import (
    EVERY,
    Overtaken,
    appraisable_check,
    decision_keep,
)
from chiso_web.assessment.services.filling import line_of
from chiso_web.assessment.services.holding import APP, Form, form_held, values_kept
from chiso_web.assessment.services.phrases import phrase_unused
from chiso_web.audit.services import Actor, record


@transaction.atomic
def decision_take_back(
    entrant: int,
    node: str,
    *,
    seen: int,
    by: User,
    actor: Actor,
    today: date,
    criteria: Collection[str] = EVERY,
) -> Line | Overtaken:
    """Leave a line undecided again; ``seen`` is the version of the decision that is meant.

    A form of which nothing else is returned stands signed again. Raises ActRefused where appraisal
    is closed, the criterion is another's, or the unit has begun to mend what was returned.
    """
    form = form_held(entrant)
    line = line_of(form, node)
    appraisable_check(form, form.edition.node(node), criteria, today=today)
    if line.decision_version != seen:
        return Overtaken(line)
    if not line.decision:
        return line
    was, reason, decider = line.decision, line.reason, line.decided_by_id
    if was == DecisionKind.RETURN:
        _untouched_check(form, line)
    before = {"decision": was, "points": line.appraised_points, "reason": reason}
    _undecided(line)
    _step(form, line, by)
    if reason:
        phrase_unused(decider, reason)
    if was == DecisionKind.RETURN:
        _form_keep(form, today)
    record(
        app=APP,
        unit=form.entrant.unit.uid,
        actor=actor,
        action="line.undecided",
        subject=f"round {form.entrant.round.slug} {node}",
        before=before,
        after={"decision": "", "points": line.points},
    )
    return line


def _untouched_check(form: Form, line: Line) -> None:
    """That the unit has not begun to mend a line since it was returned."""
    begun = Event.objects.filter(
        entrant=form.entrant, node=line.node, step=Step.DECLARED, at__gte=line.decided_at
    )
    if begun.exists():
        raise ActRefused(_("The unit has begun to mend this line; the return stands."))


def _undecided(line: Line) -> None:
    line.decision, line.reason, line.decided_points = "", "", None
    line.decided_by = line.decided_at = None
    line.decision_version += 1
    decision_keep(line)


def _step(form: Form, line: Line, by: User) -> None:
    Event.objects.create(
        entrant=form.entrant,
        node=line.node,
        step=Step.TAKEN_BACK,
        values=values_kept(form, line.node),
        points=line.points,
        by=by,
        at=timezone.now(),
    )


def _form_keep(form: Form, today: date) -> None:
    """Let a form stand signed again, unless other lines, an exception or a change that nobody has
    signed keep it open.
    """
    held = form.entrant
    returned = any(one.decision == DecisionKind.RETURN for one in form.lines.values())
    excepted = any(one.until >= today for one in form.reopenings)
    changed = any(is_changed(held, one) for one in form.lines.values())
    if held.state != FormState.RETURNED or returned or excepted or changed:
        return
    held.state = form_moved(held.state, FormAct.KEEP)
    held.turn += 1
    held.full_clean()
    held.save()
