"""The tree of an index at the side of a page, opened on the way to the present node."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chiso.definition.model import ROOT, Edition, Node
from chiso_web.look.formats import language


@dataclass(frozen=True, slots=True)
class Branch:
    """A node in the tree at the side; ``below`` is opened on the way to the present one."""

    code: str
    name: str
    points: str
    address: str
    current: bool
    below: tuple["Branch", ...]


def branches(
    edition: Edition,
    node: str,
    *,
    points: Callable[[Node], str],
    address: Callable[[Node], str],
) -> tuple[Branch, ...]:
    """The root's children, opened down to the present ``node``; ``points`` is what stands beside
    each, ``address`` where it leads.
    """
    on_the_way = {node, *(above.id for above in edition.ancestors(node))}

    def branch(item: Node) -> Branch:
        below = edition.children(item.id) if item.id in on_the_way else ()
        return Branch(
            code=item.code,
            name=item.name.in_language(language()),
            points=points(item),
            address=address(item),
            current=item.id == node,
            below=tuple(branch(child) for child in below),
        )

    return tuple(branch(item) for item in edition.children(ROOT))


def branches_open(edition: Edition, node: str) -> Sequence[str]:
    """The nodes whose scores the tree at the side shows."""
    way = [node, *(above.id for above in edition.ancestors(node)), ROOT]
    return [child.id for step in dict.fromkeys(way) for child in edition.children(step)]
