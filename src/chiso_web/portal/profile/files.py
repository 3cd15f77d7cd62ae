"""A profile as a file: the total and the dimensions of every year, all digits."""

from collections.abc import Iterator

from chiso.definition.model import ROOT, Node
from chiso_web.look.formats import language
from chiso_web.look.rules.measured import as_sentence, note_text
from chiso_web.look.saving import Columns
from chiso_web.portal.profile.profile import Profile, Year, breaks_of
from chiso_web.portal.profile.reading import profile_get
from chiso_web.units.models import Unit


def profile_columns(unit: Unit, year: str | None = None) -> Columns | None:
    """A line for each year and node; ``low`` and ``high`` are the 95% interval, ``not_before`` the
    first year that the score may be compared with. None for a unit without results.

    Raises PageMissing for a year without a page.
    """
    profile = profile_get(unit, year)
    if profile is None:
        return None
    rows = list(_rows(profile))
    return {name: [row[name] for row in rows] for name in rows[0]}


def _rows(profile: Profile) -> Iterator[dict[str, object]]:
    for one in profile.years:
        for node in (one.edition.root, *one.edition.children(ROOT)):
            yield _row(profile, one, node)


def _row(profile: Profile, one: Year, node: Node) -> dict[str, object]:
    standing, printed, interval = (
        one.standings[node.id],
        one.printed(node.id),
        one.interval(node.id),
    )
    return {
        "edition": one.edition.name,
        "period": one.period,
        "unit": profile.unit.code,
        "name": profile.unit.name_in_data(language()),
        "node": node.id,
        "node_name": node.name.in_language(language()),
        "points": standing.points,
        "published": printed.value,
        "se": printed.se,
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
        "n": printed.n,
        "median": one.medians.get(node.id),
        "rank": standing.rank,
        "class": standing.class_id,
        "not_before": _not_before(profile, one, node),
        "missing": standing.missing,
        "note": as_sentence(note_text(printed.note)),
    }


def _not_before(profile: Profile, one: Year, node: Node) -> int:
    """The year of the latest break up to this one; the first year of all if there is none."""
    last, first = int(one.period), int(profile.years[0].period)
    cuts = breaks_of(profile.years[-1].edition, node.id)
    found = [cut.from_year for cut in cuts if cut.from_year <= last]
    return max([first, *found])
