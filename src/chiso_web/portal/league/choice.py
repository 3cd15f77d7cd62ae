"""What a reader chose on a league page: a name, a class, an order."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from chiso_web.look.formats import echoed

UNPUBLISHED = "none"
ORDERS = ("total", "name", "error")


@dataclass(frozen=True, slots=True)
class Choice:
    """The filter and the order; ``backwards`` turns the order round."""

    name: str = ""
    class_id: str = ""
    order: str = "total"
    backwards: bool = False

    @property
    def query(self) -> str:
        """The choice as the end of an address; empty for the whole table in its own order."""
        sort = ("-" if self.backwards else "") + self.order
        facts = {"q": self.name, "class": self.class_id, "sort": "" if sort == "total" else sort}
        chosen = {key: value for key, value in facts.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.name or self.class_id)


def choice_read(query: QueryDict, *, classes: Collection[str], columns: Collection[str]) -> Choice:
    """The choice that an address carries; what it cannot mean is left out."""
    sort = query.get("sort", "")
    class_id = query.get("class", "")
    order = sort.removeprefix("-")
    known = order in {*ORDERS, *columns}
    return Choice(
        name=echoed(query.get("q", "")),
        class_id=class_id if class_id in {*classes, UNPUBLISHED} else "",
        order=order if known else "total",
        backwards=known and sort.startswith("-"),
    )
