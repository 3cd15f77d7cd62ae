"""Accepting, changing and returning the lines of signed forms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import is_asked
from chiso_web.assessment.entered import text_entered
from chiso_web.assessment.locks import appraisal_closed, line_closed
from chiso_web.assessment.models import Entrant, Event, Line
from chiso_web.assessment.moves import (
    DecisionKind,
    FormAct,
    RoundState,
    Step,
    form_moved,
)
from chiso_web.assessment.services.filling import line_of
from chiso_web.assessment.services.holding import APP, Form, form_held, values_kept
from chiso_web.assessment.services.phrases import phrase_keep
from chiso_web.assessment.services.verdicts import points_fault, verdict_check
from chiso_web.audit.services import Actor, record

LONGEST_REASON = 2000
EVERY: frozenset[str] = frozenset()
DECISION = (
    "decision",
    "decided_points",
    "reason",
    "decided_by",
    "decided_at",
    "decision_version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an appraiser decides on a line, and the version of the decision that they saw."""

    kind: DecisionKind
    seen: int
    points: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A decision that was not made, since somebody else decided meanwhile: theirs stands."""

    line: Line


@transaction.atomic
def line_decide(
    entrant: int,
    node: str,
    verdict: Verdict,
    *,
    by: User,
    actor: Actor,
    today: date,
    criteria: Collection[str] = EVERY,
) -> Line | Overtaken:
    """Decide on a line; ``criteria`` are the parts that the appraiser is named for, all if none.

    A return opens the line for the unit again; the same decision twice is one. Raises ActRefused
    where appraisal or the line is closed, the criterion is another's, the appraiser filled or
    signed it, a reason is missing, or the points are none that the rule can give.
    """
    form = form_held(entrant)
    line = line_of(form, node)
    leaf = form.edition.node(node)
    reason = text_entered(verdict.reason, most=LONGEST_REASON)
    if _is_made(line, verdict, reason, by):
        return line
    appraisable_check(form, leaf, criteria, today=today)
    _own_check(form, line, by)
    _open_check(form, line, verdict, today)
    if line.decision_version != verdict.seen:
        return Overtaken(line)
    _verdict_check(leaf, line, verdict, reason)
    before = {"decision": line.decision, "points": line.appraised_points, "reason": line.reason}
    _put(line, verdict, reason, by)
    _step(form, line, by)
    if verdict.kind is DecisionKind.RETURN:
        _form_return(form.entrant)
    if reason and verdict.kind is not DecisionKind.ACCEPT:
        phrase_keep(by, reason)
    record(
        app=APP,
        unit=form.entrant.unit.uid,
        actor=actor,
        action=f"line.{_ACTIONS[verdict.kind]}",
        subject=f"round {form.entrant.round.slug} {node}",
        before=before,
        after={"decision": line.decision, "points": line.appraised_points},
        reason=reason,
    )
    return line


_ACTIONS = {
    DecisionKind.ACCEPT: "accepted",
    DecisionKind.CHANGE: "changed",
    DecisionKind.RETURN: "returned",
}


def lines_accept(
    entrants: Sequence[int],
    node: str,
    *,
    by: User,
    actors: Mapping[int, Actor],
    today: date,
    criteria: Collection[str] = EVERY,
) -> list[Line]:
    """Accept one criterion of several forms that nobody has decided on; each by itself, so that
    one that is closed or decided on meanwhile takes none with it. Raises ActRefused where none
    could be accepted.
    """
    lines = Line.objects.filter(entrant__in=entrants, node=node)
    return _accepted(lines, by=by, actors=actors, today=today, criteria=criteria)


def form_accept(
    entrant: int,
    nodes: Sequence[str],
    *,
    by: User,
    actor: Actor,
    today: date,
    criteria: Collection[str] = EVERY,
) -> list[Line]:
    """Accept the lines of one form that nobody has decided on, as ``lines_accept`` does."""
    lines = Line.objects.filter(entrant=entrant, node__in=nodes)
    actors = {entrant: actor}
    return _accepted(lines, by=by, actors=actors, today=today, criteria=criteria)


def _accepted(
    lines: QuerySet[Line],
    *,
    by: User,
    actors: Mapping[int, Actor],
    today: date,
    criteria: Collection[str],
) -> list[Line]:
    found: list[Line] = []
    refused: list[ActRefused] = []
    undecided = lines.filter(decision="", entrant__in=actors.keys()).order_by("entrant", "place")
    for entrant, node, seen in undecided.values_list("entrant", "node", "decision_version"):
        verdict = Verdict(kind=DecisionKind.ACCEPT, seen=seen)
        try:
            made = line_decide(
                entrant, node, verdict, by=by, actor=actors[entrant], today=today, criteria=criteria
            )
        except ActRefused as refusal:
            refused.append(refusal)
        else:
            found += [made] if isinstance(made, Line) else []
    if refused and not found:
        raise refused[0]
    return found


def is_mine(edition: Edition, node: str, criteria: Collection[str]) -> bool:
    """Whether an appraiser who is named for some parts appraises a leaf: it, or one above it."""
    if not criteria:
        return True
    path = [node, *(above.id for above in edition.ancestors(node))]
    return any(f"{edition.id}:{one}" in criteria for one in path)


def appraisable_check(form: Form, leaf: Node, criteria: Collection[str], *, today: date) -> None:
    """Raise ActRefused unless a form can be appraised now, and the leaf by this appraiser."""
    refusal = appraisal_closed(form.entrant, today=today)
    if refusal:
        raise ActRefused(refusal)
    if not is_asked(leaf) or not is_mine(form.edition, leaf.id, criteria):
        raise ActRefused(_("You are not named to appraise this criterion."), kept=True)


def _own_check(form: Form, line: Line, by: User) -> None:
    if by.pk in (line.filled_by_id, form.entrant.signed_by_id):
        raise ActRefused(
            _("You filled or signed this yourself; somebody else must appraise it."), kept=True
        )


def _is_made(line: Line, verdict: Verdict, reason: str, by: User) -> bool:
    """Whether a decision is the one that the same person has just made: a page sent twice."""
    points = verdict.points if verdict.kind is DecisionKind.CHANGE else None
    made = (line.decision, line.decided_points, line.reason, line.decided_by_id)
    is_next = line.decision_version == verdict.seen + 1
    return is_next and made == (verdict.kind, points, reason, by.pk)


def _open_check(form: Form, line: Line, verdict: Verdict, today: date) -> None:
    held = form.entrant
    refusal = line_closed(held, line, form.reopenings, today=today)
    if refusal:
        raise ActRefused(refusal)
    if verdict.kind is DecisionKind.RETURN and held.round.state == RoundState.CORRECTING:
        raise ActRefused(
            _("In a correction nothing is returned. Change the points, with a reason.")
        )


def _verdict_check(leaf: Node, line: Line, verdict: Verdict, reason: str) -> None:
    is_change = verdict.kind is DecisionKind.CHANGE
    fault = points_fault(leaf, line.points, verdict.points) if is_change else ""
    verdict_check(verdict.kind, reason, fault)


def _put(line: Line, verdict: Verdict, reason: str, by: User) -> None:
    line.decision, line.reason = verdict.kind, reason
    line.decided_points = verdict.points if verdict.kind is DecisionKind.CHANGE else None
    line.decided_by, line.decided_at = by, timezone.now()
    line.decision_version += 1
    decision_keep(line)


def decision_keep(line: Line) -> None:
    """Keep what is decided on a line; the database has the constraints, who it is of is at hand."""
    line.clean_fields(exclude={"entrant", "person", "filled_by", "decided_by"})  # no query
    line.save(update_fields=DECISION)


def _step(form: Form, line: Line, by: User) -> None:
    returned = line.decision == DecisionKind.RETURN
    Event.objects.create(
        entrant=form.entrant,
        node=line.node,
        step=Step.RETURNED if returned else Step.APPRAISED,
        values=values_kept(form, line.node),
        points=line.appraised_points,
        by=by,
        at=line.decided_at or timezone.now(),
        why=line.reason,
    )


def _form_return(held: Entrant) -> None:
    held.state = form_moved(held.state, FormAct.RETURN)
    held.turn += 1
    held.full_clean()
    held.save()
