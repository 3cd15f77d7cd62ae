"""Where a node of an edition is laid down."""

from chiso.definition.model import Edition, Node
from chiso_web.look.formats import language


def cite_text(edition: Edition, node: Node) -> str:
    """Where a node is laid down: the place, and the source; empty where it names none."""
    if node.cite is None:
        return ""
    title = edition.sources[node.cite.source].title.in_language(language())
    return f"{node.cite.place.in_language(language())}; {title}"
