"""The forms that set a round up: the round itself, and a ranking group a kind of unit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso import tables
from chiso.calendar import Calendar
from chiso_web.assessment.deadlines import day_text, window_text
from chiso_web.assessment.naming import edition_text
from chiso_web.assessment.running.fitting import editions_fitting
from chiso_web.assessment.running.typed_days import day_typed, last_typed
from chiso_web.assessment.services.opening import GroupPlan
from chiso_web.assessment.services.windows import WINDOWS
from chiso_web.look.formats import echoed

FIRSTS = {"self_until": "self_from", "appraisal_until": "appraisal_from"}
PUBLICATION = {"publication_on": "appraisal_until"}


def text_field(label: Any, help_text: Any = "", *, length: int = 40) -> forms.CharField:
    """A short text that must be there."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=length, widget=forms.TextInput()
    )


class RoundForm(forms.Form):
    """Period and the days that the figures are of."""

    period = text_field(gettext_lazy("Period"), gettext_lazy("A year such as 2026"), length=16)
    reported_from = text_field(gettext_lazy("Figures from"), gettext_lazy("Such as 01/11/2025"))
    reported_until = text_field(gettext_lazy("Figures to"), gettext_lazy("Such as 31/10/2026"))

    def __init__(self, *args: Any, calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def clean_period(self) -> str:
        """The period as the library writes it."""
        typed = str(self.cleaned_data["period"]).strip()
        if not tables.is_period(typed):
            raise ValidationError(
                _("Found “%(found)s”; expected a year such as 2026.") % {"found": echoed(typed)}
            )
        return typed

    def clean_reported_from(self) -> date:
        """The first day of the figures."""
        return day_typed(self.cleaned_data["reported_from"], self.calendar)

    def clean_reported_until(self) -> date:
        """The last day of the figures."""
        found = day_typed(self.cleaned_data["reported_until"], self.calendar)
        first = self.cleaned_data.get("reported_from")
        if first is not None and found < first:
            raise ValidationError(_("The last day lies before the first."))
        return found


class WindowsForm(forms.Form):
    """The windows of a ranking group, each day typed; the last ones also as working days."""

    self_from = text_field(gettext_lazy("Self-score from"), gettext_lazy("Such as 02/11/2026"))
    self_until = text_field(
        gettext_lazy("Self-score to"), gettext_lazy("A day, or working days: 15")
    )
    appraisal_from = text_field(gettext_lazy("Appraisal from"), gettext_lazy("Such as 02/11/2026"))
    appraisal_until = text_field(
        gettext_lazy("Appraisal to"), gettext_lazy("A day, or working days: 30")
    )
    publication_on = text_field(
        gettext_lazy("Publication planned for"),
        gettext_lazy("A day, or working days after the appraisal: 10"),
    )

    def __init__(self, *args: Any, calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def clean(self) -> dict[str, Any]:
        """Every day read, in order; each fault at its field."""
        found: dict[str, date] = {}
        for name in WINDOWS:
            typed = self.cleaned_data.get(name)
            if not typed:
                continue
            try:
                found[name] = self._read(name, str(typed), found)
            except ValidationError as error:
                self.add_error(name, error)
        self._order_check(found)
        return {**self.cleaned_data, **found}

    def _read(self, name: str, typed: str, found: Mapping[str, date]) -> date:
        if name in FIRSTS:
            return last_typed(typed, found.get(FIRSTS[name]), self.calendar)
        if name in PUBLICATION:
            ends = found.get("appraisal_until")
            begins = self.calendar.next_working_day(ends) if ends else None
            return last_typed(typed, begins, self.calendar)
        return day_typed(typed, self.calendar)

    def _order_check(self, found: Mapping[str, date]) -> None:
        """Each day at or after what comes before it."""
        pairs = (
            ("self_until", "self_from", _("It ends before it begins.")),
            ("appraisal_from", "self_from", _("Appraisal begins before self-scoring.")),
            ("appraisal_until", "appraisal_from", _("It ends before it begins.")),
            ("appraisal_until", "self_until", _("Appraisal ends before self-scoring does.")),
            ("publication_on", "appraisal_until", _("Publication lies before the appraisal ends.")),
        )
        for later, earlier, fault in pairs:
            if later in found and earlier in found and found[later] < found[earlier]:
                self.add_error(later, fault)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The windows as they were read, in full; only what is without fault."""
        if not self.is_bound:
            return []
        read = {k: v for k, v in self.cleaned_data.items() if isinstance(v, date)}
        lines = []
        for label, first, last in (
            (_("Self-score"), "self_from", "self_until"),
            (_("Appraisal"), "appraisal_from", "appraisal_until"),
        ):
            if first in read and last in read:
                lines.append((label, window_text(self.calendar, read[first], read[last])))
        if "publication_on" in read:
            lines.append((_("Publication planned for"), day_text(read["publication_on"])))
        return lines

    def windows(self) -> dict[str, date]:
        """The days of a form without fault."""
        return {name: self.cleaned_data[name] for name in WINDOWS}


class ReasonedWindowsForm(WindowsForm):
    """Other windows for a group, with the reason."""

    reason = text_field(gettext_lazy("Reason"), gettext_lazy("It stays in the trail."), length=300)


class GroupForm(WindowsForm):
    """A kind of unit in a round: whether it takes part, by which edition, and when."""

    chosen = forms.BooleanField(required=False)

    def __init__(self, *args: Any, kind: str, name: str, count: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=kind, **kwargs)
        self.kind, self.name, self.count = kind, name, count
        self.editions = {one.name: one for one in editions_fitting(kind)}
        named = [(key, edition_text(one)) for key, one in self.editions.items()]
        self.fields["edition"] = forms.ChoiceField(label=_("Edition"), choices=named)
        if not self.is_chosen:
            for field in self.fields.values():
                field.required = False

    @property
    def is_chosen(self) -> bool:
        """Whether the kind takes part."""
        if self.is_bound:
            return bool(self.data.get(self.add_prefix("chosen")))
        return bool(self.initial.get("chosen"))

    def clean(self) -> dict[str, Any]:
        """Nothing is read of a kind that takes no part."""
        return super().clean() if self.is_chosen else self.cleaned_data

    def in_force_check(self, until: date) -> None:
        """A fault where the edition is not in force on the last day of the figures."""
        edition = self.editions.get(self.cleaned_data.get("edition", ""))
        if edition is not None and not edition.in_force.covers(until):
            self.add_error("edition", _("This edition is not in force on the last day of figures."))

    def plan(self) -> GroupPlan:
        """The group of a form without fault."""
        return GroupPlan(kind=self.kind, edition=self.cleaned_data["edition"], **self.windows())
