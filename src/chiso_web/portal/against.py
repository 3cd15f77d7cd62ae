"""How a score stands to the country's median, and what the survey's error allows to say of that."""

from typing import Protocol

from django.utils.translation import gettext as _

from chiso_web.look.formats import differs_as_shown, number


class Measured(Protocol):
    """A score with the country's median, and its 95% interval where an error was published."""

    @property
    def points(self) -> float | None: ...
    @property
    def median(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...


def against_median(one: Measured) -> str:
    """How the score stands to the country's median."""
    if one.points is None or one.median is None:
        return ""
    difference = one.points - one.median
    facts = {"difference": number(abs(difference))}
    if round(difference, 2) == 0:
        text = _("level with the national median")
    elif difference > 0:
        text = _("%(difference)s points above the national median") % facts
    else:
        text = _("%(difference)s points below the national median") % facts
    return text if differs_as_shown(one.points, one.median) else f"{text} ({unrounded()})"


def unrounded() -> str:
    """What is said of a difference that the rounded figures beside it do not give."""
    return _("computed before rounding")


def certainty(one: Measured) -> str:
    """What the survey's error allows to say of that."""
    if one.median is None or one.points is None:
        return ""
    if one.interval is None:
        return _("no error was published for it, so this cannot be called a real difference")
    if one.interval[0] <= one.median <= one.interval[1]:
        return _("within its error, so this cannot be called a real difference")
    return _("more than its error")
