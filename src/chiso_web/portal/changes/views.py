"""The pages and files of changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from chiso.definition.model import ROOT, Break
from chiso_web.accounts.permissions import public
from chiso_web.look.saving import file_response
from chiso_web.portal import missing_pages
from chiso_web.portal.addresses import changes_address, permanent
from chiso_web.portal.changes.choice import Choice, choice_read
from chiso_web.portal.changes.context import changes_facts, refused_facts
from chiso_web.portal.changes.files import changes_columns
from chiso_web.portal.results import evaluation_of, years, years_with_error
from chiso_web.results.change_table import Changes
from chiso_web.results.changes import changes_get
from chiso_web.results.comparable import breaks_crossed, counterpart, pairs_near
from chiso_web.results.models import Evaluation
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import unit_list_provinces


class Turned(Exception):
    """The years stand the wrong way round; ``address`` has them right."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two published years in their order, what was chosen, and the breaks that forbid it."""

    before: Evaluation
    after: Evaluation
    choice: Choice
    breaks: tuple[Break, ...]
    exists: bool

    @property
    def may_be_compared(self) -> bool:
        return self.exists and not self.breaks

    def changes(self) -> Changes:
        node = edition_named(self.after.edition).node(self.choice.node)
        return changes_get(self.before, self.after, node, units=unit_list_provinces())


@public
def changes_latest(request: HttpRequest, year: str) -> HttpResponse:
    """The way to what changed since the year before, or the nearest that may be compared."""
    published = years()
    after = evaluation_of(published, year)
    for before in reversed(published[: published.index(after)]):
        if not breaks_crossed(before, after, ROOT)[0]:
            return HttpResponseRedirect(changes_address(year, before.period))
    raise missing_pages.nothing_to_compare(year, years_near(published, year, year))


@public
def changes(request: HttpRequest, year: str, earlier: str) -> HttpResponse:
    """What changed in a year since an earlier one; or why that cannot be said."""
    published = years()
    try:
        asked = _asked(request, published, later=year, earlier=earlier)
    except Turned as turned:
        return HttpResponseRedirect(turned.address)
    with_error = years_with_error(published)
    if not asked.may_be_compared:
        return render(request, "portal/refused.html", _refused(asked, published, with_error))
    facts = changes_facts(
        asked.changes(),
        asked.choice,
        published=published,
        with_error=with_error,
        address=permanent(request),
    )
    return render(request, "portal/changes.html", facts)


def _refused(
    asked: Asked, published: Sequence[Evaluation], with_error: set[str]
) -> dict[str, object]:
    earlier, later = asked.before.period, asked.after.period
    edition = edition_named(asked.after.edition)
    node = edition.node(asked.choice.node)
    return {
        **refused_facts(
            asked.breaks,
            pairs_near(published, node, earlier=earlier, later=later),
            asked.choice,
            published=published,
            edition=edition,
            years=(earlier, later),
            with_error=with_error,
        )
    }


@public
def changes_file(request: HttpRequest, year: str, earlier: str, kind: str) -> HttpResponse:
    """The changes as a file. Years that may not be compared have none."""
    published = years()
    try:
        asked = _asked(request, published, later=year, earlier=earlier)
    except Turned as turned:
        return HttpResponseRedirect(turned.address.replace("?", f".{kind}?", 1))
    if not asked.may_be_compared:
        raise missing_pages.nothing_to_compare(year, years_near(published, year, earlier))
    name = f"papi-{year}-since-{earlier}"
    if asked.choice.node != ROOT:
        name = f"{name}-{asked.choice.node}"
    return file_response(changes_columns(asked.changes(), asked.choice), kind=kind, name=name)


def _asked(
    request: HttpRequest, published: Sequence[Evaluation], *, later: str, earlier: str
) -> Asked:
    """What was asked for. Raises PageMissing, or Turned if the years stand the wrong way round."""
    after, before = evaluation_of(published, later), evaluation_of(published, earlier)
    if later == earlier:
        raise missing_pages.nothing_to_compare(later, years_near(published, later, earlier))
    if int(later) < int(earlier):
        query = request.META.get("QUERY_STRING", "")
        raise Turned(f"{changes_address(earlier, later)}?{query}")
    edition = edition_named(after.edition)
    choice = choice_read(request.GET, edition)
    breaks = breaks_crossed(before, after, choice.node)[0]
    old = counterpart(edition.node(choice.node), edition_named(before.edition))
    return Asked(before=before, after=after, choice=choice, breaks=breaks, exists=bool(old))


def years_near(published: Sequence[Evaluation], later: str, earlier: str) -> list[tuple[str, str]]:
    """The pairs of years whose totals may be compared, nearest first."""
    root = edition_named(published[-1].edition).root
    return pairs_near(published, root, earlier=earlier, later=later)
