"""The same page in other years, with breaks of comparability between them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chiso.definition.model import ROOT, Break, Edition, Node
from chiso_web.look.formats import language
from chiso_web.portal.addresses import league_address, node_address, part_address, restated_address
from chiso_web.portal.explanation.subject import Subject
from chiso_web.results.comparable import counterparts
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year to go to; ``gap`` is why it cannot be compared with the one before."""

    year: str
    address: str
    current: bool
    has_error: bool
    gap: str


def league_years(
    published: Sequence[Evaluation], year: str, with_error: set[str]
) -> tuple[YearLink, ...]:
    """The league tables of every published year; breaks are those of the total."""
    addresses = {one.period: league_address(one.period) for one in published}
    breaks = _breaks(edition_named(published[-1].edition), {ROOT})
    return _links(addresses, breaks, year=year, with_error=with_error)


def restated_years(published: Sequence[Evaluation], year: str) -> tuple[YearLink, ...]:
    """The estimates on the provinces of today, of every published year."""
    addresses = {one.period: restated_address(one.period) for one in published}
    breaks = _breaks(edition_named(published[-1].edition), {ROOT})
    return _links(addresses, breaks, year=year, with_error=set())


def node_years(published: Sequence[Evaluation], subject: Subject) -> tuple[YearLink, ...]:
    """The pages of the same unit on the same node, in the years whose edition has it."""
    addresses = {
        year: node_address(year, subject.unit.code, node)
        for year, node in counterparts(published, subject.node).items()
    }
    above = {node.id for node in subject.edition.ancestors(subject.node.id)}
    breaks = _breaks(subject.edition, {subject.node.id, *above})
    return _links(addresses, breaks, year=subject.period, with_error=set())


def unit_years(
    addresses: Mapping[str, str], edition: Edition, *, year: str, with_error: set[str]
) -> tuple[YearLink, ...]:
    """The pages of the same unit in other years; breaks are those of the total."""
    return _links(addresses, _breaks(edition, {ROOT}), year=year, with_error=with_error)


def part_years(published: Sequence[Evaluation], node: Node, year: str) -> tuple[YearLink, ...]:
    """The pages of the same node over all units, in the years whose edition has it."""
    addresses = {one: part_address(one, own) for one, own in counterparts(published, node).items()}
    edition = edition_named(next(one for one in published if one.period == year).edition)
    above = {one.id for one in edition.ancestors(node.id)}
    return _links(addresses, _breaks(edition, {node.id, *above}), year=year, with_error=set())


def years_at(
    published: Sequence[Evaluation],
    year: str,
    *,
    address: Callable[[str], str],
    with_error: set[str],
) -> tuple[YearLink, ...]:
    """The same page about every published year; breaks are those of the total."""
    addresses = {one.period: address(one.period) for one in published}
    breaks = _breaks(edition_named(published[-1].edition), {ROOT})
    return _links(addresses, breaks, year=year, with_error=with_error)


def absent_years(published: Sequence[Evaluation], links: Iterable[YearLink]) -> str:
    """The published years without a link, runs of them drawn together: "2011–2017, 2020"."""
    there = {link.year for link in links}
    runs: list[list[int]] = []
    for year in (int(one.period) for one in published if one.period not in there):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _breaks(edition: Edition, nodes: set[str]) -> tuple[Break, ...]:
    return tuple(one for one in edition.breaks if one.node in nodes)


def _links(
    addresses: Mapping[str, str],
    breaks: Sequence[Break],
    *,
    year: str,
    with_error: set[str],
) -> tuple[YearLink, ...]:
    years = sorted(addresses)
    gaps = {after: _gap(breaks, before, after) for before, after in pairwise(years)}
    return tuple(
        YearLink(
            year=one,
            address=addresses[one],
            current=one == year,
            has_error=one in with_error,
            gap=gaps.get(one, ""),
        )
        for one in years
    )


def gap_between(edition: Edition, node: str, before: str, after: str) -> str:
    """Why two years are not compared on a node; empty if they may be."""
    above = {one.id for one in edition.ancestors(node)}
    return _gap(_breaks(edition, {node, *above}), before, after)


def _gap(breaks: Sequence[Break], before: str, after: str) -> str:
    """Why two neighbouring years are not compared; empty if they may be."""
    reasons = (
        one.reason.in_language(language())
        for one in breaks
        if int(before) < one.from_year <= int(after)
    )
    return " ".join(reasons)
