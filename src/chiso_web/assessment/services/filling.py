"""Declaring values and giving the account of a score."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import field_get, leaves_reading
from chiso_web.assessment.locks import lines_open_check
from chiso_web.assessment.models import Event, Line, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import LineState, Step
from chiso_web.assessment.points import Found, form_points
from chiso_web.assessment.services.holding import Form, form_held, values_kept
from chiso_web.assessment.typed import MOST_LETTERS, number_read
from chiso_web.audit.services import Actor, record

APP = "assessment"
LONGEST_ACCOUNT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody puts into a field, and the version of the value that they saw there."""

    measure: str
    seen: int
    typed: str = ""
    not_applicable: bool = False
    ground: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was not made, since somebody else had changed the value: theirs stands."""

    change: Change
    standing: Value


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of changes: the form as it stands, and those that were not made."""

    form: Form
    found: Mapping[str, Found]
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def values_save(
    entrant: int, changes: Sequence[Change], *, by: User, actor: Actor, today: date
) -> Saved:
    """Make the changes of values that nobody else changed meanwhile, and tell the others.

    A text that is no number is kept as typed, with its fault. Raises ActRefused where the form or
    a line is closed, or the edition does not ask for a measure.
    """
    form = form_held(entrant)
    reading = leaves_reading(form.edition)
    _known_check(form, changes)
    nodes = {leaf.id for one in changes for leaf in reading[one.measure]}
    lines_open_check(form.entrant, [form.lines[one] for one in nodes], form.reopenings, today=today)
    values = dict(form.values)
    before, after, conflicts = {}, {}, []
    for change in changes:
        standing = values.get(change.measure) or Value(entrant=form.entrant, measure=change.measure)
        fresh = _value_of(form, change)
        if _same(standing, fresh):
            continue
        if change.seen != standing.version:
            conflicts.append(Conflict(change, standing))
            continue
        before[change.measure] = _told(standing)
        _put(standing, fresh, by)
        values[change.measure] = standing
        after[change.measure] = _told(standing)
    changed = Form(form.entrant, form.edition, values, form.lines, form.proven, form.reopenings)
    found = form_points(changed.edition, changed.declared(), period=form.entrant.round.period)
    if after:
        touched = {leaf.id for measure in after for leaf in reading[measure]}
        lines_update(changed, found, touched, by=by)
        _recorded(changed, "form.filled", touched, actor, before=before, after=after)
    return Saved(changed, found, tuple(conflicts))


def _known_check(form: Form, changes: Iterable[Change]) -> None:
    for change in changes:
        if field_get(form.edition, change.measure) is None:
            raise ActRefused(_("The form does not ask for that figure."), kept=True)


def _value_of(form: Form, change: Change) -> Value:
    """The value as the change would have it."""
    field = field_get(form.edition, change.measure)
    if field is None:
        raise LookupError(change.measure)
    difference = _line_of_text(change.difference, 500)
    fresh = Value(entrant=form.entrant, measure=change.measure, difference=difference)
    ground = _line_of_text(change.ground, 500)
    if change.not_applicable:
        fresh.missing, fresh.ground = (NOT_APPLICABLE, ground) if ground else ("", "")
        return fresh
    read = number_read(change.typed, field)
    fresh.value = read.value if not read.fault else None
    fresh.typed = change.typed.strip()[:MOST_LETTERS] if read.fault else ""
    return fresh


def _line_of_text(text: str, most: int) -> str:
    return " ".join(text.split())[:most]


CONTENT = ("value", "missing", "ground", "typed", "difference")


def _same(standing: Value, fresh: Value) -> bool:
    return all(getattr(standing, name) == getattr(fresh, name) for name in CONTENT)


def _put(standing: Value, fresh: Value, by: User) -> None:
    for name in CONTENT:
        setattr(standing, name, getattr(fresh, name))
    standing.version += 1
    standing.entered_by, standing.entered_at = by, timezone.now()
    standing.full_clean(validate_unique=standing.pk is None, validate_constraints=True)
    standing.save()


def _told(value: Value) -> dict[str, object]:
    return {
        name: getattr(value, name) for name in CONTENT if getattr(value, name) not in ("", None)
    }


def lines_update(
    form: Form, found: Mapping[str, Found], touched: Iterable[str], *, by: User
) -> None:
    """Bring the lines up to date with the points; those ``touched`` were filled by somebody now."""
    now, filled = timezone.now(), set(touched)
    changed: list[Line] = []
    for node, one in found.items():
        line = form.lines[node]
        state = one.state(proven=form.is_proven(node))
        if node in filled:
            line.filled_by, line.filled_at = by, now
        elif (line.state, line.points, line.missing) == (state, one.points, one.missing):
            continue
        line.state, line.points, line.missing = state, one.points, one.missing
        changed.append(line)
    Line.objects.bulk_update(
        changed, ["state", "points", "missing", "filled_by", "filled_at", "how", "counted"]
    )
    Event.objects.bulk_create(
        [_event(form, form.lines[node], by) for node in found if node in filled]
    )


def _event(form: Form, line: Line, by: User) -> Event:
    return Event(
        entrant=form.entrant,
        node=line.node,
        step=Step.DECLARED,
        values=values_kept(form, line.node),
        points=line.points,
        by=by,
        office=line.lead,
        at=timezone.now(),
        why=line.counted,
    )


@transaction.atomic
def account_save(
    entrant: int,
    node: str,
    *,
    how: str,
    counted: str,
    seen: int,
    by: User,
    actor: Actor,
    today: date,
) -> Saved | Line:
    """Keep the account of a line's score; the line as it stands where somebody else changed it
    meanwhile. Raises ActRefused where it is closed.
    """
    form = form_held(entrant)
    line = line_of(form, node)
    lines_open_check(form.entrant, [line], form.reopenings, today=today)
    told = how.strip()[:LONGEST_ACCOUNT], counted.strip()[:LONGEST_ACCOUNT]
    if (line.how, line.counted) != told and line.account_version != seen:
        return line
    before = {"how": line.how, "counted": line.counted}
    changed = (line.how, line.counted) != told
    line.how, line.counted = told
    if changed:
        line.account_version += 1
        Line.objects.filter(pk=line.pk).update(account_version=line.account_version)
    found = form_points(form.edition, form.declared(), period=form.entrant.round.period)
    if changed:
        lines_update(form, found, {node}, by=by)
        after = {"how": line.how, "counted": line.counted}
        _recorded(form, "form.accounted", {node}, actor, before=before, after=after)
    return Saved(form, found)


def line_of(form: Form, node: str) -> Line:
    """The line of a node. Raises ActRefused where the form has none."""
    if node not in form.lines:
        raise ActRefused(_("The form has no such line."), kept=True)
    return form.lines[node]


def _recorded(
    form: Form,
    action: str,
    nodes: Iterable[str],
    actor: Actor,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    record(
        app=APP,
        unit=form.entrant.unit.uid,
        actor=actor,
        action=action,
        subject=f"round {form.entrant.round.slug} {', '.join(sorted(nodes))}",
        before=before,
        after=after,
    )


def is_ready(lines: Iterable[Line]) -> bool:
    """Whether every line is done."""
    return all(line.state == LineState.DONE for line in lines)
