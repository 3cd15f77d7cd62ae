"""What changed against the edition before: headlines, every difference, and the same as columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.difference import Aspect, EditionDifference, NodeChange
from chiso.definition.model import Node
from chiso.evaluation.edition_words import change_in_words, node_in_words
from chiso_web.look.saving import Columns
from chiso_web.portal.editions.words import code_of, node_title, phrase

ASIDE = {Aspect.SHOWN, Aspect.SOURCE}  # what changes no score


@dataclass(frozen=True, slots=True)
class Headline:
    """One sort of change, and the parts it befell."""

    what: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Both as one phrase."""
        return f"{self.what}: {', '.join(self.parts)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of one part, as it was and as it became; ``counts`` tells whether scores may
    differ.
    """

    part: str
    aspect: str
    before: str
    after: str
    counts: bool


def headlines(found: EditionDifference) -> tuple[Headline, ...]:
    """What a reader should know first; parts that only go with a larger part are left out."""
    closed, opened = _became(found, leaf=True), _became(found, leaf=False)
    sorts = (
        (_("Added"), node_title, _uppermost(found.added, apart_from=opened)),
        (_("Removed"), node_title, _uppermost(found.removed, apart_from=closed)),
        (_("Taken as published, no longer computed from indicators"), code_of, closed),
        (_("Computed from indicators, no longer taken as published"), code_of, opened),
        (_("Another rule, weight or scale"), code_of, _computed_otherwise(found)),
        (_("Renamed"), node_title, _with(found, Aspect.NAME)),
        (_("Printed under another number"), node_title, _with(found, Aspect.CODE)),
        (_("Moved"), node_title, _with(found, Aspect.PARENT)),
    )
    lines = [Headline(what, tuple(map(say, nodes))) for what, say, nodes in sorts if nodes]
    if found.classes_changed:
        lines.append(Headline(_("Classes"), (_("formed otherwise"),)))
    return tuple(lines)


def _uppermost(nodes: Sequence[Node], *, apart_from: Sequence[Node]) -> list[Node]:
    """Without those below another of them, or below a part that is named for it anyway."""
    told = {node.id for node in (*nodes, *apart_from)}
    return [node for node in nodes if node.parent not in told]


def _became(found: EditionDifference, *, leaf: bool) -> list[Node]:
    """Parts that have a rule of their own where they had parts, or the other way round."""
    return [
        one.after
        for one in found.changed
        if (one.after.rule is not None) == leaf and (one.before.rule is not None) != leaf
    ]


def _computed_otherwise(found: EditionDifference) -> list[Node]:
    """Parts whose rule, weight or scale changed; where a whole was named, its parts are not."""
    changed = [one for one in found.changed if _is_other_formula(one)]
    named = {one.after.id for one in changed}
    return [one.after for one in changed if one.after.parent not in named]


def _is_other_formula(one: NodeChange) -> bool:
    same_sort = (one.before.rule is None) == (one.after.rule is None)
    return same_sort and bool({Aspect.RULE, Aspect.WEIGHT, Aspect.SCALE} & set(one.aspects))


def _with(found: EditionDifference, aspect: Aspect) -> list[Node]:
    return [one.after for one in found.changed if aspect in one.aspects]


def differences(found: EditionDifference) -> tuple[Difference, ...]:
    """Every difference, part by part: those added, those removed, those changed."""
    return tuple(_rows(found))


def _rows(found: EditionDifference) -> Iterator[Difference]:
    for node in found.added:
        rule = phrase(node_in_words(found.after, node))
        yield Difference(_numbered(node), _("added"), "", rule, True)
    for node in found.removed:
        rule = phrase(node_in_words(found.before, node))
        yield Difference(_numbered(node), _("removed"), rule, "", True)
    for one in found.changed:
        for aspect in change_in_words(found, one):
            yield Difference(
                part=_numbered(one.after),
                aspect=phrase(aspect.name),
                before=phrase(aspect.before),
                after=phrase(aspect.after),
                counts=aspect.aspect not in ASIDE,
            )


def _numbered(node: Node) -> str:
    """A part with its number or, where none is printed, its id."""
    return node_title(node) if node.code or not node.parent else f"{node.id} {node_title(node)}"


def difference_columns(found: EditionDifference) -> Columns:
    """Every difference as the columns of a file."""
    rows = differences(found)
    return {
        "before_edition": [found.before.name] * len(rows),
        "after_edition": [found.after.name] * len(rows),
        "part": [row.part for row in rows],
        "aspect": [row.aspect for row in rows],
        "before": [row.before for row in rows],
        "after": [row.after for row in rows],
        "counts": [row.counts for row in rows],
    }
