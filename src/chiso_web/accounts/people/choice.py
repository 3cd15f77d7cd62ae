"""What an administrator chose on a list of people: text, unit, role, state, order, page."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from chiso_web.accounts.people.states import State
from chiso_web.accounts.roles import Role
from chiso_web.look.formats import echoed

NAME, USERNAME, SEEN, STATE = "name", "username", "seen", "state"
ORDERS = (NAME, USERNAME, STATE, SEEN)
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters, the order and the page; empty texts choose nothing."""

    text: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""
    order: str = NAME
    backwards: bool = False
    page: int = 1

    @property
    def query(self) -> str:
        """The choice as the end of an address; empty for the first page of everybody."""
        sort = ("-" if self.backwards else "") + self.order
        facts = {
            "q": self.text,
            "unit": self.unit,
            "role": self.role,
            "state": self.state,
            "sort": "" if sort == NAME else sort,
            "page": str(self.page) if self.page > 1 else "",
        }
        chosen = {key: value for key, value in facts.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def is_filtered(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.text or self.unit or self.role or self.state)

    @property
    def sort(self) -> str:
        """The order as the address has it."""
        return ("-" if self.backwards else "") + self.order

    def by(self, order: str) -> "Choice":
        """The same in another order; in the present one, the other way round."""
        again = self.order == order
        return replace(self, order=order, backwards=again and not self.backwards, page=1)

    def of_state(self, state: str) -> "Choice":
        """The same with one state; "" for all."""
        return replace(self, state=state, page=1)

    def on(self, page: int) -> "Choice":
        """Another page of it."""
        return replace(self, page=page)


def choice_read(query: QueryDict) -> Choice:
    """The choice that an address carries; what it cannot mean is left out."""
    sort = query.get("sort", "")
    order = sort.removeprefix("-")
    role, state = query.get("role", ""), query.get("state", "")
    return Choice(
        text=echoed(query.get("q", "")),
        unit=echoed(query.get("unit", "")),
        role=role if role in Role.values else "",
        state=state if state in State.values else "",
        order=order if order in ORDERS else NAME,
        backwards=order in ORDERS and sort.startswith("-"),
        page=_page(query.get("page", "")),
    )


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5:
        return 1
    return min(max(int(text), 1), LAST_PAGE)
