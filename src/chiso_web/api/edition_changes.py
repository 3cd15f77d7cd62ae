"""What an edition changed against another of its index."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from chiso.definition import editions as shipped
from chiso.definition.difference import Aspect, EditionDifference, difference
from chiso.definition.model import Edition
from chiso.evaluation.edition_words import change_in_words, node_in_words
from chiso.wording import say
from chiso_web.api.asked import EditionName, ListAsked, Word
from chiso_web.api.edition_facts import said
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import Listing, Row, in_memory, listing_response
from chiso_web.api.naming import edition_named, unknown
from chiso_web.api.problems import COMPARISON, Problem, names_wrong, wrong_name
from chiso_web.api.reading import columns_of, reads
from chiso_web.look.formats import language

router = Router(tags=["editions"])
ASIDE = {Aspect.SHOWN, Aspect.SOURCE}  # what changes no score


class EditionChangeItem(BaseModel):
    """One aspect of one node, as it was and as it became."""

    node: str
    node_name: str
    aspect: str = Field(
        description="added, removed, or what changed: name, code, parent, rule, weight, scale, "
        "missing, shown, source."
    )
    before: str = Field(description="As it was, in words; empty for a node that was added.")
    after: str = Field(description="As it became; empty for a node that was removed.")
    counts: bool = Field(description="Scores may change by it.")


class EditionChangeList(BaseModel):
    """A page of what changed."""

    edition: str
    since: str = Field(description="The edition compared with.")
    classes_changed: bool = Field(description="Units are classed otherwise.")
    items: list[EditionChangeItem]
    next: str | None


class EditionChangesAsked(ListAsked):
    """Against which edition."""

    since: Word = Field(
        "", description="An earlier edition of the index; the one before if not given."
    )


@reads(router, "/editions/{name}/changes", response=EditionChangeList, formats=LISTED)
def edition_changes(
    request: HttpRequest, name: Path[EditionName], asked: Query[EditionChangesAsked]
) -> HttpResponseBase:
    """What an edition changed.

    Node by node against an earlier edition: what was added, removed, and what of the others is
    otherwise.
    """
    found = edition_named(name)
    before = _before(found, asked.since)
    made = difference(before, found)
    listing = Listing(
        name=f"{found.name}-since-{before.name}",
        columns=columns_of(EditionChangeItem),
        version=f"{before.sha256} {found.sha256}",
        rows=in_memory(list(_rows(made))),
        beside={
            "edition": found.name,
            "since": before.name,
            "classes_changed": made.classes_changed,
        },
    )
    return listing_response(request, listing, asked)


def _before(found: Edition, since: str) -> Edition:
    """The edition to compare with. Raises Problem where there is none, with those there are."""
    day = found.in_force.since
    earlier = [
        one for one in shipped.edition_list() if one.id == found.id and one.in_force.since < day
    ]
    if not earlier:
        detail = _("%(edition)s is the first edition of its index.")
        raise Problem(COMPARISON, detail % {"edition": found.name})
    if not since:
        return max(earlier, key=lambda one: one.in_force.since)
    try:
        named = edition_named(since).name
    except Problem:
        named = since
    if named not in {one.name for one in earlier}:
        problem = unknown("edition", since, [one.name for one in reversed(earlier)])
        names_wrong([wrong_name("since", problem)])
    return edition_named(named)


def _rows(made: EditionDifference) -> Iterator[Row]:
    lang = language()
    for node in made.added:
        yield (
            node.id,
            said(node.name),
            "added",
            "",
            say(node_in_words(made.after, node), lang),
            True,
        )
    for node in made.removed:
        rule = say(node_in_words(made.before, node), lang)
        yield node.id, said(node.name), "removed", rule, "", True
    for change in made.changed:
        for one in change_in_words(made, change):
            yield (
                change.after.id,
                said(change.after.name),
                one.aspect.value,
                say(one.before, lang),
                say(one.after, lang),
                one.aspect not in ASIDE,
            )
