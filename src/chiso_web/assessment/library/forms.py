"""What is typed of a document."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.people.forms import day_field
from chiso_web.assessment.models import Document
from chiso_web.assessment.services.evidence import Told
from chiso_web.files.models import File
from chiso_web.look.formats import day

OPEN = "open"
SECRECY = (
    (OPEN, _("none")),
    ("mat", _("Mật (confidential)")),
    ("toi_mat", _("Tối mật (secret)")),
    ("tuyet_mat", _("Tuyệt mật (top secret)")),
)
TOO_LONG = {"max_length": _("At most %(limit_value)d letters; found %(show_value)d.")}


class TypedDay(forms.TextInput):
    """A day as the page's language writes it; a browser's own box follows its own settings."""

    def format_value(self, value: Any) -> str | None:
        """A day in words; what was typed as it was typed."""
        return day(value) if isinstance(value, date) else super().format_value(value)


class DocumentForm(forms.Form):
    """A document as it is entered: facts, degree of secrecy, and where it is read."""

    number = forms.CharField(
        label=_("Number (số)"), max_length=20, required=False, error_messages=TOO_LONG
    )
    symbol = forms.CharField(
        label=_("Symbol (ký hiệu)"), max_length=60, required=False, error_messages=TOO_LONG
    )
    issued_on = day_field(_("Day of issue"), required=False)
    abstract = forms.CharField(
        label=_("Abstract (trích yếu)"),
        max_length=500,
        required=False,
        error_messages=TOO_LONG,
    )
    signed = forms.BooleanField(label=_("signed and stamped"), required=False)
    secrecy = forms.ChoiceField(label=_("Degree of secrecy"), choices=SECRECY)
    held = forms.ChoiceField(label=_("A file that the unit has"), required=False)
    link = forms.CharField(label=_("Link"), max_length=500, required=False, error_messages=TOO_LONG)

    def __init__(self, typed: Mapping[str, Any] | None, *, files: Sequence[File]) -> None:
        super().__init__(typed, initial={"signed": True, "secrecy": OPEN})
        self.fields["issued_on"].widget = TypedDay({"maxlength": 10})
        known = [(str(one.uuid), one.title) for one in files]
        self.fields["held"].choices = [("", "–"), *known]  # type: ignore[attr-defined]

    def told(self) -> Told:
        """What the services take."""
        facts = self.cleaned_data
        return Told(
            abstract=facts["abstract"],
            number=facts["number"],
            symbol=facts["symbol"],
            issued_on=facts["issued_on"],
            link=facts["link"],
            signed=facts["signed"],
            secret=facts["secrecy"] != OPEN,
        )


def form_of(document: Document) -> DocumentForm:
    """The form with what is entered of a document."""
    form = DocumentForm(None, files=[])
    for name in ("number", "symbol", "issued_on", "abstract", "signed", "link"):
        form.initial[name] = getattr(document, name)
    return form
