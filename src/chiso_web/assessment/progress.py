"""How far the forms of a round are, counted in the database; nothing is scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from chiso.calendar import Calendar
from chiso_web.assessment.deadlines import Deadline, days_back, deadline_of, working_days
from chiso_web.assessment.locks import last_day
from chiso_web.assessment.models import Entrant, Line, RankGroup, Reopening, Round
from chiso_web.assessment.moves import DecisionKind, FormState, LineState, RoundState
from chiso_web.units.models import Unit

PACE_DAYS = 5
HARD = 2.0  # times as fast as in the last five working days, from which a deadline is hard to make
DECIDED = (DecisionKind.ACCEPT, DecisionKind.CHANGE)


class Place(models.TextChoices):
    """Where a form is, what needs somebody first."""

    LATE = "late", gettext_lazy("overdue")
    HARD = "hard", gettext_lazy("hard to make")
    RETURNED = "returned", gettext_lazy("returned")
    NOT_BEGUN = "not-begun", gettext_lazy("not begun")
    FILLING = "filling", gettext_lazy("being filled in")
    WAITING = "waiting", gettext_lazy("waiting for the signature")
    SUBMITTED = "submitted", gettext_lazy("submitted")


@dataclass(frozen=True, slots=True)
class Counts:
    """The lines of a form: all, done, touched by anybody, done in the last five working days,
    decided by appraisers, returned.
    """

    total: int = 0
    done: int = 0
    touched: int = 0
    recent: int = 0
    decided: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A form on a day. ``step`` is where it is by its state alone; ``times`` how much faster than
    in the last five working days it must go on, None where that is not to be said.
    """

    entrant: Entrant
    group: RankGroup
    unit: Unit
    counts: Counts
    deadline: Deadline
    step: Place
    is_late: bool
    pace: float
    needed: float
    times: float | None

    @property
    def is_submitted(self) -> bool:
        """Whether its head has signed it and nothing is returned."""
        return self.step == Place.SUBMITTED

    @property
    def is_hard(self) -> bool:
        """Whether it must go on at least twice as fast."""
        return self.times is not None and self.times >= HARD

    @property
    def place(self) -> Place:
        """Where it is, lateness before all."""
        if self.is_late:
            return Place.LATE
        return Place.HARD if self.is_hard else self.step


def standing_list(one: Round, calendar: Calendar, *, today: date) -> list[Standing]:
    """How every form of a round stands on a day, by ranking group, then in dictionary order. Three
    queries and one for the groups, however many units there are.
    """
    groups = {group.pk: group for group in one.groups.all()}
    entrants = one.entrants.select_related("unit").order_by("group_id")
    counts = counts_by_entrant(one, days_back(calendar, today, PACE_DAYS))
    reopened: dict[int, list[Reopening]] = {}
    for reopening in Reopening.objects.filter(entrant__round=one):
        reopened.setdefault(reopening.entrant_id, []).append(reopening)
    found = [
        standing_of(
            entrant,
            groups[entrant.group_id],
            counts.get(entrant.pk, Counts()),
            reopened.get(entrant.pk, []),
            calendar=calendar,
            running=one.state == RoundState.OPEN,
            today=today,
        )
        for entrant in entrants
    ]
    return sorted(found, key=lambda seen: (seen.entrant.group_id, seen.unit.sort_key))


def counts_by_entrant(one: Round, since: date) -> Mapping[int, Counts]:
    """The lines of every form, counted in one query; ``recent`` from a day on."""
    moment = timezone.make_aware(datetime.combine(since, time.min))
    rows = (
        Line.objects.filter(entrant__round=one)
        .order_by()
        .values_list("entrant_id")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=LineState.DONE)),
            touched=Count("pk", filter=Q(filled_at__isnull=False)),
            recent=Count("pk", filter=Q(state=LineState.DONE, filled_at__gte=moment)),
            decided=Count("pk", filter=Q(decision__in=DECIDED)),
            returned=Count("pk", filter=Q(decision=DecisionKind.RETURN)),
        )
    )
    return {entrant: Counts(*numbers) for entrant, *numbers in rows}


def standing_of(
    entrant: Entrant,
    group: RankGroup,
    counts: Counts,
    reopenings: Sequence[Reopening],
    *,
    calendar: Calendar,
    running: bool,
    today: date,
) -> Standing:
    """How one form stands on a day; nothing is overdue in a round that is not ``running``."""
    deadline = deadline_of(calendar, last_day(group, entrant.state, reopenings), today=today)
    step = _step(entrant.state, counts)
    is_open = running and step != Place.SUBMITTED
    days = min(PACE_DAYS, working_days(calendar, group.self_from, today))
    pace = counts.recent / days if days else 0.0
    left = counts.total - counts.done
    needed = left / max(deadline.left, 1)
    judged = is_open and not deadline.is_over and left > 0 and days == PACE_DAYS
    return Standing(
        entrant=entrant,
        group=group,
        unit=entrant.unit,
        counts=counts,
        deadline=deadline,
        step=step,
        is_late=is_open and deadline.is_over,
        pace=pace,
        needed=needed,
        times=_times(needed, pace) if judged else None,
    )


def _times(needed: float, pace: float) -> float:
    """How much faster; who stands still is behind only where a line a day or more is needed."""
    if pace:
        return needed / pace
    return float("inf") if needed >= 1 else 1.0


def _step(state: str, counts: Counts) -> Place:
    if state == FormState.FILLING:
        return Place.FILLING if counts.touched else Place.NOT_BEGUN
    return {
        FormState.WAITING: Place.WAITING,
        FormState.RETURNED: Place.RETURNED,
        FormState.SIGNED: Place.SUBMITTED,
    }[FormState(state)]
