"""Addresses of the portal's pages, in the page's language."""

from django.http import HttpRequest
from django.urls import reverse

from chiso.definition.model import ROOT

FORMATS = ("csv", "xlsx", "json")


def league_address(year: str) -> str:
    """The league table of a year."""
    return reverse("portal:league", args=[year])


def node_address(year: str, unit: str, node: str = ROOT) -> str:
    """The explanation of one unit's points on a node."""
    if node == ROOT:
        return reverse("portal:unit", args=[year, unit])
    return reverse("portal:node", args=[year, unit, node])


def downloads(address: str, query: str = "") -> tuple[tuple[str, str], ...]:
    """For each format its name on screen and the address of what a page shows."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
    return tuple((names[kind], f"{address}.{kind}{query}") for kind in FORMATS)


def permanent(request: HttpRequest) -> str:
    """The page's address to cite, without filter or order."""
    return request.build_absolute_uri(request.path)
