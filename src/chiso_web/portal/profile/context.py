"""What the template of a profile is given."""

from collections.abc import Mapping

from chiso_web.portal.addresses import (
    changes_address,
    compare_address,
    downloads,
    league_address,
    node_address,
    unit_address,
)
from chiso_web.portal.other_years import YearLink, unit_years
from chiso_web.portal.profile import parts, sentences, table, trend
from chiso_web.portal.profile.dimensions import axis_marks, dimension_axis, dimension_lines
from chiso_web.portal.profile.facts import facts
from chiso_web.portal.profile.profile import Profile
from chiso_web.portal.profile.reading import profile_get
from chiso_web.portal.sources import source_lines
from chiso_web.units.models import Unit


def profile_facts(unit: Unit, year: str | None, *, site: str = "") -> Mapping[str, object] | None:
    """What portal/profile.html shows, under the name ``profile``; None for a unit without results.

    ``site`` ("https://host") stands before the permanent address to quote. Without a year: the
    latest with a total. Raises PageMissing for a year without a page.
    """
    profile = profile_get(unit, year)
    if profile is None:
        return None
    own_address = unit_address(unit.id_text, profile.period)
    return {
        "title": sentences.title(profile),
        "period": profile.period,
        "address": own_address,
        "downloads": downloads(own_address),
        "sources": source_lines(profile.edition),
        "quote": sentences.quote(profile, f"{site}{own_address}"),
        **_answer(profile),
        **_dimensions(profile),
        **_trend(profile),
        **_links(profile),
    }


def profile_title(facts: Mapping[str, object]) -> str:
    """The page's title: "Hà Nội: kết quả PAPI 2023"."""
    return str(facts["title"])


def _answer(profile: Profile) -> Mapping[str, object]:
    published = profile.points is not None
    return {
        "unit_name": profile.unit_name,
        "years": _years(profile),
        "score": sentences.score_text(profile) if published else "",
        "standing": sentences.standing_text(profile) if published else "",
        "extremes": sentences.extremes_text(profile),
        "change": sentences.change_text(profile),
        "missing": sentences.missing_text(profile),
        "nearest": () if published else table.nearest(profile),
        "computed": profile.year.is_computed() and published,
        "facts": facts(profile),
        "independence": sentences.independence_text(profile),
    }


def _dimensions(profile: Profile) -> Mapping[str, object]:
    there = any(node.id in profile.spreads for node in profile.dimensions)
    axis = dimension_axis(profile) if there else None
    return {
        "zero": axis.place(0.0) if axis else "",
        "ticks": axis_marks(axis) if axis else (),
        "dimensions": dimension_lines(profile, axis) if axis and profile.by_deviation else (),
        "finding": sentences.finding_text(profile),
        "no_part_error": sentences.no_part_error(profile),
        "strengths": parts.strengths(profile),
        "weaknesses": parts.weaknesses(profile),
        "sub_count": len(parts.gaps(profile)),
        "what_if": sentences.what_if(profile),
        "groups": parts.part_groups(profile) if profile.by_deviation else (),
    }


def _trend(profile: Profile) -> Mapping[str, object]:
    lines = table.year_lines(profile)
    return {
        "first_year": profile.years[0].period,
        "last_year": profile.years[-1].period,
        "total_trends": trend.total_trends(profile),
        "dimension_trends": trend.dimension_trends(profile),
        "reasons": trend.reasons(profile),
        "error_years": trend.crossed(profile),
        "heads": table.year_heads(profile),
        "lines": lines,
        "columns": 4 + len(table.year_heads(profile)),
        "any_computed": any(line.computed for line in lines),
    }


def _links(profile: Profile) -> Mapping[str, object]:
    year, code, before = profile.period, profile.unit.code, profile.before
    comparable = profile.points is not None and not sentences.is_broken(profile)
    return {
        "explanation_address": node_address(year, code),
        "league_address": league_address(year),
        "compare_address": compare_address(year, [code]),
        "before": before.period if before and comparable else "",
        "changes_address": changes_address(year, before.period) if before and comparable else "",
    }


def _years(profile: Profile) -> tuple[YearLink, ...]:
    addresses = {
        one.period: unit_address(profile.unit.id_text, one.period) for one in profile.years
    }
    return unit_years(
        addresses, profile.edition, year=profile.period, with_error=set(profile.with_error)
    )
