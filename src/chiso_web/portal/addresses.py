"""Addresses of the portal's pages, in the page's language."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

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


@lru_cache(maxsize=2)
def _start(lang: str) -> str:
    """The first page's address, with its slash."""
    with override(lang):
        return reverse("portal:home")


def unit_address(unit: str, year: str = "") -> str:
    """A unit's own page, by its id; with its results of a year."""
    own = f"{_start(language())}unit/{unit}"
    return f"{own}/{year}" if year else own


def part_list_address(year: str) -> str:
    """The dimensions and sub-dimensions of a year."""
    return f"{league_address(year)}/part"


def part_address(year: str, node: str) -> str:
    """A dimension, sub-dimension or indicator over all units."""
    return f"{part_list_address(year)}/{node}"


def changes_address(year: str, since: str) -> str:
    """What changed in a year since an earlier one."""
    return f"{league_address(year)}/since/{since}"


def compare_address(year: str, units: Iterable[str] = ()) -> str:
    """Units side by side."""
    query = urlencode([("unit", unit) for unit in units])
    return f"{league_address(year)}/compare" + (f"?{query}" if query else "")


def restated_address(year: str) -> str:
    """The league table on the provinces since 1 July 2025."""
    return f"{league_address(year)}/restated"


def results_address() -> str:
    """Every index with results."""
    return f"{_start(language())}results"


def outcome_address(index: str, period: str, *steps: str) -> str:
    """The result of a reform index in a period: its table, or what ``steps`` lead to below it, such
    as a unit's id and a node, or "part" and a node.
    """
    return "/".join((results_address(), index, period, *steps))


def outcome_compare_address(index: str, period: str, units: Iterable[str] = ()) -> str:
    """Units of a reform index side by side, by their ids."""
    query = urlencode([("unit", unit) for unit in units])
    return outcome_address(index, period, "compare") + (f"?{query}" if query else "")


def package_address(index: str, period: str) -> str:
    """The data package of a reform index in a period."""
    return f"{_start(language())}data/{index}-{period}.zip"


def edition_address(name: str) -> str:
    """An edition's page, by its full name."""
    return f"{_start(language())}editions/{name}"


def search_address(text: str) -> str:
    """The search for a text."""
    return f"{_start(language())}search?{urlencode({'q': text})}"


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
