"""What the template of an explanation is given."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Combination
from chiso_web.look.formats import language, number
from chiso_web.portal.addresses import downloads, league_address, node_address
from chiso_web.portal.against import against_median, certainty
from chiso_web.portal.branches import branches
from chiso_web.portal.explained_node import counted, parts, reduced_text, title_of
from chiso_web.portal.explanation import explanation_page
from chiso_web.portal.explanation import subject as subjects
from chiso_web.portal.explanation.facts import facts
from chiso_web.portal.explanation.reading import Explained
from chiso_web.portal.explanation.tree import Tree
from chiso_web.portal.other_years import YearLink
from chiso_web.portal.sources import source_lines


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
        "against_median": against_median(subject),
        "certainty": certainty(subject),
        "why_missing": subjects.why_missing(subject),
        "parts": parts(top),
        "sum": number(subject.points, 4),
        "facts": facts(subject),
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
        "branches": branches(
            subject.edition,
            subject.node.id,
            points=lambda node: number(found.scores.get(node.id)),
            address=lambda node: node_address(subject.period, subject.unit.code, node.id),
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
