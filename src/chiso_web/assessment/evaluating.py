"""The index of a round, computed by the library from its observations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.evaluation import Evaluation, evaluate
from chiso.values import Observation, table_of
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Computed:
    """One edition on the units of a round that are scored by it."""

    evaluation: Evaluation
    units: Mapping[str, Unit]
    observations: tuple[Observation, ...]


def evaluations_of(
    one: Round, entrants: Sequence[Entrant], observed: Sequence[Observation]
) -> list[Computed]:
    """The evaluations of observations by the editions of a round. Groups of one edition are
    evaluated together and ranked apart.
    """
    groups = {group.pk: group for group in one.groups.all()}
    by_edition: dict[str, list[Entrant]] = {}
    for entrant in entrants:
        by_edition.setdefault(groups[entrant.group_id].edition, []).append(entrant)
    return [_computed(name, found, groups, observed) for name, found in by_edition.items()]


def _computed(
    name: str,
    entrants: Sequence[Entrant],
    groups: Mapping[int, RankGroup],
    observed: Sequence[Observation],
) -> Computed:
    units = {entrant.unit.uid: entrant.unit for entrant in entrants}
    own = tuple(seen for seen in observed if seen.unit in units)
    kinds = {entrant.unit.uid: groups[entrant.group_id].kind for entrant in entrants}
    evaluated = evaluate(edition_named(name), table_of(own), groups=kinds)
    return Computed(evaluated, units, own)
