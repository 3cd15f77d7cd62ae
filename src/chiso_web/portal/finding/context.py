"""What the template of the search is given."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso_web.look.formats import number
from chiso_web.portal.addresses import search_address
from chiso_web.portal.finding.asked import Asked
from chiso_web.portal.finding.parts_found import places_found
from chiso_web.portal.finding.units_found import units_found
from chiso_web.results.models import Evaluation
from chiso_web.units.finding import index
from chiso_web.units.typed import plain

EXAMPLES = ("Long Biên", "q. 1", "tp hcm", "00145", "tham nhũng", "hài lòng", "1.2")


def search_facts(
    asked: Asked, published: Sequence[Evaluation], reform: Sequence[Evaluation]
) -> Mapping[str, object]:
    """Everything on the page of a search; ``published`` are the results of PAPI, ``reform`` those
    of other indices.
    """
    if not plain(asked.text):
        return {"title": _("Search"), "asked": asked, "examples": _examples()}
    known = index()
    found = known.find(asked.text)
    count = len(found.whole) + len(found.part)
    units = units_found(found, asked) if count else None
    places = places_found(asked.text, published, reform)
    nearest = () if units or places else known.nearest(asked.text)
    return {
        "title": _("Search: %(text)s") % {"text": asked.text},
        "asked": asked,
        "units": units,
        "unit_count": number(count, 0),
        "places": places,
        "nearest": [(name, search_address(name)) for name in nearest],
        "nothing": not units and not places,
        "examples": () if units or places else _examples(),
        "all_address": Asked(asked.text).address,
    }


def _examples() -> Sequence[tuple[str, str]]:
    return [(text, search_address(text)) for text in EXAMPLES]
