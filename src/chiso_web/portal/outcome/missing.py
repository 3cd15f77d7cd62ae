"""Pages of results that do not exist, each with the nearest ones that do."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.spelling import nearest
from chiso_web.look.formats import echoed, language
from chiso_web.look.not_found import Offer, PageMissing
from chiso_web.portal.addresses import outcome_address, results_address
from chiso_web.portal.explained_node import node_title
from chiso_web.portal.missing_pages import OFFERS, nodes_close
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import units_nearest


def result_name(evaluation: Evaluation) -> str:
    """An index and its period in words."""
    title = edition_named(evaluation.edition).title.in_language(language())
    return f"{title}: {evaluation.period}"


def index_missing(index: str, published: Sequence[Evaluation]) -> PageMissing:
    """An index without results here: those most like it, and the list of all."""
    close = nearest(index, dict.fromkeys(one.index for one in published))
    return PageMissing(
        title=_("There are no results of an index “%(index)s”") % {"index": echoed(index)},
        sentence=_("Nearest:"),
        offers=[
            *(_offer(one) for one in published if one.index in close),
            Offer(_("All results"), results_address()),
        ],
    )


def period_missing(period: str, of_index: Sequence[Evaluation]) -> PageMissing:
    """A period without results of an index: those that have some, the latest first."""
    return PageMissing(
        title=_("There are no results for “%(period)s”") % {"period": echoed(period)},
        sentence=_("Results of this index are at hand for:"),
        offers=[_offer(one) for one in reversed(of_index)][:OFFERS],
    )


def _offer(evaluation: Evaluation) -> Offer:
    address = outcome_address(evaluation.index, evaluation.period)
    return Offer(result_name(evaluation), address)


def unit_missing(name: str, outcome: Outcome) -> PageMissing:
    """A unit that the index did not score: the nearest names, and the whole table."""
    found = units_nearest(outcome.units.values(), name)
    return PageMissing(
        title=_("This result has no unit “%(name)s”") % {"name": echoed(name)},
        sentence=_("Nearest:"),
        offers=[
            *(Offer(unit.full_name(language()), address_of(outcome, unit.uid)) for unit in found),
            Offer(result_name(outcome.evaluation), address_of(outcome)),
        ],
    )


def node_missing(node: str, outcome: Outcome, *, unit: str) -> PageMissing:
    """A criterion that the edition has not: the nearest codes and names; of a unit (its uid), or
    of all.
    """
    edition = outcome.edition
    return PageMissing(
        title=_("This index has no criterion “%(node)s”") % {"node": echoed(node)},
        sentence=_("Nearest:"),
        offers=[
            *(_node_offer(outcome, edition, one, unit=unit) for one in nodes_close(node, edition)),
            Offer(result_name(outcome.evaluation), address_of(outcome)),
        ],
    )


def _node_offer(outcome: Outcome, edition: Edition, node: str, *, unit: str) -> Offer:
    item = edition.node(node)
    return Offer(node_title(item), address_of(outcome, unit or "part", node))


def address_of(outcome: Outcome, *steps: str) -> str:
    """An address below the result's."""
    return outcome_address(outcome.index, outcome.period, *steps)
