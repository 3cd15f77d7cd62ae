"""The form of the first administrator: who they are, and of which unit."""

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.people.forms import sign_in_name_check
from chiso_web.accounts.signing_in.door_forms import name_field, word_field
from chiso_web.look.formats import echoed, language
from chiso_web.units.finding import index
from chiso_web.units.models import Unit
from chiso_web.units.selectors import unit_list_of
from chiso_web.units.typed import plain, readings

MOST_OFFERED, MOST_LOOKED_AT, MOST_NEAR = 8, 200, 3
ALIKE = 0.75  # of the letters: a slip of the hand, not another name


def units_meant(text: str, *, on: date) -> list[Unit]:
    """The units of a day that a code, an id or a name may mean: one that is wholly so called, or
    all that contain it.
    """
    found = index().find(text)
    for entries in (found.whole, found.part):
        units = unit_list_of([one.id for one in entries[:MOST_LOOKED_AT]])
        there = [one for one in units if one.exists_on(on)]
        if there:
            return there
    return []


def units_near(text: str, *, on: date) -> list[Unit]:
    """The units of a day whose name differs from the text by a slip of the hand; the nearest first,
    at most three.
    """
    known = index()
    names = {name: way.fold for way in readings(text) for name in known.nearest(way.fold)}
    alike = {
        name: SequenceMatcher(None, typed, plain(name)).ratio() for name, typed in names.items()
    }
    near = sorted((one for one in alike if alike[one] >= ALIKE), key=lambda one: -alike[one])
    entries = [entry for name in near for entry in known.find(name).whole]
    units = unit_list_of([one.id for one in entries[:MOST_LOOKED_AT]])
    return [one for one in units if one.exists_on(on)][:MOST_NEAR]


class FirstForm(forms.Form):
    """Who the first administrator is. ``offered``: the units that the text may mean, if several."""

    full_name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=200,
        help_text=gettext_lazy("With all marks, for example Nguyễn Thị Bình"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    username = name_field()
    unit = forms.CharField(
        label=gettext_lazy("Unit that you administer, with all under it"),
        max_length=200,
        help_text=gettext_lazy("Name or code, for example Thành phố Hà Nội or 01"),
    )
    password = word_field(gettext_lazy("New password"), autocomplete="new-password")
    again = word_field(gettext_lazy("New password once more"), autocomplete="new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: Sequence[tuple[str, str]] = ()

    def clean_username(self) -> str:
        """Small letters without marks, as it is typed on every keyboard."""
        name = str(self.cleaned_data["username"]).strip().lower()
        sign_in_name_check(name)
        return name

    def clean(self) -> dict[str, Any] | None:
        """The one unit that is meant, and the same password twice."""
        found = super().clean() or {}
        if found.get("password") != found.get("again") and "again" in found:
            self.add_error("again", _("This is not the same as above."))
        if "unit" in found:
            found["unit"] = self._unit(found["unit"], self.data.get("unit_meant", ""))
        return found

    def _unit(self, text: str, meant: str) -> Unit | None:
        units = units_meant(text, on=timezone.localdate())
        chosen = [one for one in units if one.uid == meant] or units
        if len(chosen) == 1:
            return chosen[0]
        if not chosen:
            self.add_error("unit", _unknown(text))
            return None
        self.offered = [(one.uid, _called(one)) for one in chosen[:MOST_OFFERED]]
        self.add_error("unit", _("Several units may be meant. Choose one below."))
        return None


def _unknown(text: str) -> str:
    near = "; ".join(_called(one) for one in units_near(text, on=timezone.localdate()))
    sentence = (
        _("There is no unit “%(text)s”; expected its code or name. Nearest: %(near)s.")
        if near
        else _("There is no unit “%(text)s”; expected its code or name.")
    )
    return sentence % {"text": echoed(text), "near": near}


def _called(unit: Unit) -> str:
    above = f", {unit.parent.full_name(language())}" if unit.parent else ""
    return f"{unit.full_name(language())}{above} ({unit.code})"
