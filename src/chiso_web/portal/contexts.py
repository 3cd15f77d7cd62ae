"""What the templates of the league table and of an explanation are given."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Combination, Edition
from chiso_web.look.axis import axis_over
from chiso_web.look.dots import stacked
from chiso_web.look.formats import language, number
from chiso_web.portal import explanation_page, league_page, sentences
from chiso_web.portal import subject as subjects
from chiso_web.portal.addresses import downloads, league_address, node_address
from chiso_web.portal.choice import Choice
from chiso_web.portal.explained_node import counted, parts, reduced_text, title_of
from chiso_web.portal.facts import facts
from chiso_web.portal.league import League
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.papi import LAST_YEAR
from chiso_web.portal.results import Explained
from chiso_web.portal.tree import Tree
from chiso_web.units.selectors import units_nearest


def league_facts(
    league: League, choice: Choice, *, years: tuple[YearLink, ...], address: str
) -> Mapping[str, object]:
    """Everything on the page of a league table."""
    axis = league_page.axis_of(league)
    own_address = league_address(league.period)
    sections = league_page.sections(league, choice)
    shown = sum(len(section.lines) for section in sections)
    return {
        "title": league_title(league),
        "league": league,
        "country": league.country,
        "years": years,
        "with_stars": True,
        "lead": sentences.league_lead(league),
        "country_text": sentences.country_text(league),
        "clear_text": sentences.clear_text(league),
        "added_up": sentences.added_up_text() if league.is_added_up else "",
        "last_year": str(LAST_YEAR),
        "quote": sentences.league_quote(league, address),
        "downloads": downloads(own_address, choice.query),
        "groups": group_lines(league, choice),
        "choice": choice,
        "filters": league_page.filters(league, choice),
        "orders": league_page.orders(league, choice),
        "by_dimension": choice.order in {node.id for node in league.columns},
        "heads": league_page.heads(league, choice),
        "name_sorted": league_page.sorted_word(choice, "name"),
        "name_address": league_page.order_address(league, choice, "name"),
        "total_sorted": league_page.sorted_word(choice, "total"),
        "total_address": league_page.order_address(league, choice, "total"),
        "error_sorted": league_page.sorted_word(choice, "error"),
        "error_address": league_page.order_address(league, choice, "error"),
        "sections": sections,
        "shown": shown,
        "nearest": () if shown else nearest_names(league, choice),
        "axis": axis,
        "median_place": axis.place(league.country.median),
        "strip": strip(league),
        "columns": (5 if league.has_error else 4)
        + len(league.columns),  # where headings show, no class column
        "sources": source_lines(league.edition),
        "address_all": own_address,
    }


def league_title(league: League) -> str:
    """The page's title."""
    facts = {"year": league.period, "count": league.country.count}
    if league.has_error:
        return _("PAPI %(year)s: totals of %(count)s provinces, with their errors") % facts
    return _("PAPI %(year)s: totals of %(count)s provinces") % facts


def strip(league: League) -> Mapping[str, object]:
    """The picture of how the totals lie: stacked dots with the median, the best and the last."""
    rows = [
        (row.total.points or 0.0, league.tone(row.total.class_id), row.unit.name(language()))
        for row in league.ranked
    ]
    axis, country = axis_over(total for total, _tone, _name in rows), league.country
    dots = stacked(axis, rows)
    return {
        "dots": dots,
        "axis": axis,
        "median_place": axis.place(country.median),
        "height": max(dot.height for dot in dots) + 12,
        "finding": _(
            "Totals lie between %(low)s (%(last)s) and %(high)s (%(best)s); the median is "
            "%(median)s."
        )
        % {
            "low": number(country.last.total.points),
            "last": country.last.unit.name(language()),
            "high": number(country.best.total.points),
            "best": country.best.unit.name(language()),
            "median": number(country.median),
        },
    }


