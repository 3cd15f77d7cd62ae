"""What a reader chose on a page with a long table: a group, a name, a class, an order."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from chiso_web.look.formats import echoed

UNPUBLISHED = "none"
TOTAL, NAME = "total", "name"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Choice:
    """The group shown ("" for the first), the filter and the order; ``backwards`` turns the order
    round.
    """

    name: str = ""
    class_id: str = ""
    order: str = TOTAL
    backwards: bool = False
    group: str = ""

    @property
    def query(self) -> str:
        """The choice as the end of an address; empty for the whole table in its own order."""
        sort = ("-" if self.backwards else "") + self.order
        facts = {
            "group": self.group,
            "q": self.name,
            "class": self.class_id,
            "sort": "" if sort == TOTAL else sort,
        }
        chosen = {key: value for key, value in facts.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.name or self.class_id)

    def by(self, order: str) -> "Choice":
        """The same sorted by a column; by the present one, the other way round."""
        again = self.order == order
        return replace(self, order=order, backwards=again and not self.backwards)

    def of_class(self, class_id: str) -> "Choice":
        """The same of one class; "" for all."""
        return replace(self, class_id=class_id)


def choice_read(
    query: QueryDict,
    *,
    classes: Collection[str],
    orders: Collection[str],
    groups: Collection[str] = (),
) -> Choice:
    """The choice that an address carries; what it cannot mean is left out."""
    sort = query.get("sort", "")
    class_id, group = query.get("class", ""), query.get("group", "")
    order = sort.removeprefix("-")
    known = order in orders
    return Choice(
        name=echoed(query.get("q", "")),
        class_id=class_id if class_id in {*classes, UNPUBLISHED} else "",
        order=order if known else TOTAL,
        backwards=known and sort.startswith("-"),
        group=group if group in groups else "",
    )


def ordered(
    rows: Iterable[Row], value: Callable[[Row], float | None], *, downwards: bool
) -> tuple[Row, ...]:
    """The rows by a value, equal ones as they stand; those without it come last either way."""
    found = [(row, value(row)) for row in rows]
    there = [(row, one) for row, one in found if one is not None]
    blank = (row for row, one in found if one is None)
    by_value = sorted(there, key=lambda pair: pair[1], reverse=downwards)
    return (*(row for row, _one in by_value), *blank)
