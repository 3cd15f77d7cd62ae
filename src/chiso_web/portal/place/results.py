"""Where a unit without published results of its own finds those of its province."""

from django.utils.translation import gettext as _

from chiso_web.portal.addresses import restated_address, unit_address
from chiso_web.portal.place.naming import above, within
from chiso_web.results.estimates import DAY
from chiso_web.units.models import Unit
from chiso_web.units.other_names import PROVINCE
from chiso_web.units.selectors import unit_list_former

Ways = list[tuple[str, str]]


def no_results(unit: Unit, scored: bool) -> str:
    """That nothing of PAPI is published of the unit itself, and why; ``scored`` by other indices it
    is another matter.
    """
    if unit.level == PROVINCE and unit.last_day < DAY:
        return _("PAPI has published no result of %(unit)s.") % {"unit": within(unit)}
    if unit.level == PROVINCE:
        return _(
            "PAPI has not published results on the provinces as they are since 1 July 2025; "
            "what is here is restated, approximately, from those before."
        )
    if scored:
        return _("PAPI measures provinces; its results of this one’s province:")
    return _("No result of %(unit)s is published here: PAPI measures provinces.") % {
        "unit": within(unit)
    }


def ways(unit: Unit, year: str) -> Ways:
    """The results of its province, as it was before 1 July 2025 and restated since then."""
    province = next((one for one in (unit, *above(unit)) if one.level == PROVINCE), None)
    if province is None:
        return []
    measured = [province] if province.valid_from is None else unit_list_former(province)
    found = [
        (_("PAPI %(year)s of %(unit)s") % {"year": year, "unit": within(one)}, one.uid)
        for one in measured
        if one.last_day.isoformat() >= year  # an office may list provinces that ended before
    ]
    restated = _("PAPI %(year)s restated on the 34 provinces") % {"year": year}
    return [
        *((text, unit_address(uid, year)) for text, uid in found),
        (restated, restated_address(year)),
    ]
