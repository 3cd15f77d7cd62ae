"""Reading an index's result of one period; the nearest ones where there is none."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chiso.definition.model import ROOT, Edition
from chiso_web.portal.outcome.missing import index_missing, period_missing, unit_missing
from chiso_web.portal.outcome.naming import inside, plural, singular
from chiso_web.portal.outcome.outcome import Group, Outcome
from chiso_web.portal.papi import INDEX
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import (
    Placed,
    edition_named,
    evaluation_list_others,
    placed_list,
)
from chiso_web.units.models import Kind, Unit
from chiso_web.units.selectors import kind_by_id, unit_list_of


def outcome_list() -> list[Evaluation]:
    """The published results of every index but PAPI, by index, oldest first."""
    return evaluation_list_others(INDEX)


def outcome_get(index: str, period: str) -> Outcome:
    """The result of an index in a period: one query, and more for what the process has not read.

    Raises PageMissing with the nearest.
    """
    published = outcome_list()
    of_index = [one for one in published if one.index == index]
    if not of_index:
        raise index_missing(index, published)
    found = next((one for one in of_index if one.period == period), None)
    if found is None:
        raise period_missing(period, of_index)
    return outcome_of(found)


def unit_get(outcome: Outcome, name: str) -> Unit:
    """The unit of an id, or of code and office. Raises PageMissing with the nearest names."""
    coded = {uid.partition("@")[0]: unit for uid, unit in outcome.units.items()}
    found = outcome.units.get(name) or coded.get(name)
    if found is None:
        raise unit_missing(name, outcome)
    return found


@lru_cache(maxsize=16)
def outcome_of(evaluation: Evaluation) -> Outcome:
    """A published evaluation, read once a process: it never changes, a new one has a new key."""
    placed: dict[int, dict[str, Placed]] = {}
    for one in placed_list(evaluation):
        placed.setdefault(one.unit, {})[one.node] = one
    edition = edition_named(evaluation.edition)
    units = unit_list_of(placed)
    return Outcome(evaluation, edition, _groups(edition, units, placed), placed)


def _groups(
    edition: Edition, units: Sequence[Unit], placed: Mapping[int, Mapping[str, Placed]]
) -> tuple[Group, ...]:
    """The groups in the order of the kinds of units; one that is no kind is the edition's own."""
    kinds = kind_by_id()
    order = [*kinds, edition.rank_group.kind]
    found = {placed[unit.pk][ROOT].group for unit in units}
    return tuple(
        _group(
            name,
            edition,
            [unit for unit in units if placed[unit.pk][ROOT].group == name],
            placed=placed,
        )
        for name in sorted(found, key=lambda name: (_place(order, name), name))
    )


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _group(
    name: str,
    edition: Edition,
    units: Iterable[Unit],
    *,
    placed: Mapping[int, Mapping[str, Placed]],
) -> Group:
    found, own = tuple(units), edition.rank_group
    known = _kind(found) or (kind_by_id().get(name) if name != own.kind else None)

    def order(unit: Unit) -> tuple[bool, int, str]:
        rank = placed[unit.pk][ROOT].rank
        return (rank is None, rank or 0, unit.sort_key)

    return Group(
        id=name,
        name_vi=known.name_vi if known else inside(own.name.vi),
        name_en=plural(known.name_en) if known else inside(own.name.en),
        one_en=known.name_en if known else singular(inside(own.name.en)),
        units=tuple(sorted(found, key=order)),
    )


def _kind(units: Sequence[Unit]) -> Kind | None:
    """The one kind that all units are, if names open with it: a "phường", not a "phòng, ban"."""
    kinds = {unit.kind for unit in units}
    found = kind_by_id().get(kinds.pop()) if len(kinds) == 1 else None
    return found if found and found.title_vi else None
