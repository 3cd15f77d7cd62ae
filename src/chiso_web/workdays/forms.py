"""What an administrator fills in to configure the office; files are read by the library."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso.calendar import AfterHours, Begins, CountingRule, DayKind, decoded
from chiso_web.workdays.drafts import draft_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.reading import rule_text

Kind = Loading.Kind
MOST_BYTES = 500_000
DAY_KINDS = (
    (DayKind.LOCAL_OFF.value, gettext_lazy("the office does not work")),
    (DayKind.LOCAL_WORKING.value, gettext_lazy("the office works")),
)
BEGINS = (
    (Begins.DAY_AFTER.value, gettext_lazy("the working day after receipt")),
    (Begins.SAME_DAY.value, gettext_lazy("the day of receipt")),
)
AFTER_HOURS = (
    (AfterHours.NEXT_DAY.value, gettext_lazy("counts as received on the next working day")),
    (AfterHours.SAME_DAY.value, gettext_lazy("counts as received the same day")),
)


class DraftForm(forms.Form):
    """A form that gives a draft once it is valid."""

    required_css_class = "required"

    def draft(self) -> Loading:
        """The loading that the fields ask for. Raises FileUnreadable for a file that is no text."""
        raise NotImplementedError


def _file(*, required: bool = True, help_text: Any = "") -> forms.FileField:
    return forms.FileField(
        label=gettext_lazy("File"), max_length=200, required=required, help_text=help_text
    )


class _FileForm(DraftForm):
    """A form with a file of at most half a megabyte."""

    def clean_file(self) -> object:
        """The file, unless it is too large to be a list of days."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 500 kB; a list is shorter."))
        return file

    def _text(self) -> tuple[str, str]:
        """The text of the file, and its name."""
        file = self.cleaned_data["file"]
        return decoded(file.read(), file.name), file.name


class DecisionForm(_FileForm):
    """The decision on a year's days off."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2199)
    file = _file(help_text=gettext_lazy("CSV or .ics: every day off and make-up day of the year."))
    statutory_days = forms.IntegerField(
        label=gettext_lazy("Statutory days, where the law has changed their number"),
        required=False,
        min_value=1,
        max_value=60,
    )

    def draft(self) -> Loading:
        """The decision as a draft."""
        text, name = self._text()
        year, statutory = self.cleaned_data["year"], self.cleaned_data["statutory_days"]
        return draft_of(Kind.DECISION, text, year=year, statutory_days=statutory, file_name=name)


class LocalForm(_FileForm):
    """Local exceptions: a list, or one day written here."""

    file = _file(required=False, help_text=gettext_lazy("CSV or .ics; or one day below."))
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    day_kind = forms.ChoiceField(
        label=gettext_lazy("On that day"), choices=DAY_KINDS, required=False
    )
    name = forms.CharField(label=gettext_lazy("Occasion"), required=False, max_length=200)
    document = forms.CharField(
        label=gettext_lazy("Document, such as 34/UBND-NV"), required=False, max_length=100
    )

    def clean(self) -> dict[str, object]:
        """A file, or a whole day."""
        held = super().clean() or self.cleaned_data
        if not held.get("file") and "file" not in self.errors:
            for name in ("day", "name", "document"):
                if not held.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose a file."))
        return held

    def draft(self) -> Loading:
        """The exceptions as a draft."""
        if self.cleaned_data["file"]:
            text, name = self._text()
        else:
            text, name = _one_day(self.cleaned_data), "local.csv"
        return draft_of(Kind.LOCAL, text, file_name=name)


def _one_day(held: Mapping[str, object]) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(("date", "kind", "name_vi", "basis"))
    kind = held["day_kind"] or DayKind.LOCAL_OFF
    rows.writerow((held["day"], kind, held["name"], held["document"]))
    return written.getvalue()


class WindowsForm(_FileForm):
    """The office's own reporting windows, all of them."""

    file = _file(help_text=gettext_lazy("CSV: every window of the office; it replaces the last."))

    def draft(self) -> Loading:
        """The windows as a draft."""
        text, name = self._text()
        return draft_of(Kind.WINDOWS, text, file_name=name)


class _DatedForm(DraftForm):
    """A setting that applies from a day, by a document."""

    applies_from = forms.DateField(
        label=gettext_lazy("Applies from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=gettext_lazy("Files handed in before that day keep what applied until then."),
    )
    document = forms.CharField(
        label=gettext_lazy("Document that says so, such as 12/QĐ-UBND"), max_length=100
    )

    def _dated(self, kind: Kind, text: str) -> Loading:
        held = self.cleaned_data
        dated = {"applies_from": held["applies_from"], "document": held["document"]}
        return draft_of(kind, text, **dated)


class HoursForm(_DatedForm):
    """The office hours of every working day."""

    field_order = ("hours", "applies_from", "document")

    hours = forms.CharField(
        label=gettext_lazy("Office hours, such as 07:30-11:30,13:00-17:00"), max_length=100
    )

    def draft(self) -> Loading:
        """The hours as a draft."""
        return self._dated(Kind.HOURS, self.cleaned_data["hours"])


class RuleForm(_DatedForm):
    """When counting begins, with the document that says so."""

    field_order = ("begins", "after_hours", "applies_from", "document")
    begins = forms.ChoiceField(label=gettext_lazy("Counting begins with"), choices=BEGINS)
    after_hours = forms.ChoiceField(
        label=gettext_lazy("Handed in after hours"), choices=AFTER_HOURS
    )

    def draft(self) -> Loading:
        """The rule as a draft."""
        held = self.cleaned_data
        rule = CountingRule(
            begins=Begins(held["begins"]),
            after_hours=AfterHours(held["after_hours"]),
            document=held["document"],
        )
        return self._dated(Kind.RULE, rule_text(rule))


FORMS: Mapping[Kind, Callable[..., DraftForm]] = {
    Kind.DECISION: DecisionForm,
    Kind.LOCAL: LocalForm,
    Kind.WINDOWS: WindowsForm,
    Kind.HOURS: HoursForm,
    Kind.RULE: RuleForm,
}


class WithdrawForm(forms.Form):
    """Why a loading is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)
