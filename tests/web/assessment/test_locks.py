"""What is open on a day, and why not; nothing here needs a database."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from chiso_web.accounts.refusals import ActRefused
from chiso_web.assessment.locks import (
    appraisal_closed,
    form_closed,
    is_changed,
    is_frozen,
    last_day,
    line_closed,
    lines_open_check,
    signing_closed,
)
from chiso_web.assessment.models import Entrant, Line, RankGroup, Reopening, Round
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.units.models import Unit

NAMES = dict.fromkeys(("name_vi", "name_en", "full_name_vi", "full_name_en"), "Phường W")
SIGNED_AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
IN_TIME, LATE = date(2026, 11, 25), date(2026, 12, 5)


def entrant(state: str = FormState.FILLING, *, one: str = RoundState.OPEN, **facts) -> Entrant:
    """A form: self-score 1–30 November, appraisal 10 November to 20 December."""
    group = RankGroup(
        self_from=date(2026, 11, 1),
        self_until=date(2026, 11, 30),
        appraisal_from=date(2026, 11, 10),
        appraisal_until=date(2026, 12, 20),
        publication_on=date(2026, 12, 31),
    )
    unit = facts.pop("unit", Unit(uid="w@2025-07-01", **NAMES))
    return Entrant(round=Round(state=one), group=group, unit=unit, state=state, **facts)


def reopening(until: date, at: datetime = SIGNED_AT) -> Reopening:
    return Reopening(until=until, at=at, reason="Thiên tai")


def told(sentence_of) -> str:
    """The English sentence, of which there is a Vietnamese one; empty where nothing is closed."""
    with override("vi"):
        vi = sentence_of()
    with override("en"):
        en = sentence_of()
    assert (vi == en == "") or (vi != en and not vi.isascii())
    return en


@pytest.mark.parametrize("state", [FormState.FILLING, FormState.RETURNED])
def test_form_is_open_in_its_window(state: str) -> None:
    assert told(lambda: form_closed(entrant(state), [], today=IN_TIME)) == ""


@pytest.mark.parametrize(
    ("form", "today", "sentence"),
    [
        (entrant(), date(2026, 10, 31), "Self-scoring opens on"),
        (entrant(), date(2026, 12, 1), "Self-scoring closed on"),
        (entrant(FormState.RETURNED), date(2026, 12, 21), "Self-scoring closed on"),
        (entrant(FormState.WAITING), IN_TIME, "waits for the signature"),
        (entrant(FormState.SIGNED), IN_TIME, "The form is signed"),
        (entrant(one=RoundState.DRAFT), IN_TIME, "has not been opened yet"),
        (entrant(one=RoundState.PUBLISHED), IN_TIME, "is published"),
        (entrant(one=RoundState.CORRECTING), IN_TIME, "is published"),
    ],
)
def test_closed_form_says_why(form: Entrant, today: date, sentence: str) -> None:
    assert sentence in told(lambda: form_closed(form, [], today=today))


def test_both_days_of_a_window_are_in_it() -> None:
    for day in (date(2026, 11, 1), date(2026, 11, 30)):
        assert form_closed(entrant(), [], today=day) == ""


def test_unit_that_merged_is_told_where_its_figures_are() -> None:
    gone = Unit(uid="w@2020", valid_until=date(2026, 11, 20), **NAMES)
    sentence = told(lambda: form_closed(entrant(unit=gone), [], today=IN_TIME))
    assert "read by its successor" in sentence
    waiting = entrant(FormState.WAITING, unit=gone)
    assert "read by its successor" in told(lambda: signing_closed(waiting, [], today=IN_TIME))


def test_exception_lengthens_the_window_and_never_shortens_it() -> None:
    group = entrant().group
    assert last_day(group, FormState.FILLING, [reopening(LATE)]) == LATE
    assert last_day(group, FormState.FILLING, [reopening(IN_TIME)]) == group.self_until
    assert last_day(group, FormState.RETURNED, []) == group.appraisal_until


def test_what_was_returned_is_signed_until_appraisal_ends() -> None:
    first = entrant(FormState.WAITING)
    again = entrant(FormState.WAITING, signed_at=SIGNED_AT)
    assert "closed on" in told(lambda: signing_closed(first, [], today=LATE))
    assert signing_closed(again, [], today=LATE) == ""


def test_signed_line_is_frozen_unless_returned_or_excepted() -> None:
    form = entrant(FormState.RETURNED, signed_at=SIGNED_AT)
    line, returned = Line(), Line(decision=DecisionKind.RETURN)
    before = datetime(2026, 11, 1, tzinfo=UTC)
    assert is_frozen(form, line, [], today=IN_TIME)
    assert not is_frozen(form, returned, [], today=IN_TIME)
    assert not is_frozen(form, line, [reopening(IN_TIME)], today=IN_TIME)
    assert is_frozen(form, line, [reopening(IN_TIME)], today=LATE)
    assert is_frozen(form, line, [reopening(LATE, at=before)], today=IN_TIME)
    assert not is_frozen(entrant(), line, [], today=IN_TIME)


def test_frozen_line_is_refused_beside_an_open_one() -> None:
    form = entrant(FormState.RETURNED, signed_at=SIGNED_AT)
    lines = [Line(decision=DecisionKind.RETURN), Line()]
    with override("en"), pytest.raises(ActRefused, match="Only what was returned"):
        lines_open_check(form, lines, [], today=IN_TIME)
    lines_open_check(form, lines[:1], [], today=IN_TIME)


@pytest.mark.parametrize(
    ("form", "today", "sentence"),
    [
        (entrant(), IN_TIME, "has not submitted"),
        (entrant(FormState.WAITING), IN_TIME, "has not submitted"),
        (entrant(FormState.WAITING, signed_at=SIGNED_AT), IN_TIME, "not been signed since"),
        (entrant(FormState.SIGNED), date(2026, 11, 9), "Appraisal opens on"),
        (entrant(FormState.SIGNED), date(2026, 12, 21), "Appraisal closed on"),
        (entrant(FormState.SIGNED, one=RoundState.PUBLISHED), IN_TIME, "is published"),
        (entrant(FormState.SIGNED, one=RoundState.DRAFT), IN_TIME, "has not been opened"),
        (entrant(one=RoundState.CORRECTING), IN_TIME, "has not submitted"),
        (
            entrant(FormState.RETURNED, one=RoundState.CORRECTING, signed_at=SIGNED_AT),
            IN_TIME,
            "not been signed since",
        ),
    ],
)
def test_closed_appraisal_says_why(form: Entrant, today: date, sentence: str) -> None:
    assert sentence in told(lambda: appraisal_closed(form, today=today))


def test_appraisal_is_open_in_its_window_and_in_a_correction() -> None:
    for state in (FormState.SIGNED, FormState.RETURNED):
        assert appraisal_closed(entrant(state), today=IN_TIME) == ""
    late = entrant(FormState.SIGNED, one=RoundState.CORRECTING)
    assert appraisal_closed(late, today=date(2027, 3, 1)) == ""


def test_line_that_the_unit_may_change_is_not_appraised() -> None:
    form = entrant(FormState.RETURNED, signed_at=SIGNED_AT)
    changed = Line(filled_at=datetime(2026, 11, 21, tzinfo=UTC))

    def closed(line: Line, *reopenings: Reopening) -> str:
        return told(lambda: line_closed(form, line, reopenings, today=IN_TIME))

    assert "was returned" in closed(Line(decision=DecisionKind.RETURN))
    assert "open again by an exception" in closed(Line(), reopening(LATE))
    assert "has changed this line" in closed(changed)
    assert closed(Line()) == ""
    assert is_changed(form, changed)
    assert not is_changed(entrant(), changed)
