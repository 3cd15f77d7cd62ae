"""What pages say of an edition: when it is in force, how surely, and of parts by their level."""

from collections import Counter

from django.utils.translation import gettext as _

from chiso.definition.model import Certainty, Edition, Node
from chiso.wording import Message, say
from chiso_web.look.formats import day, language, short


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
    return {
        Certainty.EXACT: _("the days as laid down"),
        Certainty.SURVEY_YEAR: _("by survey year; no document names the days"),
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
