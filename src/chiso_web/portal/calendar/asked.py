"""The year that an address means."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from chiso.calendar import Calendar
from chiso_web.look.formats import echoed
from chiso_web.look.not_found import Offer, PageMissing

_YEAR = re.compile(r"[0-9]{4}")


def year_meant(text: str, calendar: Calendar, *, page: str) -> int:
    """The year; ``page`` is the name of the route that shows one. Raises PageMissing."""
    known = calendar.years
    if _YEAR.fullmatch(text) and int(text) in known:
        return int(text)
    first, last = min(known), max(known)
    wanted = int(text) if _YEAR.fullmatch(text) else last
    nearest = min(max(wanted, first), last)
    facts = {"year": echoed(text), "first": first, "last": last}
    raise PageMissing(
        title=_("There is no calendar of “%(year)s”") % facts,
        sentence=_("The calendar holds the years %(first)s to %(last)s. Nearest:") % facts,
        offers=[Offer(str(nearest), reverse(page, args=[nearest]))],
    )
