"""Why a unit has no total."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Edition
from chiso_web.look.formats import listed


def why_no_total(edition: Edition, year: str, withheld: Sequence[str]) -> str:
    """What the publisher left out, given the dimensions without a score."""
    if len(withheld) == len(edition.children(ROOT)):
        return _(
            "PAPI did not publish this province's results of %(year)s; no reason is given."
        ) % {"year": year}
    codes = listed((edition.node(node).code for node in withheld), _("and"))
    return _(
        "PAPI did not publish dimension %(codes)s of this province; no reason is given. "
        "So there is no total."
    ) % {"codes": codes}
