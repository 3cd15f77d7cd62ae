"""The forms of an administrator: what was typed, read and checked."""

import re
from calendar import monthrange
from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.people.criteria import CriteriaUnknown, criteria_typed
from chiso_web.accounts.people.names import SIGN_IN_NAME, tidy
from chiso_web.accounts.people.typed_unit import UnitUnclear, unit_typed
from chiso_web.accounts.roles import Role
from chiso_web.units.models import Unit

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
REASON_LENGTH = 300
_WRITTEN = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d_vi>\d\d?)/(?P<m_vi>\d\d?)/(?P<y_vi>\d{4})"
)


class DayInput(forms.DateInput):
    """A day as browsers offer it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day; of one that its month has not, this is said."""

    def to_python(self, value: Any) -> date | None:
        """The day that was typed. Raises ValidationError where there is none such."""
        try:
            return super().to_python(value)
        except ValidationError:
            fault = _beyond_month(str(value))
            if fault:
                raise ValidationError(fault, code="invalid") from None
            raise


def _beyond_month(typed: str) -> str:
    """That a month ends before a day of it that was typed; empty for any other text."""
    found = _WRITTEN.fullmatch(typed.strip())
    if found is None:
        return ""
    year, month, day = (int(found[one] or found[f"{one}_vi"]) for one in ("y", "m", "d"))
    if not (1 <= month <= 12 and 29 <= day <= 31 and FIRST_DAY.year <= year <= LAST_DAY.year):
        return ""
    facts = {"day": day, "month": f"{month}/{year}", "last": monthrange(year, month)[1]}
    return gettext("There is no day %(day)s in %(month)s: the month has %(last)s days.") % facts


def day_field(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    """A day of this century."""
    return DayField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DAY_FORMATS,
        widget=DayInput(),
        validators=[_century],
        error_messages={"invalid": _("Expected a day such as 01/07/2026.")},
    )


def _century(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(_("Expected a day from 2000 to 2100."))


def sign_in_name_check(name: str) -> None:
    """Raises ValidationError for what cannot be a sign-in name."""
    if not SIGN_IN_NAME.fullmatch(name):
        raise ValidationError(
            _(
                "Expected 3 to 150 small letters without marks, digits, dots, hyphens or "
                "underscores, such as nguyenthibinh."
            )
        )


class NameForm(forms.Form):
    """Who a person is."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=200, help_text=_("with all marks, e.g. Nguyễn Thị Bình")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("optional; kept sealed, in no list")
    )

    def clean_full_name(self) -> str:
        """Composed letters, single blanks."""
        name = tidy(self.cleaned_data["full_name"])
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(_("Expected a name."))
        return name


class ChangeForm(NameForm):
    """Another name or address; a blank address leaves the one that is kept."""

    email = forms.EmailField(
        label=_("New e-mail"), required=False, help_text=_("blank: stays as it is")
    )
    no_email = forms.BooleanField(label=_("Keep no e-mail address"), required=False)

    def email_meant(self) -> str | None:
        """The address to keep; None for the one that is kept."""
        if self.cleaned_data["no_email"]:
            return ""
        return self.cleaned_data["email"] or None


class RoleForm(forms.Form):
    """A role in a unit for a time. ``offered`` are the units that may be meant, where the text
    names several or none.
    """

    role = forms.ChoiceField(label=_("Role"), choices=[("", "–"), *Role.choices])
    unit = forms.CharField(
        label=_("Unit"),
        max_length=200,
        help_text=_("name or code, e.g. Phường Long Biên or 00145"),
    )
    unit_meant = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    since = day_field(_("From the day"), required=True)
    until = day_field(_("Last day"), required=False, help_text=_("blank: until further notice"))
    criteria = forms.CharField(
        label=_("Criteria"),
        required=False,
        max_length=2000,
        help_text=_("of an appraiser, e.g. ha-noi-communes:1.2; blank: all"),
    )

    def __init__(self, *args: Any, reached: Container[int], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.reached = reached
        self.offered: Sequence[Unit] = ()
        self.fields["since"].initial = timezone.localdate()

    def clean_criteria(self) -> tuple[str, ...]:
        """The parts, each known to some edition."""
        try:
            return criteria_typed(self.cleaned_data["criteria"])
        except CriteriaUnknown as unknown:
            raise ValidationError(unknown.sentence) from unknown

    def clean(self) -> dict[str, Any]:
        """The unit on the first day, and what the fields say together."""
        facts = super().clean() or self.cleaned_data
        since, until = facts.get("since"), facts.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        if facts.get("criteria") and facts.get("role") != Role.APPRAISER:
            self.add_error("criteria", _("Only appraisers are named for criteria."))
        if facts.get("unit"):
            self._unit_read(facts, since or timezone.localdate())
        return facts

    def _unit_read(self, facts: dict[str, Any], on: date) -> None:
        try:
            facts["unit"] = unit_typed(
                facts.get("unit_meant") or facts["unit"], on=on, reached=self.reached
            )
        except UnitUnclear as unclear:
            self.offered = unclear.offered
            self.add_error("unit", unclear.sentence)


class EndForm(forms.Form):
    """The last day of a role, and why it ends."""

    holding = forms.IntegerField(widget=forms.HiddenInput)
    until = day_field(_("Last day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)


class PersonForm(NameForm, RoleForm):
    """A new person with their first role."""

    username = forms.CharField(
        label=_("Sign-in name"),
        required=False,
        max_length=150,
        help_text=_("blank: made from the name, e.g. nguyenthibinh"),
    )
    field_order = ["full_name", "username", "email", "role", "unit", "since", "until", "criteria"]

    def clean_username(self) -> str:
        """Small letters; blank where one is to be made."""
        name: str = self.cleaned_data["username"].strip().lower()
        if name:
            sign_in_name_check(name)
        return name
