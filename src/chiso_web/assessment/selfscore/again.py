"""What of a sent content is shown again as it was typed, since it could not be kept."""

from collections.abc import Iterator, Mapping, Sequence

from chiso.definition.model import Edition, Node
from chiso_web.assessment.asked import fields_of, leaves_reading
from chiso_web.assessment.selfscore.posted import Posted
from chiso_web.assessment.selfscore.saving import Outcome


def lines_sent(edition: Edition, leaves: Sequence[Node], posted: Posted) -> set[str]:
    """The leaves of which a box was sent."""
    return {
        leaf.id
        for leaf in leaves
        if any(name in posted.typed for name in _names(edition, leaf, ("seen", "account")))
    }


def typed_again(
    edition: Edition, leaves: Sequence[Node], posted: Posted, outcome: Outcome
) -> Mapping[str, str]:
    """The texts of the lines that were not kept: of all where the act was refused, else of those
    that somebody else had changed, and of those that lack a ground.
    """
    reading = leaves_reading(edition)
    stuck = {*posted.groundless, *(outcome.overtaken or {})}
    for one in outcome.conflicts:
        stuck |= {leaf.id for leaf in reading[one.change.measure]}
    again = [leaf for leaf in leaves if outcome.refused or leaf.id in stuck]
    kinds = ("value", "seen", "why", "none", "ground", "how", "counted", "account")
    names = {name for leaf in again for name in _names(edition, leaf, kinds)}
    return {name: text for name, text in posted.typed.items() if name in names}


def _names(edition: Edition, leaf: Node, kinds: Sequence[str]) -> Iterator[str]:
    """The names of a leaf's boxes."""
    subjects = [leaf.id, *(field.measure for field in fields_of(edition, leaf))]
    return (f"{kind}:{subject}" for kind in kinds for subject in subjects)
