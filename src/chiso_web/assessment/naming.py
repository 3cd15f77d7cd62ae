"""What rounds, ranking groups, editions and their nodes are called on pages."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.definition.model import Edition, Node
from chiso_web.assessment.models import RankGroup, Round
from chiso_web.look.formats import day, language
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import kind_by_id


def round_name(one: Round) -> str:
    """Kỳ đánh giá 2026."""
    return _("Round of assessment %(period)s") % {"period": one.period}


def kind_name(kind: str) -> str:
    """The kind of the units of a ranking group: phường, sở, ngành."""
    return _kind_named(kind, language()) or kind


@lru_cache(maxsize=128)
def _kind_named(kind: str, lang: str) -> str:
    """The name of a kind, looked up once a process: pages say it many times."""
    found = kind_by_id().get(kind)
    return found.name(lang) if found else ""


def group_name(group: RankGroup) -> str:
    """The ranking group as a heading: Phường."""
    name = kind_name(group.kind)
    return name[:1].upper() + name[1:]


def edition_text(edition: Edition) -> str:
    """An edition with the day from which it is in force."""
    return _("%(title)s (in force from %(day)s)") % {
        "title": edition.title.in_language(language()),
        "day": day(edition.in_force.since),
    }


def node_name(node: Node) -> str:
    """A criterion or content with its code: 3.2 Giải quyết hồ sơ đúng hạn."""
    return f"{node.code} {node.name.in_language(language())}".strip()


def codes_of(edition: str, nodes: Iterable[str]) -> list[str]:
    """What lines are called in an edition, in its order."""
    read, wanted = edition_named(edition), set(nodes)
    return [leaf.code or leaf.id for leaf in read.leaves if leaf.id in wanted]
