"""An edition's tree as the columns of a file."""

from chiso.definition.model import Edition, Node
from chiso.evaluation.edition_words import node_in_words
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.look.saving import Columns


def tree_columns(edition: Edition) -> Columns:
    """Every part in tree order, with its rule in words and its source."""
    nodes, lang = edition.nodes, language()
    return {
        "edition": [edition.name] * len(nodes),
        "node": [node.id for node in nodes],
        "parent": [node.parent for node in nodes],
        "kind": [node.kind for node in nodes],
        "code": [node.code for node in nodes],
        "name": [node.name.in_language(lang) for node in nodes],
        "rule": [say(node_in_words(edition, node), lang) for node in nodes],
        "measures": [" ".join(node.rule.measures) if node.rule else None for node in nodes],
        "offset": [node.offset if node.combine else None for node in nodes],
        "weight": [node.weight for node in nodes],
        "scale_min": [node.scale[0] if node.scale else None for node in nodes],
        "scale_max": [node.scale[1] if node.scale else None for node in nodes],
        "source": [node.cite.source if node.cite else None for node in nodes],
        "place": [_place(node, lang) for node in nodes],
    }


def _place(node: Node, lang: str) -> str | None:
    return node.cite.place.in_language(lang) if node.cite else None
