"""Periods of reports in words: "2026-Q1" is the first quarter of 2026."""

from django.utils.translation import gettext as _

QUARTERS = ("I", "II", "III", "IV")


def period_text(period: str) -> str:
    """A period as people call it."""
    year, _dash, part = period.partition("-")
    facts = {"year": year, "number": part[1:]}
    if part.startswith("M"):
        return _("Month %(number)s/%(year)s") % facts
    if part.startswith("Q"):
        return _("Quarter %(number)s/%(year)s") % {**facts, "number": QUARTERS[int(part[1:]) - 1]}
    named = {
        "": _("Year %(year)s"),
        "H1": _("First six months of %(year)s"),
        "H2": _("Last six months of %(year)s"),
        "9M": _("Nine months of %(year)s"),
    }
    return named[part] % facts
