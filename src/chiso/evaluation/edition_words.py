"""An edition and what changed in it, in words: messages that ``wording.say`` renders."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chiso.aggregation.words import combination_in_words
from chiso.definition.difference import Aspect, EditionDifference, NodeChange
from chiso.definition.model import Edition, MissingPolicy, Node
from chiso.errors import mark
from chiso.scoring.words import rule_in_words
from chiso.values import MissingKind
from chiso.wording import Message, Text

_POLICIES = {
    MissingPolicy.ZERO: mark("counts 0 points"),
    MissingPolicy.FULL: mark("counts full points"),
    MissingPolicy.EXCLUDED: mark("is left out, and the rest counts"),
    MissingPolicy.WITHHOLD: mark("gives no score, here and above"),
    MissingPolicy.REFUSE: mark("is refused as a fault"),
}
_KINDS = {
    MissingKind.NOT_PUBLISHED: mark("not published"),
    MissingKind.WITHHELD: mark("withheld"),
    MissingKind.TOO_FEW: mark("too few answers"),
    MissingKind.NOT_APPLICABLE: mark("did not arise or does not apply"),
    MissingKind.NOT_REPORTED: mark("not reported"),
    MissingKind.NO_KEY: mark("cannot be divided without a key"),
    MissingKind.NOT_CLASSIFIED: mark("not classified: the rule for this value is not known"),
}
_ASPECTS = {
    Aspect.NAME: mark("name"),
    Aspect.CODE: mark("number"),
    Aspect.PARENT: mark("part of"),
    Aspect.RULE: mark("how its points are made"),
    Aspect.WEIGHT: mark("weight"),
    Aspect.SCALE: mark("printed scale"),
    Aspect.MISSING: mark("where a value is missing"),
    Aspect.SHOWN: mark("shown, not counted"),
    Aspect.SOURCE: mark("place in the source"),
}
NONE = mark("none")
SEVERAL = 3  # kinds that are told together


@dataclass(frozen=True, slots=True)
class AspectChange:
    """One aspect of a node, as it was and as it became."""

    aspect: Aspect
    name: Message
    before: Message
    after: Message


def node_in_words(edition: Edition, node: Node) -> Message:
    """How a node's points are made: its rule, or what becomes of its parts."""
    if node.rule is None:
        return combination_in_words(node)
    return rule_in_words(node.rule, name_of=lambda name: _name_of(edition, name))


def _name_of(edition: Edition, name: str) -> Text:
    """What people call a measure or a node."""
    if name in edition.measures:
        return edition.measures[name].name
    return edition.node(name).name


def missing_in_words(missing: Mapping[MissingKind, MissingPolicy]) -> Message:
    """What follows where a value is missing; where the kinds differ, those that are unlike most,
    and then all others together.
    """
    policies = set(missing.values())
    if not policies:
        return Message(NONE)
    if len(policies) == 1:
        return Message(_POLICIES[policies.pop()])
    usual, count = Counter(missing.values()).most_common(1)[0]
    others = len(missing) == len(MissingKind) and count >= SEVERAL
    parts = [
        Message(
            mark("{kind}: {policy}"),
            {"kind": Message(_KINDS[kind]), "policy": Message(_POLICIES[policy])},
        )
        for kind, policy in missing.items()
        if not others or policy is not usual
    ]
    if others:
        parts.append(Message(mark("otherwise: {policy}"), {"policy": Message(_POLICIES[usual])}))
    return Message("{parts}", {"parts": parts})


def change_in_words(difference: EditionDifference, change: NodeChange) -> tuple[AspectChange, ...]:
    """What of a node changed, aspect by aspect."""
    return tuple(
        AspectChange(
            aspect=aspect,
            name=Message(_ASPECTS[aspect]),
            before=_SAID[aspect](difference.before, change.before),
            after=_SAID[aspect](difference.after, change.after),
        )
        for aspect in change.aspects
    )


def _said(fact: object) -> Message:
    return Message("{it}", {"it": fact}) if fact not in ("", None) else Message(NONE)


def _parent(edition: Edition, node: Node) -> Message:
    return _said(edition.node(node.parent).name if node.parent else None)


def _scale(_: Edition, node: Node) -> Message:
    if node.scale is None:
        return Message(NONE)
    return Message(mark("{low} to {high}"), {"low": node.scale[0], "high": node.scale[1]})


def _shown(edition: Edition, node: Node) -> Message:
    """The names of what is shown, for a reader knows no ids."""
    names = [_name_of(edition, measure) for measure in node.shown]
    return Message("{names}", {"names": names}) if names else Message(NONE)


def _source(edition: Edition, node: Node) -> Message:
    if node.cite is None:
        return Message(NONE)
    title = edition.sources[node.cite.source].title
    return Message(mark("{title}, {place}"), {"title": title, "place": node.cite.place})


_SAID: Mapping[Aspect, Callable[[Edition, Node], Message]] = {
    Aspect.NAME: lambda _, node: _said(node.name),
    Aspect.CODE: lambda _, node: _said(node.code),
    Aspect.PARENT: _parent,
    Aspect.RULE: node_in_words,
    Aspect.WEIGHT: lambda _, node: _said(node.weight),
    Aspect.SCALE: _scale,
    Aspect.MISSING: lambda _, node: missing_in_words(node.missing),
    Aspect.SHOWN: _shown,
    Aspect.SOURCE: _source,
}
