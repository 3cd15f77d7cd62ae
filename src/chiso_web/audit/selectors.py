"""Reading the trail: newest first, page by page; fast with a million entries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from chiso_web.audit.models import Entry, Head, Manifest
from chiso_web.audit.words import HasWords, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What words name that entries hold as codes: units, actions, roles."""

    units: Collection[str] = ()
    actions: Collection[str] = ()
    roles: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which entries: of some units (None: of all), a room, an action, some actors (their sign-in
    names; None: of anybody), from a moment until before another, with words that begin so
    or with what those words are ``meant`` to name.
    """

    units: Collection[str] | None = None
    app: str = ""
    action: str = ""
    actors: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    meant: Meant = Meant()


def entry_list(
    sought: Sought, *, limit: int, before: int | None = None, after: int | None = None
) -> list[Entry]:
    """The newest entries, at most ``limit``: those ``before`` an entry (its id), or those next
    ``after`` one; newest first in any case.
    """
    found = _found(sought)
    if after is not None:
        newer = _beside(found, after, newer=True).order_by("recorded_at", "id")
        return list(newer[:limit])[::-1]
    if before is not None:
        found = _beside(found, before, newer=False)
    return list(found.order_by("-recorded_at", "-id")[:limit])


def entry_count(sought: Sought, *, most: int) -> int:
    """How many there are; ``most`` + 1 stands for any number above it."""
    return _found(sought).order_by()[: most + 1].count()


def entry_get(pk: int) -> Entry | None:
    """One entry."""
    return Entry.objects.filter(pk=pk).first()


def entry_list_beside(entry: Entry) -> tuple[Entry | None, Entry | None]:
    """The entry before and the one after in its chain."""
    chain = Entry.objects.filter(app=entry.app, unit=entry.unit)
    found = {
        one.number: one for one in chain.filter(number__in=(entry.number - 1, entry.number + 1))
    }
    return found.get(entry.number - 1), found.get(entry.number + 1)


def entry_recorded_since(moment: datetime, *, actor: str, action: str) -> bool:
    """Whether somebody did something since."""
    mine = Entry.objects.filter(actor_name=actor, recorded_at__gte=moment)
    return mine.filter(action=action).exists()


def chain_list() -> list[tuple[str, str]]:
    """The room and unit of every chain, in order."""
    return list(Head.objects.order_by("app", "unit").values_list("app", "unit"))


def entry_count_by_heads(units: Collection[str] | None = None) -> int:
    """How many entries there are, or are in some units' chains, by the heads, which a million of
    them do not slow down.
    """
    heads = Head.objects.all() if units is None else Head.objects.filter(unit__in=units)
    return heads.aggregate(total=Sum("number"))["total"] or 0


def manifest_list() -> QuerySet[Manifest]:
    """The manifests, the newest first, without what they hold."""
    return Manifest.objects.order_by("-day").defer("heads")


def _found(sought: Sought) -> QuerySet[Entry]:
    exact = {"app": sought.app, "action": sought.action}
    found = Entry.objects.filter(**{name: value for name, value in exact.items() if value})
    if sought.units is not None:
        found = found.filter(unit__in=sought.units)
    if sought.actors is not None:
        found = found.filter(actor_name__in=sought.actors)
    if sought.since is not None:
        found = found.filter(recorded_at__gte=sought.since)
    if sought.until is not None:
        found = found.filter(recorded_at__lt=sought.until)
    typed = words_of([sought.text])
    return found.filter(_worded(typed, sought.meant)) if typed else found


def _worded(typed: str, meant: Meant) -> Q:
    """By its words, or by what they name; a role by who acted in it or to whom it was given."""
    found = Q(HasWords(typed))
    if meant.units:
        found |= Q(unit__in=meant.units)
    if meant.actions:
        found |= Q(action__in=meant.actions)
    for role in meant.roles:
        given = Q(HasWords(words_of([role])), action__startswith="role.")
        found |= Q(actor_role=role) | given
    return found


def _beside(found: QuerySet[Entry], pk: int, *, newer: bool) -> QuerySet[Entry]:
    """Those on one side of an entry; all where there is no such entry."""
    moment = Entry.objects.filter(pk=pk).values_list("recorded_at", flat=True).first()
    if moment is None:
        return found
    if newer:
        later = Q(recorded_at__gt=moment) | Q(pk__gt=pk)
        return found.filter(later, recorded_at__gte=moment)
    return found.filter(Q(recorded_at__lt=moment) | Q(pk__lt=pk), recorded_at__lte=moment)
