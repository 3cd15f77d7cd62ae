"""A league table as a map: every province in the colour of its class."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso_web.look.formats import language, number
from chiso_web.look.maps import HO_CHI_MINH, KeyLine, Map, Mark, drawn, provinces_63
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.choice import Choice
from chiso_web.portal.classes import class_names
from chiso_web.portal.league import lines
from chiso_web.portal.league.table import League, Row


def league_map(league: League) -> Map:
    """The map of a year's totals on the 63 provinces, for look/map.html."""
    return drawn(
        provinces_63(),
        marks(league),
        notes=notes(league),
        title=_("PAPI %(year)s by province: classes of the total") % {"year": league.period},
        finding=finding(league),
        key=key(league),
        missing=missing(league),
    )


def marks(league: League) -> list[Mark]:
    """What the map says of each province."""
    names = class_names(league.edition)
    return [
        Mark(
            code=row.unit.code,
            name=row.unit.name(language()),
            address=unit_address(row.unit.id_text, league.period),
            tone=league.tone(row.total.class_id),
            class_name=names.get(row.total.class_id, ""),
            value=points(row) if row.total.points is not None else "",
        )
        for row in league.rows
    ]


def points(row: Row) -> str:
    """The total in words."""
    return _("%(total)s points") % {"total": number(row.total.points)}


def notes(league: League) -> Mapping[str, str]:
    """The provinces that are named on the map: highest, lowest, Hồ Chí Minh City."""
    by_code = {row.unit.code: number(row.total.points) for row in league.ranked}
    best, last = league.country.best, league.country.last
    extremes = {
        best.unit.code: _("%(total)s, highest") % {"total": number(best.total.points)},
        last.unit.code: _("%(total)s, lowest") % {"total": number(last.total.points)},
    }
    own = by_code.get(HO_CHI_MINH, _("not published"))
    return extremes | {HO_CHI_MINH: extremes.get(HO_CHI_MINH, own)}


def finding(league: League) -> str:
    """What the map shows, for those who do not see it."""
    best, last = league.country.best, league.country.last
    facts = {
        "best": best.unit.name(language()),
        "high": number(best.total.points),
        "last": last.unit.name(language()),
        "low": number(last.total.points),
    }
    text = _(
        "The highest total has %(best)s (%(high)s), the lowest %(last)s (%(low)s). Hoang Sa and "
        "Truong Sa stand in two frames. All figures stand in the table."
    )
    return " ".join(filter(None, (text % facts, missing(league))))


def missing(league: League) -> str:
    """The provinces without a total, by name; empty if there are none."""
    names = [row.unit.name(language()) for row in league.unranked]
    return _("Not published: %(names)s.") % {"names": ", ".join(names)} if names else ""


def key(league: League) -> list[KeyLine]:
    """The classes with their ranges and sizes, each with the way to its provinces."""
    return [
        KeyLine(
            tone=group.tone,
            name=group.name,
            range=f"{number(group.lowest)}–{number(group.highest)}",
            count=_("%(count)s provinces") % {"count": group.count},
            address=lines.class_address(league, Choice(), group.id),
        )
        for group in league.groups(language())
    ]
