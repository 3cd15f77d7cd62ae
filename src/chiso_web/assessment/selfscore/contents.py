"""The contents of a form: the branches of the edition's tree under which its leaves stand.

Every leaf has a page, bonus and penalty too, and leaves right under the whole share one: these are
not the contents that a result has columns for.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Edition, Node
from chiso_web.assessment.asked import is_asked
from chiso_web.look.formats import language
from chiso_web.look.not_found import PageMissing
from chiso_web.results.selectors import edition_named


@dataclass(frozen=True, slots=True)
class Content:
    """A branch with its leaves in tree order, those that the unit does not score among them."""

    node: Node
    leaves: tuple[Node, ...]

    @property
    def asked(self) -> tuple[Node, ...]:
        """The leaves that the unit scores itself."""
        return tuple(leaf for leaf in self.leaves if is_asked(leaf))

    @property
    def title(self) -> str:
        """Its code and name: "3. Cải cách thủ tục hành chính"."""
        name = self.node.name.in_language(language())
        return f"{self.node.code}. {name}" if self.node.code else name


@lru_cache(maxsize=16)
def content_list(name: str) -> tuple[Content, ...]:
    """The contents of the edition of a name, in tree order."""
    edition = edition_named(name)
    found: dict[str, list[Node]] = {}
    for leaf in edition.leaves:
        found.setdefault(_branch_of(edition, leaf).id, []).append(leaf)
    return tuple(Content(edition.node(node), tuple(leaves)) for node, leaves in found.items())


def _branch_of(edition: Edition, leaf: Node) -> Node:
    """The uppermost node above with a code of its own; the nearest where none has."""
    above = [one for one in edition.ancestors(leaf.id) if one.id != ROOT]
    coded = [one for one in above if one.code]
    return [*coded, *above, edition.node(ROOT)][len(coded) - 1 if coded else 0]


def content_get(name: str, node: str) -> Content:
    """The content of a node: its own, or the one that a leaf stands in. Raises PageMissing where
    there is none.
    """
    for content in content_list(name):
        if node == content.node.id or any(node == leaf.id for leaf in content.leaves):
            return content
    raise PageMissing(
        title=_("There is no such content"),
        sentence=_("The set by which this form is scored has no such content."),
        offers=[],
    )
