"""Parts of an edition's page that are the same for everybody, made once a process and language."""

from functools import lru_cache

from django.template.loader import render_to_string

from chiso_web.portal.editions.page import edition_page

KEPT = 64


@lru_cache(maxsize=KEPT)
def rules_html(name: str, lang: str, *, unfolded: bool, part_base: str) -> str:
    """Every rule in its place; ``part_base`` is what the addresses of its results begin with."""
    facts = {"page": edition_page(name, lang), "unfolded": unfolded, "part_base": part_base}
    return render_to_string("portal/edition_rules.html", facts)


@lru_cache(maxsize=KEPT)
def cases_html(name: str, lang: str, *, unfolded: bool) -> str:
    """The worked cases with what must come out and what did."""
    facts = {"page": edition_page(name, lang), "unfolded": unfolded}
    return render_to_string("portal/edition_cases.html", facts)
