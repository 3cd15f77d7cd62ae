"""Declaring values and giving the account of a score."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.asked import Field, field_get, leaves_reading, takes_not_applicable
from chiso_web.assessment.entered import line_entered, text_entered
from chiso_web.assessment.locks import is_frozen, lines_open_check
from chiso_web.assessment.models import Event, Line, Value
from chiso_web.assessment.models.forms import NOT_APPLICABLE
from chiso_web.assessment.moves import Step
from chiso_web.assessment.points import Found, form_points
from chiso_web.assessment.services.holding import APP, Form, form_held, values_kept
from chiso_web.assessment.typed import MOST_LETTERS, number_read
from chiso_web.audit.services import Actor, record

LONGEST_ACCOUNT = 4000
LONGEST_REMARK = 500


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
    _open_check(form, changes, today)
    values = dict(form.values)
    before: dict[str, object] = {}
    conflicts: list[Conflict] = []
    for change in changes:
        standing = values.get(change.measure) or Value(entrant=form.entrant, measure=change.measure)
        fresh = _value_of(form, standing, change)
        if _same(standing, fresh):
            continue
        if change.seen != standing.version:
            conflicts.append(Conflict(change, standing))
            continue
        before.setdefault(change.measure, _told(standing))
        _put(standing, fresh, by)
        values[change.measure] = standing
    _values_store([values[measure] for measure in before])
    changed = Form(form.entrant, form.edition, values, form.lines, form.proven, form.reopenings)
    found = form_points(changed.edition, changed.declared(), period=form.entrant.round.period)
    if before:
        touched = {leaf.id for measure in before for leaf in reading[measure]}
        lines_update(changed, found, touched, by=by)
        after = {measure: _told(values[measure]) for measure in before}
        _recorded(changed, "form.filled", touched, actor, before=before, after=after)
    return Saved(changed, found, tuple(conflicts))


def _open_check(form: Form, changes: Iterable[Change], today: date) -> None:
    """Refuse a figure that is not asked for, or that no line reads which may be changed."""
    lines_open_check(form.entrant, (), form.reopenings, today=today)
    reading = leaves_reading(form.edition)
    for change in changes:
        lines = [form.lines[leaf.id] for leaf in reading.get(change.measure, ())]
        if not lines:
            raise ActRefused(_("The form does not ask for that figure."), kept=True)
        if all(is_frozen(form.entrant, one, form.reopenings, today=today) for one in lines):
            lines_open_check(form.entrant, lines, form.reopenings, today=today)


def _value_of(form: Form, standing: Value, change: Change) -> Value:
    """The value as the change would have it."""
    field = field_get(form.edition, change.measure)
    if field is None:
        raise LookupError(change.measure)
    fresh = Value(entrant=form.entrant, measure=change.measure)
    if change.not_applicable:
        fresh.missing, fresh.ground = NOT_APPLICABLE, _ground_of(form, change)
    else:
        fresh.value, fresh.typed = _number_of(change.typed, field)
    if standing.held not in (None, fresh.value):  # there is no other difference to explain
        fresh.difference = line_entered(change.difference, most=LONGEST_REMARK)
    return fresh


def _ground_of(form: Form, change: Change) -> str:
    ground = line_entered(change.ground, most=LONGEST_REMARK)
    if not ground:
        raise ActRefused(_("Give the legal ground on which it did not arise; the public reads it."))
    if not all(takes_not_applicable(one) for one in leaves_reading(form.edition)[change.measure]):
        raise ActRefused(
            _("The set of criteria does not say what follows where this did not arise; declare it.")
        )
    return ground


def _number_of(text: str, field: Field) -> tuple[float | None, str]:
    """The number of a text; else the text itself, to be kept with its fault."""
    typed = line_entered(text, most=MOST_LETTERS)
    read = number_read(typed, field)
    return (None, typed) if read.fault else (read.value, "")


CONTENT = ("value", "missing", "ground", "typed", "difference")


def _same(standing: Value, fresh: Value) -> bool:
    return all(getattr(standing, name) == getattr(fresh, name) for name in CONTENT)


def _put(standing: Value, fresh: Value, by: User) -> None:
    for name in CONTENT:
        setattr(standing, name, getattr(fresh, name))
    standing.version += 1
    standing.entered_by, standing.entered_at = by, timezone.now()
    standing.clean_fields(exclude={"entrant", "entered_by"})  # which are at hand: no query


def _values_store(values: Collection[Value]) -> None:
    """Keep values in two statements, however many; the database has the constraints."""
    fresh: list[Value] = []
    standing: list[Value] = []
    for one in values:
        (fresh if one.pk is None else standing).append(one)
    Value.objects.bulk_create(fresh)
    Value.objects.bulk_update(standing, [*CONTENT, "version", "entered_by", "entered_at"])


def _told(value: Value) -> dict[str, object]:
    return {
        name: getattr(value, name) for name in CONTENT if getattr(value, name) not in ("", None)
    }


def lines_update(
    form: Form, found: Mapping[str, Found], touched: Iterable[str], *, by: User
) -> None:
    """Bring the lines up to date with the points; those ``touched`` were filled by somebody now,
    others may follow, whose points hang on theirs.
    """
    now, filled = timezone.now(), set(touched)
    changed: list[Line] = []
    for node, one in found.items():
        line = form.lines[node]
        fresh = (one.state(proven=form.is_proven(node)), one.points, one.missing)
        if node in filled:
            line.filled_by = by
        elif (line.state, line.points, line.missing) == fresh:
            continue
        line.state, line.points, line.missing = fresh
        line.filled_at = now
        changed.append(line)
    names = ("state", "points", "missing", "filled_by", "filled_at", "how", "counted")
    Line.objects.bulk_update(changed, [*names, "account_version", "account_points"])
    Event.objects.bulk_create([_event(form, line, by) for line in changed])


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
    told = (
        text_entered(how, most=LONGEST_ACCOUNT),
        text_entered(counted, most=LONGEST_ACCOUNT),
    )
    is_other = (line.how, line.counted) != told
    if is_other and line.account_version != seen:
        return line
    before = {"how": line.how, "counted": line.counted}
    line.how, line.counted = told
    found = form_points(form.edition, form.declared(), period=form.entrant.round.period)
    if is_other:
        line.account_version += 1
        line.account_points = found[node].points
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
