"""What of a round is an appraiser's: by criterion and by unit, how much of it is decided."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from chiso_web.accounts.acting import Acting
from chiso_web.assessment.appraisal import addresses
from chiso_web.assessment.appraisal.mine import Criteria, Mine, groups_of, mine_of
from chiso_web.assessment.deadlines import deadline_of, deadline_text
from chiso_web.assessment.locks import appraisal_shut
from chiso_web.assessment.marking import mark_of
from chiso_web.assessment.models import Line, Round
from chiso_web.assessment.moves import DecisionKind
from chiso_web.assessment.naming import kind_name, node_name, round_name
from chiso_web.assessment.services.appraising import is_mine
from chiso_web.look.formats import day, language, number
from chiso_web.workdays.selectors import office_get

Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion or a unit: how many of how many are decided, and its queue."""

    code: str
    name: str
    decided: int
    total: int
    address: str

    @property
    def percent(self) -> int:
        """The share that is decided; never 100 before all is."""
        return self.decided * 100 // self.total if self.total else 0

    @property
    def is_done(self) -> bool:
        """Whether all of it is decided."""
        return self.decided == self.total


@dataclass(frozen=True, slots=True)
class Content:
    """A content of the set with its criteria."""

    name: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A ranking group: its criteria by content, its units, those that have not submitted."""

    id: str
    kind: str
    contents: Sequence[Content]
    units: Sequence[Item]
    submitted: int
    total: int
    waiting: Sequence[str]
    deadline: str
    deadline_day: str
    closed: str
    first: str


def index_facts(acting: Acting, one: Round, *, today: date) -> dict[str, object]:
    """The page of a round for an appraiser."""
    mine = [mine_of(acting, group) for group in groups_of(one)]
    groups = [_group(each, today) for each in mine if each.forms]
    return {
        "mark": mark_of(one),
        "round_name": round_name(one),
        "groups": groups,
        "decided": number(sum(item.decided for group in groups for item in group.units), 0),
        "total": number(sum(item.total for group in groups for item in group.units), 0),
    }


def _group(mine: Mine, today: date) -> GroupShown:
    by_node, by_unit = _counts(mine)
    group, lang = mine.group, language()
    deadline = deadline_of(office_get().calendar, group.appraisal_until, today=today)
    closed = appraisal_shut(group.round, group, today=today)
    submitted = mine.submitted
    there = {one.pk for one in submitted}
    units = [
        Item(
            "",
            one.unit.name(lang),
            *by_unit.get(one.unit.uid, (0, 0)),
            addresses.unit_address(one),
        )
        for one in submitted
    ]
    contents = _contents(mine, by_node)
    items = [item for content in contents for item in content.items]
    return GroupShown(
        id=group.kind,
        kind=kind_name(group.kind),
        contents=contents,
        units=units,
        submitted=len(submitted),
        total=len(mine.forms),
        waiting=[one.unit.name(lang) for one in mine.forms.values() if one.pk not in there],
        deadline="" if closed else deadline_text(deadline),
        deadline_day=day(group.appraisal_until),
        closed=closed,
        first=next((one.address for one in items if not one.is_done), ""),
    )


def _contents(mine: Mine, by_node: Counts) -> list[Content]:
    found: dict[str, list[Item]] = defaultdict(list)
    for leaf in mine.leaves:
        item = Item(
            leaf.code or leaf.id,
            leaf.name.in_language(language()),
            *by_node.get(leaf.id, (0, 0)),
            addresses.queue_address(mine.group, leaf.id),
        )
        found[leaf.parent or ""].append(item)
    return [Content(node_name(mine.edition.node(one)), items) for one, items in found.items()]


def _counts(mine: Mine) -> tuple[Counts, Counts]:
    """How many lines of the submitted forms are decided of how many, by criterion and by unit; two
    queries for each set of criteria that the person is named for, of which there is one.
    """
    by_node: dict[str, Counter[str]] = defaultdict(Counter)
    by_unit: dict[str, Counter[str]] = defaultdict(Counter)
    alike: dict[Criteria, list[int]] = defaultdict(list)
    for one in mine.submitted:
        alike[mine.criteria[one.unit.uid]].append(one.pk)
    for criteria, keys in alike.items():
        nodes = [leaf.id for leaf in mine.leaves if is_mine(mine.edition, leaf.id, criteria)]
        lines = Line.objects.filter(entrant__in=keys, node__in=nodes).order_by()
        for name, found in (("node", by_node), ("entrant__unit__uid", by_unit)):
            for key, decided, total in lines.values_list(name).annotate(a=_DECIDED, b=_ALL):
                found[key].update(decided=decided, total=total)
    return _told(by_node), _told(by_unit)


_DECIDED = Count("pk", filter=Q(decision__in=(DecisionKind.ACCEPT, DecisionKind.CHANGE)))
_ALL = Count("pk")


def _told(counted: dict[str, Counter[str]]) -> Counts:
    return {key: (one["decided"], one["total"]) for key, one in counted.items()}
