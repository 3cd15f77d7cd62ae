"""What differs between two editions of an index: parts added, removed and changed, and in what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chiso.definition.model import ROOT, Break, Citation, Edition, Node
from chiso.definition.rules import AnswerShares, Given, Requires, Rule
from chiso.wording import Text

_NOWHERE = Text("", "")


class Aspect(StrEnum):
    """In what a node may differ; ``RULE`` is how its points are made, be it a leaf or not."""

    NAME = "name"
    CODE = "code"
    PARENT = "parent"
    RULE = "rule"
    WEIGHT = "weight"
    SCALE = "scale"
    MISSING = "missing"
    SHOWN = "shown"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that both editions have, as it was and as it became, and in what it differs."""

    before: Node
    after: Node
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """What became of the nodes of ``before`` in ``after``, each in its edition's tree order.

    ``breaks`` are those declared for the years between the two first days of force, on nodes that
    either edition has; ``classes_changed`` says that units are classed otherwise.
    """

    before: Edition
    after: Edition
    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[NodeChange, ...]
    classes_changed: bool
    breaks: tuple[Break, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both editions compute the same."""
        return not (self.added or self.removed or self.changed or self.classes_changed)


def difference(before: Edition, after: Edition) -> EditionDifference:
    """Node by node what differs; nodes are the same by their id.

    Each year's edition cites that year's own tables. So the source in which an edition's force is
    laid down counts as the same, whatever its year; a citation differs where it names another
    source, or another place in it.
    """
    old = {node.id: node for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    return EditionDifference(
        before=before,
        after=after,
        added=tuple(node for node in after.nodes if node.id not in old),
        removed=tuple(node for node in before.nodes if node.id not in new),
        changed=tuple(_changes(before, after, old)),
        classes_changed=_classes(before) != _classes(after),
        breaks=tuple(one for one in after.breaks if _lies_between(one, before, after)),
    )


def _changes(before: Edition, after: Edition, old: Mapping[str, Node]) -> Iterator[NodeChange]:
    for node in after.nodes:
        if node.id in old:
            was = old[node.id]
            aspects = tuple(
                aspect for aspect, of in _ASPECTS.items() if of(before, was) != of(after, node)
            )
            if aspects:
                yield NodeChange(was, node, aspects)


def _classes(edition: Edition) -> object:
    """How an edition classes its units, apart from where that is laid down."""
    classes = edition.classes
    if classes is None:
        return None
    conditions = [(one.node, one.below, one.at_best) for one in classes.conditions]
    return classes.by, classes.kinds, classes.named, conditions


def _lies_between(one: Break, before: Edition, after: Edition) -> bool:
    ids = {node.id for edition in (before, after) for node in edition.nodes} | {ROOT}
    years = range(before.in_force.since.year + 1, after.in_force.since.year + 1)
    return one.node in ids and one.from_year in years


def _rule(node: Node) -> Rule | None:
    """The rule, apart from where the range of a published value is printed."""
    return _uncited(node.rule) if node.rule else None


def _uncited(rule: Rule) -> Rule:
    if isinstance(rule, Given):
        return replace(rule, range_source=_NOWHERE)
    if isinstance(rule, AnswerShares) and rule.rounding:
        return replace(rule, rounding=replace(rule.rounding, source=_NOWHERE))
    if isinstance(rule, Requires):
        return replace(rule, then=_uncited(rule.then))
    return rule


def _source(edition: Edition, node: Node) -> Citation | None:
    """The citation, the edition's main source under one name whatever its year."""
    if node.cite is None or node.cite.source != edition.in_force.source:
        return node.cite
    return Citation("", node.cite.place)


_ASPECTS: Mapping[Aspect, Callable[[Edition, Node], object]] = {
    Aspect.NAME: lambda _, node: node.name,
    Aspect.CODE: lambda _, node: node.code,
    Aspect.PARENT: lambda _, node: node.parent,
    Aspect.RULE: lambda _, node: (
        _rule(node),
        node.combine,
        node.offset,
        node.rescale_to,
        node.part,
        node.local,
    ),
    Aspect.WEIGHT: lambda _, node: node.weight,
    Aspect.SCALE: lambda _, node: node.scale,
    Aspect.MISSING: lambda _, node: dict(node.missing),
    Aspect.SHOWN: lambda _, node: node.shown,
    Aspect.SOURCE: _source,
}
