"""Rows of units after a place, for programs that read page by page."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from chiso_web.units.models import Kind, Unit, UnitList
from chiso_web.units.typed import plain

LISTED = (
    *("id", "uid", "code", "office", "kind", "level", "name_vi", "name_en"),
    *("full_name_vi", "full_name_en", "other_names", "parent__uid", "valid_from", "valid_until"),
    *("until_known", "until_latest", "resolution", "resolution_day"),
    *("source_vi", "source_en", "note_vi", "note_en"),
)


def units_after(key: int, where: Q) -> QuerySet[Any, tuple[Any, ...]]:
    """Units in the order in which they were stored, as ``LISTED``."""
    return Unit.objects.filter(where, pk__gt=key).order_by("pk").values_list(*LISTED)


def existing_on(day: date) -> Q:
    """The units that exist on a day, as far as is known: an unknown start is no late one."""
    ended_later = Q(valid_until__gte=day) | Q(until_latest__gte=day)
    going_on = Q(valid_until=None, until_known=True)
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (ended_later | going_on)


def below(unit: Unit) -> Q:
    """The units under one on any day on which both existed; it may have had its code under several
    ids.
    """
    above = Q(parent__code=unit.code, parent__office=unit.office, parent__level=unit.level)
    begun = Q(valid_from=None) | Q(valid_from__lte=unit.last_day)
    first = unit.valid_from or date.min
    ended_later = Q(valid_until__gte=first) | Q(until_latest__gte=first)
    return above & begun & (ended_later | Q(valid_until=None, until_known=True))


def named(text: str) -> Q:
    """The units with a name that contains a text, marks or not; none where it has no letter."""
    letters = plain(text)
    return Q(fold__contains=letters) if letters else Q(pk__in=())


def of_kind(kind: str, kinds: Collection[Kind]) -> Q:
    """The units of a kind, or of a kind that belongs to it."""
    found = {kind}
    while more := {one.id for one in kinds if one.sort_of_id in found} - found:
        found |= more
    return Q(kind__in=found)


def units_version() -> str:
    """What changes when a list of units is loaded anew."""
    lists = UnitList.objects.order_by("name").values_list("name", "fingerprint")
    return " ".join(f"{name} {fingerprint}" for name, fingerprint in lists)


def evaluated_units(evaluation: int) -> list[Unit]:
    """The units of an evaluation (its key), in the order of their list."""
    found = Unit.objects.filter(scores__evaluation=evaluation, scores__node="total")
    return list(found.order_by("level", "place"))
