"""What the pages say about PAPI beyond its editions: short column heads, and who publishes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.datasets import papi

INDEX = "papi"
TOTAL_MEASURE = "papi.total"
FACTOR = 1.96  # of standard errors in the intervals drawn here: 95% under the normal approximation
LAST_YEAR = papi.YEARS[-1]

SHORT_NAMES: dict[str, Promise] = {
    "1": _("Partici­pation"),
    "2": _("Trans­parency"),
    "3": _("Account­ability"),
    "4": _("Control of corrup­tion"),
    "5": _("Proce­dures"),
    "6": _("Public services"),
    "7": _("Environ­ment"),
    "8": _("E-gover­nance"),
}


def measure_of(node: str) -> str:
    """The measure under which PAPI's own figure of a node is kept."""
    return f"papi.{node}"
