"""How the scores moved over the years: one large picture of the total, small ones of the dimensions
with the same points per pixel, and why their lines are cut.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Edition, Node
from chiso_web.look.formats import language, listed, number
from chiso_web.look.multiples import Frame, Panel, Point, Series, common_span, panel
from chiso_web.portal.profile.profile import Profile, Year, breaks_of


@dataclass(frozen=True, slots=True)
class Trend:
    """One picture with its name, its finding in words, and the years of its breaks."""

    name: str
    panel: Panel
    finding: str
    caption: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why scores of a node from a year on are not compared with earlier ones."""

    year: int
    name: str
    text: str


def total_trends(profile: Profile) -> tuple[Trend, ...]:
    """The picture of the total, wide and narrow."""
    series, (first, last) = series_of(profile, ROOT), _ends(profile)
    names = (profile.unit_name, _("national median"))
    wide = Frame(
        first=first,
        last=last,
        width=1200,
        height=250,
        right=185,
        dot="3.8",
        labelled=tuple(range(first, last + 1)),
    )
    narrow = Frame(first=first, last=last, width=328, height=230, right=44, labelled=_some(profile))
    span, root = common_span([series]), profile.edition.root
    large = panel(series, wide, span=span, names=names, word=_("break of comparability"))
    small = panel(series, narrow, span=span, names=("", ""), word=_("break"))
    return _trend(profile, root, series, large), _trend(profile, root, series, small)


def dimension_trends(profile: Profile) -> tuple[Trend, ...]:
    """The small pictures of the dimensions: the same number of points per pixel in all."""
    nodes = dimensions_ever(profile)
    series = {node.id: series_of(profile, node.id) for node in nodes}
    drawn = {key: one for key, one in series.items() if one.median or one.own}
    if not drawn:
        return ()
    span, (first, last) = common_span(drawn.values()), _ends(profile)
    frame = Frame(first=first, last=last, width=276, height=156, right=44, labelled=_some(profile))
    word = _("break")
    return tuple(
        _trend(profile, node, one, panel(one, frame, span=span, names=("", ""), word=word))
        for node, one in ((node, drawn[node.id]) for node in nodes if node.id in drawn)
    )


def _trend(profile: Profile, node: Node, series: Series, drawn: Panel) -> Trend:
    return Trend(
        name=_title(node),
        panel=drawn,
        finding=finding(profile, node, series),
        caption=_caption(series),
    )


def dimensions_ever(profile: Profile) -> tuple[Node, ...]:
    """The dimensions of all years in order, by the names of this year's edition or the latest."""
    found: dict[str, Node] = {}
    for edition in _editions(profile):
        found |= {node.id: node for node in edition.children(ROOT) if node.id not in found}
    return tuple(found[key] for key in sorted(found))


def _editions(profile: Profile) -> Iterable[Edition]:
    return (profile.edition, *(one.edition for one in reversed(profile.years)))


def series_of(profile: Profile, node: str) -> Series:
    """What is drawn of a node: values with intervals, the median, breaks, years without value."""
    years, latest = profile.years, profile.years[-1].edition
    return Series(
        own=tuple(point for one in years for point in _points(one, node)),
        median=tuple(
            Point(int(one.period), one.medians[node]) for one in years if node in one.medians
        ),
        cuts=tuple(dict.fromkeys(one.from_year for one in breaks_of(latest, node))),
        blank=tuple(
            int(one.period) for one in years if node in one.standings and one.points(node) is None
        ),
    )


def _points(one: Year, node: str) -> list[Point]:
    value = one.points(node)
    if value is None:
        return []
    return [Point(int(one.period), value, one.interval(node), one.is_computed(node))]


def finding(profile: Profile, node: Node, series: Series) -> str:
    """The picture in words: first and last value, the last median, breaks, years withheld."""
    if not series.own:
        return _("%(name)s: no score of %(unit)s was published.") % {
            "name": _title(node),
            "unit": profile.unit_name,
        }
    first, last = series.own[0], series.own[-1]
    medians = {one.year: one.value for one in series.median}
    text = _(
        "%(name)s: %(unit)s has %(start)s points in %(first)s and %(end)s in %(last)s, when the "
        "national median is %(median)s."
    ) % {
        "name": _title(node),
        "unit": profile.unit_name,
        "start": number(first.value),
        "first": first.year,
        "end": number(last.value),
        "last": last.year,
        "median": number(medians.get(last.year)),
    }
    return f"{text} {_caption(series)}".strip()


def _caption(series: Series) -> str:
    """The years in which the line is cut, and those without a score."""
    years = [one.year for one in series.median]
    cuts = [str(cut) for cut in series.cuts if years and years[0] < cut <= years[-1]]
    texts = []
    if cuts:
        texts.append(_("Break of comparability: %(years)s.") % {"years": ", ".join(cuts)})
    if series.blank:
        blank = ", ".join(map(str, series.blank))
        texts.append(_("Not published: %(years)s.") % {"years": blank})
    return " ".join(texts)


def reasons(profile: Profile) -> tuple[Reason, ...]:
    """Why the lines are cut: each break once, of the total first."""
    edition, first = profile.years[-1].edition, int(profile.years[0].period)
    shown: Mapping[str, str] = {
        ROOT: _("All"),
        **{node.id: _title(node) for node in dimensions_ever(profile)},
    }
    return tuple(
        Reason(one.from_year, shown[one.node], one.reason.in_language(language()))
        for one in edition.breaks
        if one.node in shown and one.from_year > first
    )


def crossed(profile: Profile) -> str:
    """The years of the total's intervals, for the picture's heading."""
    years = sorted(profile.with_error)
    return listed(years, _("and")) if years else ""


def _ends(profile: Profile) -> tuple[int, int]:
    return int(profile.years[0].period), int(profile.years[-1].period)


def _some(profile: Profile) -> tuple[int, ...]:
    """The first and the last year, and the one of the break between them."""
    first, last = _ends(profile)
    latest = profile.years[-1].edition
    middle = [one.from_year for one in breaks_of(latest, ROOT) if first < one.from_year < last]
    return (first, *middle, last)


def _title(node: Node) -> str:
    return f"{node.code} {node.name.in_language(language())}".strip()
