"""The parts of indices that an appraiser is named for, as they are typed: "ha-noi-communes:1.2"."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.definition.editions import edition_list
from chiso.spelling import nearest
from chiso_web.look.formats import echoed

MOST = 100
_PARTING = re.compile(r"[\s,;]+")


class CriteriaUnknown(Exception):
    """Parts that no edition has; ``sentence`` offers the nearest."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def criteria_typed(text: str) -> tuple[str, ...]:
    """The parts that a text names, each once, in its order.

    Raises CriteriaUnknown for what no edition of the index has.
    """
    named = dict.fromkeys(one for one in _PARTING.split(text.strip()) if one)
    if len(named) > MOST:
        sentence = _("Found %(found)s criteria; expected at most %(most)s. Leave blank for all.")
        raise CriteriaUnknown(sentence % {"found": len(named), "most": MOST})
    known = parts_known() if named else frozenset()
    unknown = [one for one in named if one not in known]
    if unknown:
        near = nearest(unknown[0], known)
        sentence = _(
            "No index has the part “%(found)s”; expected index:part, such as ha-noi-communes:1.2. "
            "Nearest: %(near)s."
        )
        facts = {"found": echoed(unknown[0]), "near": ", ".join(near) or "–"}
        raise CriteriaUnknown(sentence % facts)
    return tuple(named)


@lru_cache(maxsize=1)
def parts_known() -> frozenset[str]:
    """Every part of every shipped edition, as index:part."""
    return frozenset(f"{one.id}:{node.id}" for one in edition_list() for node in one.nodes)
