"""The trail, for auditors' programs."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import TRAIL
from chiso_web.accounts.trail.reads import reading_record
from chiso_web.accounts.trail.scope import scope_of
from chiso_web.api.asked import Day, ListAsked, Word
from chiso_web.api.formats import LISTED
from chiso_web.api.listing import (
    Listing,
    Row,
    Stored,
    from_query,
    listing_response,
    told_to_one,
)
from chiso_web.api.reading import columns_of, reads
from chiso_web.audit.canonical import moment_text
from chiso_web.audit.models import Entry

router = Router(tags=["trail"])
FILTERS = ("app", "unit", "action", "actor", "since", "until")


class EntryItem(BaseModel):
    """One entry, as it is hashed."""

    app: str = Field(description="The room that wrote it: accounts, files.")
    unit: str = Field(description="The id of the unit of the chain; empty: no unit's.")
    number: int = Field(description="The place in the chain of `app` and `unit`, from 1.")
    recorded_at: str = Field(description="The moment in UTC, to the microsecond.")
    actor_name: str = Field(description="Sign-in name; empty: nobody had signed in.")
    actor_full_name: str
    actor_role: str = Field(description="The role in which it was done.")
    actor_unit: str
    action: str = Field(description="What was done: role.given, sign_in.failed.")
    subject: str = Field(description="To what.")
    before: str = Field(description="The values before, as JSON text; empty: none.")
    after: str = Field(description="The values after, as JSON text; empty: none.")
    reason: str
    previous: str = Field(description="The digest of the entry before; zeros for the first.")
    digest: str = Field(description="SHA-256 of this entry: docs/method/trail.md says of what.")


class EntryList(BaseModel):
    """A page of entries."""

    items: list[EntryItem]
    next: str | None


class TrailAsked(ListAsked):
    """Which entries."""

    app: Annotated[Word, Field(description="Of a room.")] = ""
    unit: Annotated[Word, Field(description="Of a unit’s id.")] = ""
    action: Annotated[Word, Field(description="Of an action.")] = ""
    actor: Annotated[Word, Field(description="By a person’s sign-in name.")] = ""
    since: Annotated[Day | None, Field(description="From this day on, in Viet Nam.")] = None
    until: Annotated[Day | None, Field(description="To this day, in Viet Nam.")] = None


@reads(router, "/trail", response=EntryList, formats=LISTED, permission=TRAIL)
def trail(request: HttpRequest, asked: Query[TrailAsked]) -> HttpResponseBase:
    """What was done.

    The entries of all chains that the person may read as an auditor, the oldest first. Entries are
    never changed; new ones come at the end, so that a cursor goes on holding.
    """
    acting: Acting = request.acting  # type: ignore[attr-defined]
    where = _where(asked) & Q(unit__in=list(scope_of(acting).units))
    filters = {name: str(value) for name, value in asked.filters(*FILTERS).items()}
    reading_record(acting.actor(TRAIL), filters)
    listing = Listing(
        name="trail",
        columns=columns_of(EntryItem),
        version=f"trail {acting.user.pk if acting.user else 0}",
        rows=from_query(lambda position: _after(position, where), _row),
    )
    return told_to_one(listing_response(request, listing, asked))


def _after(position: int, where: Q) -> Stored:
    found = Entry.objects.filter(where, pk__gt=position).order_by("pk")
    return found.values_list("pk", *columns_of(EntryItem))


def _row(stored: tuple[Any, ...]) -> Row:
    _key, *facts = stored
    return [moment_text(one) if isinstance(one, datetime) else one for one in facts]


def _where(asked: TrailAsked) -> Q:
    exact = {"app": asked.app, "unit": asked.unit, "action": asked.action}
    where = Q(**{name: value for name, value in exact.items() if value})
    if asked.actor:
        where &= Q(actor_name=asked.actor)
    if asked.since:
        where &= Q(recorded_at__gte=_midnight(asked.since))
    if asked.until and asked.until < date.max:
        where &= Q(recorded_at__lt=_midnight(asked.until + timedelta(days=1)))
    return where


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
