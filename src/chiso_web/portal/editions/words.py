"""What pages say of an edition: when it is in force, how surely, and of parts by their level."""

import math
from collections import Counter

from django.utils.translation import gettext as _

from chiso.definition.model import Certainty, Combination, Edition, Node
from chiso.wording import Message, say
from chiso_web.look.formats import day, language, short
from chiso_web.portal.papi import INDEX
from chiso_web.results.contents import is_extra


def sentence(message: Message) -> str:
    """A message of the library as a sentence, without its full stop."""
    text = phrase(message)
    return text[:1].upper() + text[1:]


def phrase(message: Message) -> str:
    """A message of the library inside a sentence."""
    return say(message, language())


def node_title(node: Node) -> str:
    """A node's code and name."""
    return f"{node.code} {node.name.in_language(language())}".strip()


def code_of(node: Node) -> str:
    """What a list calls a node: its printed number, else its id; the whole by its name."""
    return node.code or (node.id if node.parent else node.name.in_language(language()))


def force_text(edition: Edition) -> str:
    """The days on which it is in force."""
    since, until = edition.in_force.since, edition.in_force.until
    if not edition.in_force.until_known:
        return _("from %(since)s; when it ended, or whether, is not known") % {"since": day(since)}
    if until is None:
        return _("from %(since)s, until another replaces it") % {"since": day(since)}
    return _("from %(since)s to %(until)s") % {"since": day(since), "until": day(until)}


def certainty_text(edition: Edition) -> str:
    """How surely these days are known."""
    by_year = _("by survey year; no document names the days")
    if not edition.id.startswith(INDEX):
        by_year = _("by the year scored; no document read names the days")
    return {
        Certainty.EXACT: _("the days as laid down"),
        Certainty.SURVEY_YEAR: by_year,
        Certainty.UNKNOWN: _("the days are not known for certain"),
    }[edition.in_force.certainty]


def years_text(edition: Edition) -> str:
    """The years it covers: 2022, or 2011–2015."""
    first, until = edition.in_force.since.year, edition.in_force.until
    if until is None:
        return _("from %(first)s") % {"first": first}
    return str(first) if until.year == first else f"{first}–{until.year}"


def levels_text(edition: Edition) -> str:
    """How many parts each level below the index has, in the edition's own words."""
    counts = Counter(node.kind for node in edition.nodes[1:])
    return ", ".join(
        _("%(level)s: %(count)s")
        % {"level": _lowered(level.name.in_language(language())), "count": counts[level.kind]}
        for level in edition.levels
        if counts[level.kind]
    )


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]


def scale_text(node: Node) -> str:
    """The printed scale: 0,25–2,5; empty for none."""
    return f"{short(node.scale[0])}–{short(node.scale[1])}" if node.scale else ""


def most_of(edition: Edition, node: Node) -> float | None:
    """The most points of a node, bonus and penalty apart; None where its parts do not just add up,
    or have no end.
    """
    if node.rescale_to is not None:
        return node.rescale_to
    if node.rule is not None:
        most = node.rule.maximum
        return most if math.isfinite(most) else None
    if node.combine is not Combination.SUM:
        return None
    below = [one for one in edition.children(node.id) if not is_extra(edition, one.id)]
    found = [most_of(edition, one) for one in below]
    return None if None in found else math.fsum(one for one in found if one is not None)


def most_text(edition: Edition, node: Node) -> str:
    """The same in words; empty where scales are printed, and where nothing is known."""
    if any(one.scale for one in edition.nodes) or is_extra(edition, node.id):
        return ""
    most = most_of(edition, node)
    return _("at most %(most)s points") % {"most": short(most)} if most else ""
