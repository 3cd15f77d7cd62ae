"""What is open on a day, and why not: computed from windows, states and named exceptions."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.models import Entrant, Line, RankGroup, Reopening, Round
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.look.formats import day, language

OPEN_STATES = frozenset({FormState.FILLING, FormState.RETURNED})
SUBMITTED = frozenset({FormState.SIGNED, FormState.RETURNED})


def form_closed(entrant: Entrant, reopenings: Sequence[Reopening], *, today: date) -> str:
    """Why nothing can be changed in a form; empty where something can."""
    state = FormState(entrant.state)
    refusal = round_closed(entrant.round) or unit_gone(entrant, today)
    if refusal:
        return refusal
    if state == FormState.WAITING:
        return _("The form waits for the signature of the head. Take it back to change it.")
    if state == FormState.SIGNED:
        return _("The form is signed and cannot be changed. Whoever runs the round can reopen it.")
    return _window_closed(entrant.group, state, reopenings, today)


def signing_closed(entrant: Entrant, reopenings: Sequence[Reopening], *, today: date) -> str:
    """Why a form that waits for its signature cannot be signed; empty where it can."""
    refusal = round_closed(entrant.round) or unit_gone(entrant, today)
    state = FormState.FILLING if entrant.signed_at is None else FormState.RETURNED
    return refusal or _window_closed(entrant.group, state, reopenings, today)


def round_closed(one: Round) -> str:
    """Why nothing changes in the forms of a round; empty where it runs."""
    if one.state == RoundState.OPEN:
        return ""
    if one.state == RoundState.DRAFT:
        return _("The round has not been opened yet.")
    return _("The result of this round is published. It changes only by a correction.")


def unit_gone(entrant: Entrant, today: date) -> str:
    """Why nothing changes in the form of a unit that has ended; empty where it has not."""
    if entrant.unit.exists_on(today):
        return ""
    return _(
        "%(unit)s ended before %(day)s. What it declared is kept and read by its successor; ask "
        "whoever runs the round how it is finished."
    ) % {"unit": entrant.unit.full_name(language()), "day": day(today)}


def _window_closed(
    group: RankGroup, state: FormState, reopenings: Sequence[Reopening], today: date
) -> str:
    if today < group.self_from:
        return _("Self-scoring opens on %(day)s.") % {"day": day(group.self_from)}
    last = last_day(group, state, reopenings)
    if today <= last:
        return ""
    return _(
        "Self-scoring closed on %(day)s. What you typed is kept; ask whoever runs the round for an "
        "exception."
    ) % {"day": day(last)}


def last_day(group: RankGroup, state: str, reopenings: Sequence[Reopening]) -> date:
    """The last day on which a form is open: of its window, of an exception, or, where lines were
    returned, of the appraisal.
    """
    days = [group.self_until, *(one.until for one in reopenings)]
    if state == FormState.RETURNED:
        days.append(group.appraisal_until)
    return max(days)


def is_frozen(
    entrant: Entrant, line: Line, reopenings: Sequence[Reopening], *, today: date
) -> bool:
    """Whether a line was signed and is not among those that are open again."""
    if entrant.signed_at is None or line.decision == DecisionKind.RETURN:
        return False
    return not any(one.at >= entrant.signed_at and today <= one.until for one in reopenings)


def is_changed(entrant: Entrant, line: Line) -> bool:
    """Whether what a line says has changed since the form was signed."""
    if entrant.signed_at is None or line.filled_at is None:
        return False
    return line.filled_at > entrant.signed_at


def is_untouched(line: Line) -> bool:
    """Whether a line says what it said when the appraiser returned it."""
    if line.decision != DecisionKind.RETURN:
        return False
    filled, returned = line.filled_at, line.decided_at
    return filled is None or returned is None or filled <= returned


def lines_open_check(
    entrant: Entrant, lines: Collection[Line], reopenings: Sequence[Reopening], *, today: date
) -> None:
    """Raise ActRefused unless all of the lines may be changed."""
    refusal = form_closed(entrant, reopenings, today=today)
    if refusal:
        raise ActRefused(refusal)
    if any(is_frozen(entrant, line, reopenings, today=today) for line in lines):
        raise ActRefused(
            _("This line was signed and not returned. Only what was returned can be changed.")
        )


def appraisal_closed(entrant: Entrant, *, today: date) -> str:
    """Why a form cannot be appraised; empty where it can."""
    if entrant.round.state in (RoundState.OPEN, RoundState.CORRECTING):
        is_correcting = entrant.round.state == RoundState.CORRECTING
        refusal = _unsigned(entrant, is_correcting=is_correcting)
        if refusal:
            return refusal
    return appraisal_shut(entrant.round, entrant.group, today=today)


def appraisal_shut(one: Round, group: RankGroup, *, today: date) -> str:
    """Why nothing of a ranking group can be appraised; empty where what is submitted can."""
    if one.state == RoundState.CORRECTING:
        return ""
    refusal = round_closed(one)
    if refusal:
        return refusal
    if today < group.appraisal_from:
        return _("Appraisal opens on %(day)s.") % {"day": day(group.appraisal_from)}
    if today > group.appraisal_until:
        return _("Appraisal closed on %(day)s.") % {"day": day(group.appraisal_until)}
    return ""


def _unsigned(entrant: Entrant, *, is_correcting: bool) -> str:
    """That there is nothing to appraise: what was returned is mended in a round that runs only."""
    state = entrant.state
    if state == FormState.SIGNED or (state == FormState.RETURNED and not is_correcting):
        return ""
    if entrant.signed_at is None:
        return _("The unit has not submitted its form yet.")
    return _("The form was open again and has not been signed since. Wait for the signature.")


def line_closed(
    entrant: Entrant, line: Line, reopenings: Sequence[Reopening], *, today: date
) -> str:
    """Why a line of a form that can be appraised cannot; empty where it can."""
    if line.decision == DecisionKind.RETURN:
        return _("The line was returned; it is the unit’s turn.")
    if entrant.state != FormState.RETURNED:
        return ""
    if not is_frozen(entrant, line, reopenings, today=today):
        return _("The form is open again by an exception; wait until the head has signed it.")
    if is_changed(entrant, line):
        return _("The unit has changed this line; wait until the head has signed it.")
    return ""
