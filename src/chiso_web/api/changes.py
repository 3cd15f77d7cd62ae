"""What changed since an earlier period, and what sampling error allows to say of it."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.definition.model import ROOT, Break, Node
from chiso_web.api.asked import IndexName, ListAsked, PeriodName, Word
from chiso_web.api.edition_body import BreakBody, break_bodies
from chiso_web.api.edition_facts import said
from chiso_web.api.filtering import node_filter
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.marked import file_name, mark_of, version_of
from chiso_web.api.naming import Evaluated, evaluated_named, units_named, unknown
from chiso_web.api.problems import COMPARISON, Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.api.scores import Marked
from chiso_web.look.formats import echoed
from chiso_web.results import change_table
from chiso_web.results.change_table import Changes, ordered
from chiso_web.results.changes import changes_get
from chiso_web.results.comparable import breaks_crossed, counterpart, pairs_near
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named, evaluation_list

router = Router(tags=["results"])


class ChangeItem(BaseModel):
    """The change of one unit on one node."""

    unit: str
    unit_code: str
    unit_name: str
    since: str = Field(description="The earlier period.")
    period: str
    node: str
    points_since: float | None
    points: float | None
    missing_since: str = Field(description="Why there were no points.")
    missing: str = Field(description="Why there are no points.")
    change: float | None = Field(description="In full; null where a period has no points.")
    se: float | None = Field(description="Standard error of the change; null: not known.")
    low: float | None = Field(description="Lower end of its own 95% interval.")
    high: float | None = Field(description="Upper end of its own 95% interval.")
    p: float | None = Field(description="p value of this change alone.")
    p_together: float | None = Field(description="Holm's p value over all changes compared.")
    reading: str = Field(
        description="beyond_error_together, beyond_error_alone, within_error, "
        "error_not_published or not_comparable."
    )
    relative_change: float | None = Field(description="As a share of the earlier points.")
    synthetic: bool
    mark: str


class ChangeList(Marked):
    """A page of changes."""

    since: str
    node: str
    node_since: str = Field(description="The node's id in the earlier edition.")
    together: int = Field(description="How many changes with errors are compared together.")
    breaks: list[BreakBody] = Field(description="Breaks below the node that lie between.")
    items: list[ChangeItem]


class ChangesAsked(ListAsked):
    """Since when, and on which node."""

    since: Word = Field(
        "", description="The earlier period; the latest that may be compared if not given."
    )
    node: Word = Field("", description="A node's id: 4.1; the whole if not given.")


@reads(router, "/results/{index}/{period}/changes", response=ChangeList, formats=LISTED)
def changes(
    request: HttpRequest,
    index: Path[IndexName],
    period: Path[PeriodName],
    asked: Query[ChangesAsked],
) -> HttpResponseBase:
    """What changed since an earlier period.

    Largest rise first. Periods with a break of comparability between them are refused with the
    reason; those below the node are listed in `breaks`.
    """
    found = evaluated_named(index, period)
    node = found.edition.node(node_filter(found.edition, asked.node) if asked.node else ROOT)
    before = _before(found, node, asked.since)
    made = changes_get(before, found.evaluation, node, units=found.units.values())
    listing = Listing(
        name=file_name(found.evaluation, f"changes-since-{before.period}"),
        columns=columns_of(ChangeItem),
        version=f"{version_of(found.evaluation)} {version_of(before)}",
        rows=in_memory(_rows(found, made)),
        beside=_beside(found, made),
    )
    return listing_response(request, listing, asked)


def _before(found: Evaluated, node: Node, since: str) -> Evaluation:
    """The evaluation to compare with. Raises Problem where there is none, with those there are."""
    published = evaluation_list(found.evaluation.index)
    earlier = [one for one in published if one.period < found.evaluation.period]
    if not since:
        return _latest(found, node, earlier)
    by_period = {one.period: one for one in earlier}
    if since not in by_period:
        known = reversed(by_period)
        names_wrong([wrong_name("since", unknown("period", since, known))])
    before = by_period[since]
    breaks = breaks_crossed(before, found.evaluation, node.id)[0]
    if breaks or not _is_there(before, node):
        raise _refused(found, node, breaks, since=since, published=published)
    return before


def _latest(found: Evaluated, node: Node, earlier: Sequence[Evaluation]) -> Evaluation:
    for one in reversed(earlier):
        if _is_there(one, node) and not breaks_crossed(one, found.evaluation, node.id)[0]:
            return one
    detail = _("No earlier period of %(index)s may be compared with %(period)s on %(node)s.")
    evaluation = found.evaluation
    facts = {"index": evaluation.index, "period": evaluation.period, "node": node.id}
    raise Problem(COMPARISON, detail % facts)


def _is_there(before: Evaluation, node: Node) -> bool:
    return bool(counterpart(node, edition_named(before.edition)))


def _refused(
    found: Evaluated,
    node: Node,
    breaks: Sequence[Break],
    *,
    since: str,
    published: Sequence[Evaluation],
) -> Problem:
    """Why two periods are not compared, and with which the later one may be."""
    period = found.evaluation.period
    pairs = pairs_near(published, node, earlier=since, later=period)
    near = [before for before, after in pairs if after == period]
    text = _("%(period)s and %(since)s are not compared on %(node)s: %(reason)s")
    reasons = [said(one.reason) for one in breaks] or [_("the earlier edition has no such node.")]
    facts = {
        "period": period,
        "since": echoed(since),
        "node": node.id,
        "reason": " ".join(reasons),
    }
    return Problem(COMPARISON, text % facts, nearest=near)


def _beside(found: Evaluated, made: Changes) -> dict[str, object]:
    evaluation = found.evaluation
    return {
        "since": made.earlier,
        "node": made.node.id,
        "node_since": made.node_before,
        "together": made.together,
        "breaks": break_bodies(made.marked),
        "synthetic": evaluation.synthetic,
        "mark": mark_of(evaluation),
    }


def _rows(found: Evaluated, made: Changes) -> list[Row]:
    units, evaluation = units_named(found), found.evaluation
    tail = (evaluation.synthetic, mark_of(evaluation))
    return [
        (*units[row.unit.pk], made.earlier, made.later, made.node.id, *_facts(row), *tail)
        for row in ordered(made.rows, "change", backwards=False)
    ]


def _facts(row: change_table.Row) -> Row:
    one = row.comparison
    low, high = one.interval if one and one.interval else (None, None)
    return (
        row.before.points,
        row.after.points,
        row.before.missing,
        row.after.missing,
        row.difference,
        one.se if one else None,
        low,
        high,
        one.p if one else None,
        one.adjusted_p if one else None,
        row.reading.value,
        row.rule.share if row.rule else None,
    )
