"""The guide to the open interface: Markdown from docs/guide, in the wheel beside this file."""

from pathlib import Path

from django.urls import reverse
from django.utils.html import escape

from chiso_web.look.formats import language
from chiso_web.portal.texts.method_pages import MethodPage, text_page

IN_WHEEL = Path(__file__).parent / "guide"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "docs" / "guide"
NAME = "open-api"
PLACEHOLDER = "http://localhost:8000"


def api_guide(site: str) -> MethodPage:
    """The guide in the reader's language, its examples with the site's address."""
    folder = IN_WHEEL if IN_WHEEL.exists() else IN_CHECKOUT
    lang = language()
    path = folder / (f"{NAME}.vi.md" if lang == "vi" else f"{NAME}.md")
    title, body, sections = text_page(path)
    body = body.replace(PLACEHOLDER, str(escape(site)))
    return MethodPage(NAME, title, lang, reverse("portal:api-guide"), body, sections)
