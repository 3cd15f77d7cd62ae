"""The pages on method: Markdown from docs/method, in the wheel beside this file."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso_web.look.formats import language
from chiso_web.portal.texts.markdown import Section, rendered

IN_WHEEL = Path(__file__).parent / "method"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "docs" / "method"
HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
LONG = 4  # sections from which a page gets a table of contents
# the order in which a reader needs them, with what each answers; others follow by title
SUMMARIES: dict[str, Promise] = {
    "papi": _(
        "How PAPI’s published scores are recomputed from its tables, which formulas are known, "
        "what breaks between years, and how exact the result is."
    ),
    "ranks": _(
        "Which ranks sampling error leaves open, when a difference is more than chance, and how "
        "this was tested."
    ),
    "territory": _(
        "How units are told apart by code and days, and how figures of before 1 July 2025 are "
        "restated for today’s units."
    ),
    "calendar": _(
        "Which days are worked, how a due date is counted day by day, when reports are due, and "
        "which years are a forecast."
    ),
    "aggregation": _(
        "How points of parts become the points of the whole, what follows when one is missing, "
        "and how ranks and classes are formed."
    ),
    "rules": _(
        "How an observed value becomes points: every kind of rule, with its guarantees and a "
        "table worked by hand."
    ),
    "trail": _(
        "How what people do is recorded so that a change of the record shows, and how to verify "
        "it, here or elsewhere."
    ),
    "synthetic": _(
        "How synthetic figures are drawn to try an edition, how they are marked, and what they "
        "promise."
    ),
}


@dataclass(frozen=True, slots=True)
class MethodPage:
    """One page: ``lang`` is the language it is written in, ``body`` its HTML."""

    name: str
    title: str
    lang: str
    address: str
    body: str
    sections: tuple[Section, ...]

    @property
    def summary(self) -> str:
        """What the page answers, in the reader's language; empty where nobody said."""
        return str(SUMMARIES.get(self.name, ""))

    @property
    def contents(self) -> tuple[Section, ...]:
        """Its table of contents; none for a short page."""
        return self.sections if len(self.sections) >= LONG else ()


def folder() -> Path:
    """Where the pages are: in the wheel, else in the checkout."""
    return IN_WHEEL if IN_WHEEL.exists() else IN_CHECKOUT


def page_list() -> list[MethodPage]:
    """All pages in the reader's language where they have it, in the order of SUMMARIES."""
    pages = [page for name in sorted(_names()) if (page := page_named(name))]
    order = list(SUMMARIES)
    return sorted(
        pages,
        key=lambda page: (order.index(page.name) if page.name in order else len(order), page.title),
    )


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
            title, body, sections = text_page(path)
            return MethodPage(name, title, candidate, address, body, sections)
    return None


def _names() -> set[str]:
    return {path.name.split(".")[0] for path in folder().glob("*.md")}


def text_page(path: Path) -> tuple[str, str, tuple[Section, ...]]:
    """Title, body and sections of a file."""
    return _rendered(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _rendered(path: Path, changed: int) -> tuple[str, str, tuple[Section, ...]]:
    """Title, body and sections; ``changed`` makes an edited page new."""
    text = path.read_text(encoding="utf-8")
    found = HEADING.search(text)
    title = found[1].strip() if found else path.stem
    body = text[found.end() :] if found else text
    return title, *rendered(body)
