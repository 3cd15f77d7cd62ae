"""What a reader chose on the page of changes: a part, an order."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from chiso.definition.model import ROOT, Edition
from chiso_web.results.change_table import ORDERS

FIRST = ORDERS[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """The node and the order; ``backwards`` turns the order round."""

    node: str = ROOT
    order: str = FIRST
    backwards: bool = False

    @property
    def query(self) -> str:
        """The choice as the end of an address; empty for the totals in their own order."""
        sort = ("-" if self.backwards else "") + self.order
        facts = {
            "part": "" if self.node == ROOT else self.node,
            "sort": "" if sort == FIRST else sort,
        }
        chosen = {key: value for key, value in facts.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def of(self, node: str) -> "Choice":
        """The same order of another part."""
        return Choice(node, self.order, self.backwards)

    def by(self, order: str) -> "Choice":
        """The same part by another order; by the present one, the other way round."""
        return Choice(self.node, order, self.order == order and not self.backwards)


def choice_read(query: QueryDict, edition: Edition) -> Choice:
    """The choice that an address carries; what it cannot mean is left out."""
    sort = query.get("sort", "")
    order, node = sort.removeprefix("-"), query.get("part", "")
    known = order in ORDERS
    return Choice(
        node=node if any(one.id == node for one in edition.nodes) else ROOT,
        order=order if known else FIRST,
        backwards=known and sort.startswith("-"),
    )
