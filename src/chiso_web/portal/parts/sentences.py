"""Whole sentences about a node over all provinces."""

from django.utils.translation import gettext as _

from chiso.evaluation.edition_words import node_in_words
from chiso.wording import say
from chiso_web.look.formats import language, number, short
from chiso_web.portal.explanation.subject import scale_text
from chiso_web.portal.parts.lines import digits
from chiso_web.portal.parts.part import Part
from chiso_web.portal.sources import credit, publisher


def node_title(part: Part) -> str:
    """The node's code and name; one without a printed code with its number in the tree."""
    node = part.node
    return f"{node.code or node.id} {node.name.in_language(language())}"


def title(part: Part) -> str:
    """The page's title."""
    facts = {"year": part.period, "node": node_title(part)}
    return _("PAPI %(year)s: %(node)s, by province") % facts


def level(part: Part) -> str:
    """The node's level in the edition's words."""
    return part.edition.level(part.node.kind).name.in_language(language())


def lead(part: Part) -> tuple[str, str]:
    """Who has most and least, and the median; what limits that."""
    spread = part.spread
    if spread is None:
        return _("No province has a published score"), ""
    places = digits(part)
    facts = {
        "high": number(spread.highest, places),
        "best": _few(part, spread.highest_units),
        "low": number(spread.lowest, places),
        "last": _few(part, spread.lowest_units),
        "median": number(spread.median, places),
        "count": spread.count,
        "scale": scale_text(part.node),
    }
    finding = _("%(best)s has most points, %(high)s; %(last)s has least, %(low)s") % facts
    rest = _("The median of %(count)s provinces is %(median)s") % facts
    return finding, f"{rest}{', ' if facts['scale'] else ''}{facts['scale']}. {no_error()}"


def _few(part: Part, units: tuple[int, ...]) -> str:
    names = [part.name_of(unit, language()) for unit in units]
    if len(names) > 3:
        return _("%(count)s provinces together") % {"count": len(names)}
    return ", ".join(names)


def no_error() -> str:
    """What is said wherever scores of a part are ranked."""
    return _("PAPI published no error for it, so small differences should not be read as real.")


def measures_text(part: Part) -> str:
    """How the node's points are made, as a sentence."""
    text = say(node_in_words(part.edition, part.node), language())
    return f"{text[:1].upper()}{text[1:]}."


def weight_text(part: Part) -> str:
    """What the node counts for in the one above; empty if it is simply added."""
    if part.node.parent is None or part.node.weight == 1:
        return ""
    above = part.edition.node(part.node.parent)
    return _("times %(weight)s in %(above)s") % {
        "weight": short(part.node.weight),
        "above": above.code or above.name.in_language(language()),
    }


def cite(part: Part) -> str:
    """Where the node is laid down."""
    found, lang = part.node.cite, language()
    if found is None:
        return ""
    source = part.edition.sources[found.source]
    return f"{source.title.in_language(lang)}; {found.place.in_language(lang)}"


def quote(part: Part, address: str) -> str:
    """One sentence to quote."""
    spread = part.spread
    facts = {
        "year": part.period,
        "node": node_title(part),
        "source": source_text(part),
        "address": address,
    }
    if spread is None:
        return (
            _(
                "PAPI %(year)s has no published score of any province for %(node)s. Source: "
                "%(source)s. %(address)s"
            )
            % facts
        )
    places = digits(part)
    return _(
        "According to PAPI %(year)s, the points for %(node)s lie between %(low)s (%(last)s) and "
        "%(high)s (%(best)s) over %(count)s provinces; the median is %(median)s; no error was "
        "published for these scores. Source: %(source)s. %(address)s"
    ) % (
        facts
        | {
            "low": number(spread.lowest, places),
            "last": _few(part, spread.lowest_units),
            "high": number(spread.highest, places),
            "best": _few(part, spread.highest_units),
            "count": spread.count,
            "median": number(spread.median, places),
        }
    )


def source_text(part: Part) -> str:
    """Who published what was quoted, or what it was added up from."""
    if not part.is_added_up:
        return credit({part.period: part.edition})
    facts = {"publisher": publisher(part.edition), "year": part.period}
    return (
        _("%(publisher)s, PAPI %(year)s; scores added up by Chiso from published PAPI scores")
        % facts
    )


def no_indicators(part: Part) -> str:
    """Why a sub-dimension has no indicators below it here; empty where that needs no word."""
    if part.node.kind != "sub_dimension" or part.children:
        return ""
    if part.node.shown:
        return ""
    return _(
        "Indicators are at hand for 2018, 2019, 2022 and 2023 only, so this score is taken as "
        "published."
    )


def trend_text(part: Part, cuts: tuple[int, ...]) -> str:
    """What the trend shows, for those who do not see it."""
    years = list(part.medians)
    if not years:
        return ""
    first, last = years[0], years[-1]
    facts = {
        "first": first,
        "start": number(part.medians[first], digits(part)),
        "last": last,
        "end": number(part.medians[last], digits(part)),
    }
    text = _("National median: %(start)s in %(first)s, %(end)s in %(last)s.") % facts
    if cuts:
        text += " " + _("Breaks of comparability: %(years)s; nothing is compared across them.") % {
            "years": ", ".join(map(str, cuts))
        }
    return text
