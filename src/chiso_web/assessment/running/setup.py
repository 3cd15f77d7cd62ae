"""Setting a round up from what was typed: every fault at once, what was typed kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from chiso.calendar import Calendar
from chiso.spelling import fold
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.assessment.naming import kind_name
from chiso_web.assessment.running.copying import group_initial, round_initial, year_on
from chiso_web.assessment.running.fitting import edition_fitting
from chiso_web.assessment.running.setup_forms import GroupForm, RoundForm
from chiso_web.assessment.services.opening import RoundPlan
from chiso_web.units.models import Unit
from chiso_web.units.selectors import kind_by_id, unit_list_below


@dataclass(frozen=True, slots=True)
class Setup:
    """The forms of a round that is being set up, for the unit that runs it."""

    unit: Unit
    before: Round | None
    form: RoundForm
    groups: tuple[GroupForm, ...]
    faults: tuple[str, ...] = ()

    def plan(self) -> RoundPlan:
        """The round of forms without fault."""
        told = self.form.cleaned_data
        return RoundPlan(
            slug=slug_free(self.unit, told["period"]),
            unit=self.unit,
            period=told["period"],
            reported_from=told["reported_from"],
            reported_until=told["reported_until"],
            groups=[one.plan() for one in self.groups if one.is_chosen],
            synthetic=self.before.synthetic if self.before else False,
            copied_from=self.before,
        )


def setup_begin(unit: Unit, before: Round | None, calendar: Calendar, *, today: date) -> Setup:
    """The forms before anything is typed; those of a copy filled in."""
    old = {group.kind: group for group in before.groups.all()} if before else {}
    until = year_on(before.reported_until) if before else today
    initial = round_initial(before) if before else {"period": str(today.year)}
    groups = [
        GroupForm(
            kind=kind,
            name=kind_name(kind),
            count=count,
            calendar=calendar,
            initial=group_initial(old[kind], calendar, until)
            if kind in old
            else {"edition": edition_fitting(kind, until)},
        )
        for kind, count in kinds_below(unit, today).items()
    ]
    return Setup(unit, before, RoundForm(initial=initial, calendar=calendar), tuple(groups))


def setup_read(
    unit: Unit, before: Round | None, typed: QueryDict, calendar: Calendar, *, today: date
) -> Setup:
    """The forms with what was typed, and what is wrong as a whole."""
    form = RoundForm(typed, calendar=calendar)
    groups = [
        GroupForm(typed, kind=kind, name=kind_name(kind), count=count, calendar=calendar)
        for kind, count in kinds_below(unit, today).items()
    ]
    form.is_valid()
    until = form.cleaned_data.get("reported_until")
    for one in groups:
        one.is_valid()
        if one.is_chosen and until is not None:
            one.in_force_check(until)
    faults = _whole_faults(unit, form, groups)
    return Setup(unit, before, form, tuple(groups), tuple(faults))


def is_sound(setup: Setup) -> bool:
    """Whether nothing is wrong."""
    chosen = [one for one in setup.groups if one.is_chosen]
    forms = [setup.form, *chosen]
    return not setup.faults and all(not one.errors for one in forms)


def _whole_faults(unit: Unit, form: RoundForm, groups: list[GroupForm]) -> list[str]:
    chosen = [one.kind for one in groups if one.is_chosen]
    if not chosen:
        return [_("Choose at least one kind of unit.")]
    period = form.cleaned_data.get("period")
    taken = RankGroup.objects.filter(round__unit=unit, round__period=period, kind__in=chosen)
    return [
        _("%(kind)s: takes part in the round %(slug)s of this period already.")
        % {"kind": kind_name(group.kind).capitalize(), "slug": group.round.slug}
        for group in taken.select_related("round")
    ]


def kinds_below(unit: Unit, day: date) -> dict[str, int]:
    """The kinds of the units right under one on a day, in the order of the lists, each with how
    many there are.
    """
    counted = Counter(one.kind for one in unit_list_below(unit) if one.exists_on(day))
    return {kind: counted[kind] for kind in kind_by_id() if kind in counted}


def slug_free(unit: Unit, period: str) -> str:
    """A name for the addresses of a round that no other has: ha-noi-2026."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(unit.name_vi)).split()
    stem = "-".join([*words, period.lower()])[:56]
    taken = set(Round.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(name for place in range(2, 1000) if (name := f"{stem}-{place}") not in taken)