def group_lines(league: League, choice: Choice) -> list[Mapping[str, object]]:
    """The classes as the key beside the picture: colour, word, range, size, link."""
    return [
        {
            "name": group.name,
            "tone": group.tone,
            "count": group.count,
            "range": f"{number(group.lowest)}–{number(group.highest)}",
            "address": league_page.class_address(league, choice, group.id),
        }
        for group in league.groups(language())
    ]


def nearest_names(league: League, choice: Choice) -> list[tuple[str, str]]:
    """When a filter finds nothing: the names most like it."""
    units = [row.unit for row in league.rows]
    return [
        (unit.name(language()), node_address(league.period, unit.code))
        for unit in units_nearest(units, choice.name)
    ]


def source_lines(edition: Edition) -> list[Mapping[str, str]]:
    """The edition's sources as a reader cites them."""
    return [
        {
            "title": source.title.in_language(language()),
            "publisher": source.publisher,
            "address": source.address,
            "licence": source.licence,
            "note": source.note.in_language(language()) if source.note else "",
        }
        for source in edition.sources.values()
    ]


def explanation_facts(
    found: Explained, *, years: tuple[YearLink, ...], absent: str, address: str
) -> Mapping[str, object]:
    """Everything on the page that explains one number."""
    subject, top = found.subject, found.subject.explanation
    tree = Tree(subject.edition, found.country)
    groups = tree.groups(top)
    own_address = node_address(subject.period, subject.unit.code, subject.node.id)
    return {
        "title": subjects.heading(subject),
        "subject": subject,
        "years": years,
        "absent": absent,
        "reduced": reduced_text(top),
        "lead_name": subjects.full_name(subject),
        "node_title": title_of(top),
        "points_text": number(subject.points),
        "scale_text": subjects.scale_text(subject.node),
        "against_median": subjects.against_median(subject),
        "certainty": subjects.certainty(subject),
        "why_missing": subjects.why_missing(subject),
        "parts": parts(top),
        "sum": number(subject.points, 4),
        "facts": facts(subject),
        "no_rank_error": "" if subject.interval else sentences.no_error(),
        "recomputed": explanation_page.recomputed_text(top),
        "respondents": explanation_page.respondents(subject, found.total),
        "groups": groups,
        "with_values": any(
            group.values or any(line.values for line in group.lines) for group in groups
        ),
        "with_total": len(groups) > 1 or groups[0].id != subject.node.id,
        "total_bar": tree.total_bar(top),
        "total_name": total_name(found),
        "median_text": number(subject.median, 4),
        "unit_name": subject.unit_name,
        "unit_total": number(found.scores.get(ROOT)),
        "unit_address": node_address(subject.period, subject.unit.code),
        "league_address": league_address(subject.period),
        "path": path(found),
        "branches": explanation_page.branches(
            subject.edition,
            found.scores,
            period=subject.period,
            unit=subject.unit.code,
            node=subject.node.id,
        ),
        "quote": explanation_page.quote(subject, address),
        "downloads": downloads(own_address),
        "sources": source_lines(subject.edition),
        "edition": subject.edition,
    }


def total_name(found: Explained) -> str:
    """The last line of the tree: "4 = 4.1 + 4.2 + 4.3 + 4.4"."""
    top = found.subject.explanation
    codes = [child.node.code for child in counted(top)]
    if top.node.combine is not Combination.SUM or not all(codes):
        return title_of(top)
    name = (
        _("Total")
        if top.node.id == ROOT
        else f"{top.level.name.in_language(language())} {top.node.code}"
    )
    return f"{name} = {' + '.join(codes)}"


def path(found: Explained) -> list[tuple[str, str]]:
    """The nodes above, from the unit's total downwards, for the breadcrumb."""
    subject = found.subject
    above = [item for item in subject.edition.ancestors(subject.node.id) if item.id != ROOT]
    return [
        (item.code or item.id, node_address(subject.period, subject.unit.code, item.id))
        for item in reversed(above)
    ]
