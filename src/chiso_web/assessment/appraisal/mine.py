"""What of a round a person appraises: forms by who may, criteria by what they are named for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chiso.definition.model import Edition, Node
from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.locks import SUBMITTED
from chiso_web.assessment.models import Entrant, RankGroup, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.permissions import APPRAISE
from chiso_web.assessment.services.appraising import EVERY, is_mine
from chiso_web.audit.services import Actor
from chiso_web.results.selectors import edition_named
from chiso_web.units.models import Unit

Criteria = frozenset[str]
OF_UNIT = ("uid", "parent", "code", "level", "name_vi", "name_en", "full_name_vi", "full_name_en")
ORDER = ("sort_key", "place", "valid_until", "until_known", "valid_from", "until_latest")
OF_ENTRANT = ("round", "group", "unit", "state", "signed_at")
FIELDS = (*OF_ENTRANT, *(f"unit__{name}" for name in (*OF_UNIT, *ORDER)))


@dataclass(frozen=True, slots=True)
class Mine:
    """The forms of a ranking group that a person may appraise, in dictionary order of their units,
    each with the parts that the person is named for.
    """

    group: RankGroup
    edition: Edition
    forms: Mapping[str, Entrant]
    criteria: Mapping[str, Criteria]
    actors: Mapping[int, Actor]
    """The person as the trail writes them, by the entrant's key."""

    @property
    def submitted(self) -> list[Entrant]:
        """The forms that can be appraised as far as their units go."""
        return [one for one in self.forms.values() if one.state in SUBMITTED]

    @property
    def leaves(self) -> list[Node]:
        """The criteria that are the person's in some form, in tree order."""
        named = set(self.criteria.values())
        return [leaf for leaf in leaves_asked(self.edition) if self._is_any(leaf, named)]

    def submitted_of(self, node: str) -> list[Entrant]:
        """The submitted forms of which a criterion is the person's."""
        return [one for one in self.submitted if self.is_of(one.unit.uid, node)]

    def is_of(self, unit: str, node: str) -> bool:
        """Whether a criterion of a unit's form is the person's."""
        return unit in self.forms and is_mine(self.edition, node, self.criteria[unit])

    def _is_any(self, leaf: Node, named: Iterable[Criteria]) -> bool:
        return any(is_mine(self.edition, leaf.id, one) for one in named)


def mine_of(acting: Acting, group: RankGroup) -> Mine:
    """What of a ranking group a person appraises; a query for all its units, and one for each unit
    above some of them that the round is not of.
    """
    found = Entrant.objects.filter(group=group).select_related("unit").only(*FIELDS)
    entrants = sorted(found, key=lambda one: (one.unit.sort_key, one.unit.place))
    office = group.round.unit
    for one in entrants:
        one.round, one.group = group.round, group
        if one.unit.parent_id == office.pk:
            one.unit.parent = office
    by = acting.reaching(APPRAISE, [one.unit for one in entrants])
    forms = {one.unit.uid: one for one in entrants if one.unit.uid in by}
    return Mine(
        group=group,
        edition=edition_named(group.edition),
        forms=forms,
        criteria={unit: criteria_of(holdings) for unit, holdings in by.items()},
        actors={one.pk: acting.actor_by(by[unit][0]) for unit, one in forms.items()},
    )


def criteria_named(acting: Acting, unit: Unit) -> Criteria:
    """The parts that a person is named for in a unit, by all roles that reach it; all if none."""
    return criteria_of(acting.reaching(APPRAISE, [unit]).get(unit.uid, ()))


def criteria_of(holdings: Iterable[Holding]) -> Criteria:
    """The parts that somebody with these roles is named for; all where one of them names none."""
    named = [frozenset(one.criteria) for one in holdings]
    return EVERY if EVERY in named else frozenset().union(*named)


def rounds_appraised(acting: Acting) -> list[Round]:
    """The running rounds in which a person may appraise a form, the newest period first."""
    running = (RoundState.OPEN, RoundState.CORRECTING)
    rounds = Round.objects.filter(state__in=running).order_by("-period", "slug")
    return [one for one in rounds if any(mine_of(acting, each).forms for each in groups_of(one))]


def groups_of(one: Round) -> list[RankGroup]:
    """The ranking groups of a round, each with the round."""
    found = list(one.groups.all())
    for group in found:
        group.round = one
    return found
