"""Every year in one table, the latest first; nothing is compared across its breaks."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import margin, number
from chiso_web.portal.addresses import node_address, unit_address
from chiso_web.portal.other_years import gap_between
from chiso_web.portal.papi import SHORT_NAMES
from chiso_web.portal.profile.profile import Profile, Year
from chiso_web.portal.profile.trend import dimensions_ever


@dataclass(frozen=True, slots=True)
class Cell:
    """One dimension's score with its link; ``code`` names it on a phone."""

    code: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year; ``gap`` is why it is not compared with the year in the line below."""

    year: str
    address: str
    current: bool
    computed: bool
    total: str
    total_address: str
    error: str
    median: str
    cells: tuple[Cell, ...]
    gap: str


def year_heads(profile: Profile) -> tuple[tuple[str, str | Promise], ...]:
    """The codes and short names of the dimensions' columns."""
    return tuple((node.code, SHORT_NAMES.get(node.id, "")) for node in dimensions_ever(profile))


def year_lines(profile: Profile) -> tuple[YearLine, ...]:
    """The lines, the latest year first."""
    pairs = pairwise((None, *profile.years))
    return tuple(
        reversed([_line(profile, one, before) for before, one in pairs if one is not None])
    )


def _line(profile: Profile, one: Year, before: Year | None) -> YearLine:
    gap = gap_between(profile.edition, ROOT, before.period, one.period) if before else ""
    return YearLine(
        year=one.period,
        address=unit_address(profile.unit.id_text, one.period),
        current=one.period == profile.period,
        computed=one.is_computed() and one.points() is not None,
        total=number(one.points()) if one.points() is not None else _("not published"),
        total_address=node_address(one.period, profile.unit.code),
        error=_error(profile, one),
        median=number(one.medians.get(ROOT)),
        cells=tuple(_cell(profile, one, node.id) for node in dimensions_ever(profile)),
        gap=gap,
    )


def _error(profile: Profile, one: Year) -> str:
    if one.points() is None:
        return ""
    half = one.margin()
    return _("not published") if half is None else margin(half)


def _cell(profile: Profile, one: Year, node: str) -> Cell:
    there = node in one.standings
    address = node_address(one.period, profile.unit.code, node) if there else ""
    return Cell(node, number(one.points(node)), address)


def nearest(profile: Profile) -> tuple[tuple[str, str, str], ...]:
    """For a year without a total, those next to it that have one: year, total, address."""
    there = [one for one in profile.years if one.points() is not None]
    before = [one for one in there if one.period < profile.period][-1:]
    after = [one for one in there if one.period > profile.period][:1]
    return tuple(
        (one.period, number(one.points()), unit_address(profile.unit.id_text, one.period))
        for one in (*before, *after)
    )
