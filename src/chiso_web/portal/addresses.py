"""Addresses of the portal's pages, in the page's language."""

from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from chiso.definition.model import ROOT
from chiso_web.look.formats import language

FORMATS = ("csv", "xlsx", "json")


@lru_cache(maxsize=2)
def _base(lang: str) -> str:
    """Where PAPI's pages begin: a league table has 600 links, and reversing each is slow."""
    with override(lang):
        return reverse("portal:latest")


def league_address(year: str) -> str:
    """The league table of a year."""
    return f"{_base(language())}/{year}"


def node_address(year: str, unit: str, node: str = ROOT) -> str:
    """The explanation of one unit's points on a node."""
    if node == ROOT:
        return f"{league_address(year)}/{unit}"
    return f"{league_address(year)}/{unit}/{node}"


def downloads(address: str, query: str = "") -> tuple[tuple[str, str], ...]:
    """For each format its name on screen and the address of what a page shows."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
    return tuple((names[kind], f"{address}.{kind}{query}") for kind in FORMATS)


def permanent(request: HttpRequest) -> str:
    """The page's address to cite, without filter or order."""
    return request.build_absolute_uri(request.path)
