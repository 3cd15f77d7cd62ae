"""Reading pages as a person does: their text, links and headings."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse


class Page(HTMLParser):
    """What a page says, where it leads, and the attributes it uses."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        facts = dict(attrs)
        if tag == "a" and facts.get("href"):
            self.links.append(facts["href"])
        if facts.get("id"):
            self.ids.append(facts["id"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def rows(response: HttpResponse) -> list[str]:
    """The lines of a league table, each as the text of its cells, in the page's order."""
    found = re.findall(
        r"<tr role=\"row\" class=\"(?:c\d|off)\">(.*?)</tr>", response.content.decode()
    )
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]
