"""The tree of an edition, each part with how its points are made, what it reads and who says so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chiso.definition.model import Combination, Edition, MissingPolicy, Node
from chiso.definition.rules import Given
from chiso.evaluation.edition_words import missing_in_words, node_in_words
from chiso.values import MissingKind
from chiso_web.look.formats import language, short
from chiso_web.portal.editions.words import most_text, node_title, phrase, scale_text, sentence

Policy = Mapping[MissingKind, MissingPolicy]


@dataclass(frozen=True, slots=True)
class Read:
    """A measure as pages name it: id, name, unit, and which direction is better."""

    id: str
    name: str
    unit: str
    direction: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One part of the tree with all below it."""

    id: str
    title: str
    rule: str
    weight: str
    scale: str
    most: str
    reads: tuple[Read, ...]
    shown: tuple[Read, ...]
    missing: str
    note: str
    source: str
    part: str
    local: bool
    below: tuple["Branch", ...]


def branch(edition: Edition, node: Node, *, usual: Policy) -> Branch:
    """A node and all below it; ``usual`` is what follows where a value is missing in most parts."""
    return Branch(
        id=node.id,
        title=node_title(node),
        rule=sentence(node_in_words(edition, node)),
        weight=_weight(edition, node),
        scale="" if _says_its_scale(node) else scale_text(node),
        most=most_text(edition, node),
        reads=_reads(edition, node.rule.measures if node.rule else ()),
        shown=_reads(edition, node.shown),
        missing="" if dict(node.missing) == usual else phrase(missing_in_words(node.missing)),
        note=node.note.in_language(language()) if node.note else "",
        source=_source(edition, node),
        part=_part(edition, node),
        local=node.local,
        below=tuple(branch(edition, child, usual=usual) for child in edition.children(node.id)),
    )


def top_branches(edition: Edition) -> tuple[Branch, ...]:
    """The parts that a page opens one by one: those right below the whole; of one that no number is
    printed for, such as the sum of all contents, its own parts after it.
    """
    usual = usual_policy(edition)
    found: list[Branch] = []
    for node in edition.children(edition.root.id):
        whole = branch(edition, node, usual=usual)
        is_frame = not node.code and any(one.below for one in whole.below)
        found += [replace(whole, below=()), *whole.below] if is_frame else [whole]
    return tuple(found)


def usual_policy(edition: Edition) -> Policy:
    """What follows where a value is missing, in most parts of the edition."""
    counted = Counter(tuple(node.missing.items()) for node in edition.nodes)
    return dict(counted.most_common(1)[0][0])


def _says_its_scale(node: Node) -> bool:
    """Whether the rule in words names the printed scale already."""
    return isinstance(node.rule, Given) and node.scale == (node.rule.low, node.rule.high)


def _part(edition: Edition, node: Node) -> str:
    """The part of the points in which a leaf counts: appraisal, survey; empty for none."""
    names = (one.name.in_language(language()) for one in edition.parts if one.id == node.part)
    return next(names, "")


def _weight(edition: Edition, node: Node) -> str:
    """What the part above multiplies with; empty under a plain sum."""
    above = edition.node(node.parent).combine if node.parent else None
    return "" if above in (None, Combination.SUM) else f"× {short(node.weight)}"


def _reads(edition: Edition, measures: Iterable[str]) -> tuple[Read, ...]:
    return tuple(_read(edition, measure) for measure in measures)


def _read(edition: Edition, measure: str) -> Read:
    known = edition.measures[measure]
    return Read(
        measure, known.name.in_language(language()), unit_text(known.unit), _better(known.direction)
    )


def unit_text(unit: str) -> str:
    """A measure's unit in words."""
    if unit.startswith("scale_"):
        _word, low, high = unit.split("_")
        return _("on a scale of %(low)s–%(high)s") % {"low": low, "high": high}
    names = {
        "points": _("points"),
        "share": _("share, 0–1"),
        "thousand_dong": _("thousand đồng"),
        "km": _("km"),
        "minutes": _("minutes"),
        "per_100_people": _("per 100 people"),
        "count": _("count"),
        "days": _("days"),
        "percent": _("per cent"),
        "yes_no": _("yes or no"),
    }
    return names.get(unit, unit.replace("_", " "))


def _better(direction: str) -> str:
    return {
        "higher": _("higher is better"),
        "lower": _("lower is better"),
        "none": _("neither direction is better"),
    }[direction]


def _source(edition: Edition, node: Node) -> str:
    """The place in the source; with its title where it is not the edition's main one."""
    if node.cite is None:
        return ""
    place = node.cite.place.in_language(language())
    if node.cite.source == edition.in_force.source:
        return place
    return f"{edition.sources[node.cite.source].title.in_language(language())}; {place}"
