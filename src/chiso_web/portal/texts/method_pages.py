"""The pages on method: Markdown from docs/method, in the wheel beside this file."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt

from chiso_web.look.formats import language

IN_WHEEL = Path(__file__).parent / "method"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "docs" / "method"
HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
# raw HTML stays text, so that what a page says cannot become script
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# a table wider than a phone is moved with the arrow keys too
MARKDOWN.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
MARKDOWN.add_render_rule("table_close", lambda *_: "</table></div>\n")


@dataclass(frozen=True, slots=True)
class MethodPage:
    """One page: ``lang`` is the language it is written in, ``body`` its HTML."""

    name: str
    title: str
    lang: str
    address: str
    body: str


def folder() -> Path:
    """Where the pages are: in the wheel, else in the checkout."""
    return IN_WHEEL if IN_WHEEL.exists() else IN_CHECKOUT


def page_list() -> list[MethodPage]:
    """All pages in the reader's language where they have it, by title."""
    pages = [page for name in sorted(_names()) if (page := page_named(name))]
    return sorted(pages, key=lambda page: page.title)


def page_named(name: str) -> MethodPage | None:
    """The page in the reader's language, else in the one it has; None if there is none."""
    lang = language()
    other = "en" if lang == "vi" else "vi"
    if name not in _names():  # never a path made of what a visitor typed
        return None
    for candidate in (lang, other):
        path = folder() / (f"{name}.vi.md" if candidate == "vi" else f"{name}.md")
        if path.exists():
            address = reverse("portal:method", args=[name])
            title, body = _rendered(path, path.stat().st_mtime_ns)
            return MethodPage(name, title, candidate, address, body)
    return None


def _names() -> set[str]:
    return {path.name.split(".")[0] for path in folder().glob("*.md")}


@lru_cache(maxsize=64)
def _rendered(path: Path, changed: int) -> tuple[str, str]:
    """Title and body; ``changed`` makes an edited page new."""
    text = path.read_text(encoding="utf-8")
    found = HEADING.search(text)
    title = found[1].strip() if found else path.stem
    body = text[found.end() :] if found else text
    return title, MARKDOWN.render(body)
