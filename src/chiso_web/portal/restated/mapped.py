"""The estimates as a map of the 34 provinces."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT
from chiso_web.look.formats import number
from chiso_web.look.maps import HO_CHI_MINH, KeyLine, Map, Mark, drawn, provinces_34
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.restated import sentences
from chiso_web.portal.restated.lines import Words, text_of
from chiso_web.results.estimates import Estimates


def estimates_map(found: Estimates, words: Words) -> Map:
    """The map of a year's estimates, for look/map.html."""
    return drawn(
        provinces_34(),
        marks(found, words),
        notes=notes(found),
        title=_("PAPI %(year)s on the 34 provinces: quarters of the total, an estimate")
        % {"year": found.period},
        finding=sentences.finding(found, words),
        key=key(found, words),
        missing=sentences.missing(found, words),
    )


def marks(found: Estimates, words: Words) -> list[Mark]:
    """What the map says of each province."""
    return [
        Mark(
            code=row.uid.partition("@")[0],
            name=row.name,
            address=unit_address(row.uid, found.period),
            tone=words.tones.get(row.class_ids[ROOT], ""),
            class_name=words.classes.get(row.class_ids[ROOT], ""),
            value=""
            if row.total is None
            else _("%(total)s points") % {"total": text_of(row, ROOT)},
        )
        for row in found.rows
    ]


def notes(found: Estimates) -> Mapping[str, str]:
    """The provinces that are named on the map: highest, lowest, Hồ Chí Minh City."""
    best, last = found.ranked[0], found.ranked[-1]
    by_code = {row.uid.partition("@")[0]: row for row in found.rows}
    extremes = {
        best.uid.partition("@")[0]: _("%(total)s, highest") % {"total": text_of(best, ROOT)},
        last.uid.partition("@")[0]: _("%(total)s, lowest") % {"total": text_of(last, ROOT)},
    }
    city = by_code[HO_CHI_MINH]
    own = text_of(city, ROOT) if city.total is not None else _("no estimate")
    return extremes | {HO_CHI_MINH: extremes.get(HO_CHI_MINH, own)}


def key(found: Estimates, words: Words) -> list[KeyLine]:
    """The quarters with their ranges and sizes."""
    lines = []
    for class_id, name in reversed(words.classes.items()):
        totals = [row.total or 0.0 for row in found.ranked if row.class_ids[ROOT] == class_id]
        if totals:
            count = _("%(count)s provinces") % {"count": len(totals)}
            span = f"{number(min(totals))}–{number(max(totals))}"
            lines.append(KeyLine(words.tones[class_id], name, span, count))
    return lines
