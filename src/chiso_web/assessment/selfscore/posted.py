"""What a form that was sent asks for: changes of figures, accounts, and the texts as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from chiso.definition.model import Edition, Node
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.services.filling import Change

MINE, THEIRS = "mine", "theirs"
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a line as somebody typed it, and the version that they saw."""

    node: str
    how: str
    counted: str
    seen: int


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent of a content; ``groundless`` are the lines that did not arise, without a ground
    yet: nothing of them can be kept. ``is_forged``: it has boxes that the content has not.
    """

    changes: Sequence[Change] = ()
    accounts: Sequence[Account] = ()
    groundless: Sequence[str] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    is_forged: bool = False


def posted_read(sent: QueryDict, edition: Edition, leaves: Sequence[Node]) -> Posted:
    """What was sent of some leaves; a box that was not sent is not touched."""
    changes: list[Change] = []
    groundless: list[str] = []
    for leaf in leaves:
        if _is_groundless(sent, leaf):
            groundless.append(leaf.id)
            continue
        for field_ in fields_of(edition, leaf):
            change = _change(sent, leaf, field_.measure)
            if change is not None and all(known.measure != change.measure for known in changes):
                changes.append(change)
    told = [_account(sent, leaf.id) for leaf in leaves]
    accounts = [account for account in told if account is not None]
    typed = {name: text for name, text in sent.items() if ":" in name and isinstance(text, str)}
    return Posted(changes, accounts, groundless, typed, _is_forged(sent, edition, leaves))


def _is_forged(sent: QueryDict, edition: Edition, leaves: Sequence[Node]) -> bool:
    """Whether figures or accounts were sent that no leaf here asks for: no page of ours does."""
    figures = {f"seen:{one.measure}" for leaf in leaves for one in fields_of(edition, leaf)}
    known = figures | {f"account:{leaf.id}" for leaf in leaves}
    return any(name.startswith(("seen:", "account:")) and name not in known for name in sent)


def _is_groundless(sent: QueryDict, leaf: Node) -> bool:
    return bool(sent.get(f"none:{leaf.id}")) and not sent.get(f"ground:{leaf.id}", "").strip()


def _change(sent: QueryDict, leaf: Node, measure: str) -> Change | None:
    """The change of one figure; none where it was not sent, or another person's is to stand."""
    if f"seen:{measure}" not in sent or sent.get(f"pick:{measure}") == THEIRS:
        return None
    over = sent.get(f"pick:{measure}") == MINE
    none = bool(sent.get(f"none:{leaf.id}"))
    return Change(
        measure=measure,
        seen=version_read(sent.get(f"standing:{measure}" if over else f"seen:{measure}", "")),
        typed="" if none else sent.get(f"value:{measure}", ""),
        not_applicable=none,
        ground=sent.get(f"ground:{leaf.id}", "") if none else "",
        difference=sent.get(f"why:{measure}", ""),
    )


def _account(sent: QueryDict, node: str) -> Account | None:
    """The account of a line; none where it was not sent, or another person's is to stand."""
    if f"account:{node}" not in sent or sent.get(f"pick:{node}") == THEIRS:
        return None
    over = sent.get(f"pick:{node}") == MINE
    return Account(
        node=node,
        how=sent.get(f"how:{node}", ""),
        counted=sent.get(f"counted:{node}", ""),
        seen=version_read(sent.get(f"standing:{node}" if over else f"account:{node}", "")),
    )


def version_read(text: str) -> int:
    """A version as it was sent; 0, which conflicts with all that stands, where it is none."""
    if not (text.isascii() and text.isdecimal()):
        return 0
    return min(int(text[:12]), LARGEST)
