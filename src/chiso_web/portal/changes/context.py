"""What the templates of changes are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from chiso.definition.model import ROOT, Break, Edition, Node
from chiso.inference import PAPI_RULE
from chiso.wording import say
from chiso_web.look.formats import language
from chiso_web.portal.addresses import changes_address, downloads, league_address, part_address
from chiso_web.portal.changes import lines, sentences
from chiso_web.portal.changes.choice import Choice
from chiso_web.portal.changes.comparable import break_texts
from chiso_web.portal.other_years import YearLink, gap_between
from chiso_web.portal.papi import SHORT_NAMES
from chiso_web.portal.sources import source_lines
from chiso_web.results.change_table import Changes
from chiso_web.results.comparable import counterparts
from chiso_web.results.models import Evaluation


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part whose changes can be shown."""

    name: str
    title: str
    address: str
    current: bool


def changes_facts(
    changes: Changes,
    choice: Choice,
    *,
    published: Sequence[Evaluation],
    with_error: set[str],
    address: str,
) -> Mapping[str, object]:
    """Everything on the page of changes."""
    axis = lines.axis_of(changes.compared)
    list_axis = lines.axis_of([row for rows in lines.listed_rows(changes) for row in rows])
    own = changes_address(changes.later, changes.earlier)
    same_part = Choice(changes.node.id)
    return {
        **_frame(changes.edition, changes.node, earlier=changes.earlier, later=changes.later),
        **chooser(
            changes.edition,
            choice,
            published,
            changes=(changes.earlier, changes.later),
            with_error=with_error,
        ),
        "title": sentences.title(changes),
        "changes": changes,
        "lead": sentences.lead(changes),
        "counted": sentences.counted(changes),
        "which_is_open": sentences.which_is_open(changes),
        "marked": sentences.marked(changes),
        "marked_by": break_texts(changes.marked),
        "added_up": sentences.added_up(changes),
        "rule_counts": sentences.rule_counts(changes),
        "rule_source": say(PAPI_RULE, language()),
        "absent": sentences.absent(changes),
        "picture_text": sentences.picture_text(changes),
        "axis": axis,
        "zero": axis.place(0.0),
        "list_axis": list_axis,
        "list_zero": list_axis.place(0.0),
        "lists": lines.lists(changes),
        "lines": lines.table(changes, choice),
        "heads": lines.heads(changes, choice),
        "quote": sentences.quote(changes, address + same_part.query),
        "downloads": downloads(own, choice.query),
        "sources": source_lines(changes.edition_before, changes.edition),
        "address_all": own + same_part.query,
    }


def refused_facts(
    breaks: Sequence[Break],
    pairs: Sequence[tuple[str, str]],
    choice: Choice,
    *,
    published: Sequence[Evaluation],
    edition: Edition,
    years: tuple[str, str],
    with_error: set[str],
) -> Mapping[str, object]:
    """The page that says why two years are not compared, and which are."""
    earlier, later = years
    node = edition.node(choice.node)
    ids = counterparts(published, node)
    facts = {"earlier": earlier, "later": later}
    if node.id == ROOT:
        title = _("PAPI %(later)s and %(earlier)s cannot be compared") % facts
    else:
        title = _("PAPI %(later)s and %(earlier)s cannot be compared on %(part)s") % (
            facts | {"part": part_name(node)}
        )
    return {
        **_frame(edition, node, earlier=earlier, later=later),
        **chooser(edition, choice, published, changes=years, with_error=with_error),
        "title": title,
        "breaks": break_texts(breaks),
        "pairs": [
            (before, after, changes_address(after, before) + choice.of(ids[after]).query)
            for before, after in pairs
        ],
        "sources": source_lines(edition),
    }


def _frame(edition: Edition, node: Node, *, earlier: str, later: str) -> Mapping[str, object]:
    return {
        "later": later,
        "earlier": earlier,
        "league_address": league_address(later),
        "part_name": "" if node.id == ROOT else part_name(node),
        "part_address": part_address(later, node.id),
        "edition": edition,
    }


def part_name(node: Node) -> str:
    """A node's code and name; one without a printed code with its number in the tree."""
    return f"{node.code or node.id} {node.name.in_language(language())}"


def short_name(node: Node) -> str:
    """A dimension's short name; else the whole."""
    return str(SHORT_NAMES.get(node.id, node.name.in_language(language()))).replace("\xad", "")


def chooser(
    edition: Edition,
    choice: Choice,
    published: Sequence[Evaluation],
    *,
    changes: tuple[str, str],
    with_error: set[str],
) -> Mapping[str, object]:
    """The links to other later years, which have the part, to other earlier years, and to other
    parts.
    """
    earlier, later = changes
    years = [one.period for one in published]
    ids = counterparts(published, edition.node(choice.node))
    afters = {
        year: changes_address(year, min(earlier, before)) + choice.of(ids[year]).query
        for before, year in pairwise(years)
        if year in ids
    }
    befores = {year: changes_address(later, year) + choice.query for year in years if year < later}
    return {
        "later_years": _years(afters, edition, choice.node, now=later, with_error=with_error),
        "earlier_years": _years(befores, edition, choice.node, now=earlier, with_error=with_error),
        "part_links": part_links(edition, choice, changes_address(later, earlier)),
    }


def _years(
    addresses: Mapping[str, str],
    edition: Edition,
    node: str,
    *,
    now: str,
    with_error: set[str],
) -> tuple[YearLink, ...]:
    gaps = {
        after: gap_between(edition, node, before, after) for before, after in pairwise(addresses)
    }
    return tuple(
        YearLink(year, address, year == now, year in with_error, gaps.get(year, ""))
        for year, address in addresses.items()
    )


def part_links(edition: Edition, choice: Choice, address: str) -> tuple[PartLink, ...]:
    """The total and its dimensions; and the part shown, if it is another."""
    nodes = [edition.root, *edition.children(ROOT)]
    shown = edition.node(choice.node)
    if shown not in nodes:
        nodes.append(shown)
    return tuple(
        PartLink(
            name="" if node.id == ROOT else node.code or node.id,
            title=_("total") if node.id == ROOT else short_name(node),
            address=address + choice.of(node.id).query,
            current=node.id == choice.node,
        )
        for node in nodes
    )
