"""What a visitor searches for: the text, a level, today's or ended units, a page of the answer."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from chiso_web.look.formats import echoed

TODAY, ENDED = "today", "ended"
MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The text and the filters; empty ones leave everything."""

    text: str
    level: str = ""
    when: str = ""
    page: int = 1

    @property
    def address(self) -> str:
        """The page that answers it."""
        facts = {"q": self.text, "level": self.level, "when": self.when}
        chosen = {name: value for name, value in facts.items() if value}
        if self.page > 1:
            chosen["page"] = str(self.page)
        return f"{reverse('portal:search')}?{urlencode(chosen)}"

    def of_level(self, level: str) -> "Asked":
        return replace(self, level=level, page=1)

    def of_time(self, when: str) -> "Asked":
        return replace(self, when=when, page=1)

    def on_page(self, page: int) -> "Asked":
        return replace(self, page=page)


def asked_read(query: QueryDict) -> Asked:
    """What a query string asks for; what it cannot mean is left aside."""
    when = query.get("when", "")
    return Asked(
        text=echoed(query.get("q", "")),
        level=echoed(query.get("level", "")),
        when=when if when in (TODAY, ENDED) else "",
        page=_page(query.get("page", "")),
    )


def _page(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 4:
        return 1
    return min(max(int(text), 1), MOST_PAGES)
