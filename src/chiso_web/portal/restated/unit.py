"""A province of today over the years, for its own page: what its published parts come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.evaluation.restated import RestatedValue
from chiso.values import Missing
from chiso_web.look.axis import Axis, axis_over
from chiso_web.look.formats import DASH, listed, number, share
from chiso_web.portal import other_years
from chiso_web.portal.addresses import restated_address
from chiso_web.portal.restated.lines import Dots
from chiso_web.portal.restated.reading import restated_series
from chiso_web.results.estimates import short_name
from chiso_web.results.models import Evaluation


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year: the total as shown, between which totals of the parts it lies, or why there is
    none; ``gap`` is why it cannot be compared with the year before.
    """

    year: str
    address: str
    total: str
    between: str
    reason: str
    dots: Dots | None
    gap: str


def series_facts(uid: str, published: Sequence[Evaluation]) -> Mapping[str, object] | None:
    """The context of portal/unit_restated.html for the years ``published``; None for a unit that is
    no province of today.
    """
    series = restated_series(uid, published)
    if not series:
        return None
    gaps = {one.year: one.gap for one in other_years.restated_years(published, "")}
    axis = _axis(series)
    latest = max(series)
    return {
        "sentence": _sentence(latest, series[latest]),
        "lines": [_line(year, value, axis, gaps.get(year, "")) for year, value in series.items()],
        "axis": axis,
        "is_merged": len(series[latest].parts) > 1,
    }


def _axis(series: Mapping[str, RestatedValue]) -> Axis:
    ends = [
        end
        for value in series.values()
        for end in (value.lowest, value.highest, _points(value))
        if end is not None
    ]
    return axis_over(ends or [0.0, 1.0])


def _points(value: RestatedValue) -> float | None:
    return None if isinstance(value.value, Missing) else value.value


def _text(value: RestatedValue) -> str:
    return f"{'≈' if value.approximate else ''}{number(_points(value))}"


def _sentence(year: str, value: RestatedValue) -> str:
    """The latest total, and what it was made of."""
    facts = {"year": year, "total": _text(value), "parts": _parts(value)}
    if _points(value) is None:
        return _("PAPI %(year)s: no estimate, since a part has no published total.") % facts
    if not value.approximate:
        return _("PAPI %(year)s: %(total)s points; this province was not merged.") % facts
    return (
        _(
            "PAPI %(year)s: %(total)s points, Chiso’s estimate: the average of %(parts)s, weighted "
            "by people in the census of 1 April 2019. PAPI did not publish it, and its error is "
            "not known."
        )
        % facts
    )


def _parts(value: RestatedValue) -> str:
    names = [
        f"{short_name(part.unit)} ({share(weight, 1)})"
        for part, weight in zip(value.parts, value.weights, strict=True)
    ]
    return listed(names, _("and"))


def _line(year: str, value: RestatedValue, axis: Axis, gap: str) -> YearLine:
    bounded = value.approximate and value.lowest is not None and value.highest is not None
    return YearLine(
        year=year,
        address=restated_address(year),
        total=_text(value) if _points(value) is not None else DASH,
        between=f"{number(value.lowest)}–{number(value.highest)}" if bounded else "",
        reason=_lacking(value) if _points(value) is None else "",
        dots=_dots(value, axis),
        gap=gap,
    )


def _lacking(value: RestatedValue) -> str:
    names = listed([short_name(unit) for unit in value.lacking], _("and"))
    return _("PAPI did not publish the total of %(names)s.") % {"names": names}


def _dots(value: RestatedValue, axis: Axis) -> Dots | None:
    points = _points(value)
    if points is None:
        return None
    if not value.approximate or value.lowest is None or value.highest is None:
        return Dots(axis.place(points), "dot", "", "", ())
    low, high = axis.place(value.lowest), axis.place(value.highest)
    return Dots(axis.place(points), "dot o", low, high, (low, high))
