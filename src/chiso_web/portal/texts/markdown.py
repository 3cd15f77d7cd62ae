"""Our own Markdown as HTML, with anchors at its sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chiso.spelling import fold

# raw HTML stays text, so that what a page says cannot become script
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# a table wider than a phone is moved with the arrow keys too
MARKDOWN.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
MARKDOWN.add_render_rule("table_close", lambda *_: "</table></div>\n")
PAGE = re.compile(r"(?P<name>(\.\./)?[a-z]+)(\.vi)?\.md(?P<anchor>#.*)?")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: its anchor and heading."""

    anchor: str
    title: str


def rendered(text: str) -> tuple[str, tuple[Section, ...]]:
    """The HTML of a text, and its sections; links to files become links to pages beside it."""
    tokens = MARKDOWN.parse(text)
    sections = tuple(_sections(tokens))
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", page_address(str(child.attrGet("href"))))
    return MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}), sections


def page_address(link: str) -> str:
    """Where a link between files leads on the site: "rules.vi.md#linear" is "rules#linear"."""
    found = PAGE.fullmatch(link)
    return found["name"] + (found["anchor"] or "") if found else link


def anchor_of(text: str) -> str:
    """A heading's anchor: its words in plain letters."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _sections(tokens: Sequence[Token]) -> list[Section]:
    found: list[Section] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            title = tokens[place + 1].content.replace("`", "")
            anchor = anchor_of(title)
            token.attrSet("id", anchor)
            found.append(Section(anchor, title))
    return found
