"""Finding units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chiso.spelling import fold, nearest, nfc, sort_key
from chiso_web.look.not_found import PageMissing
from chiso_web.units.models import SHIPPED, Kind, Link, Unit, UnitList
from chiso_web.units.other_names import OTHERS, PROVINCE

KIND_BEFORE = re.compile(r"^(t[iỉ]nh|th[aà]nh ph[oố]|t\.?p)[ .]+(?=\S)")
KIND_AFTER = re.compile(r"(?<=\S) (city|province)$")


def unit_list_provinces() -> list[Unit]:
    """The 63 provinces that PAPI covers, in dictionary order: those of before 1 July 2025.

    A province of an office's own list, such as one that ended before PAPI began, is none of them.
    """
    listed = Q(in_list=None) | Q(in_list__name=SHIPPED)  # None until an upgrade has loaded them
    return in_order(Unit.objects.filter(listed, level=PROVINCE, valid_from=None))


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """The units in dictionary order. Not left to the database: a PostgreSQL that orders by a
    language's own rules reads a sort key otherwise.
    """
    return sorted(units, key=lambda unit: (unit.sort_key, unit.place))


def unit_get(uid: str) -> Unit | None:
    """The unit of an id with the units above it, or None."""
    found = Unit.objects.select_related("parent__parent__parent").filter(uid=uid)
    return next(iter(found.order_by()), None)  # an id names one: ordering cost more than asking


def unit_found(uid: str) -> Unit:
    """The unit of an address, with the units above it. Raises PageMissing where there is none."""
    unit = unit_get(uid)
    if unit is None:
        raise PageMissing(
            title=_("There is no such unit"),
            sentence=_("The address names no unit. It may have been mistyped."),
            offers=[],
        )
    return unit


def unit_list_coded(reference: str) -> list[Unit]:
    """The units that have a code, or the code of an office (``code.office``), the latest last."""
    code, _, office = reference.partition(".")
    found = Unit.objects.filter(code=code, office=office).select_related("parent__parent")
    return sorted(found, key=lambda unit: unit.last_day)


def unit_list_below(unit: Unit) -> list[Unit]:
    """The units under this one on any day on which both existed, in dictionary order.

    The unit above may have had its code under several ids.
    """
    found = Unit.objects.filter(
        parent__code=unit.code, parent__office=unit.office, parent__level=unit.level
    )
    first = unit.valid_from or date.min
    return in_order(
        one
        for one in found
        if max(first, one.valid_from or date.min) <= min(unit.last_day, one.last_day)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """How many communes of one province (its code) have the same last day."""

    province: str
    last_day: date
    count: int


def commune_list_counted() -> list[Counted]:
    """The communes counted by province and last day, in one query."""
    columns = ("parent__level", "parent__code", "parent__parent__code", "valid_until")
    rows = Unit.objects.filter(level="commune", until_known=True).order_by().values_list(*columns)
    return [
        Counted(own if level == PROVINCE else above, until or date.max, count)
        for level, own, above, until, count in rows.annotate(count=Count("id"))
    ]


def unit_list_top() -> list[Unit]:
    """Every province that there was, in dictionary order."""
    return in_order(Unit.objects.filter(level=PROVINCE))


def unit_list_former(province: Unit) -> list[Unit]:
    """The units of unknown start that a later one came from, however many steps before."""
    found: dict[int, Unit] = {}
    waiting = {province.pk}
    while waiting:
        step = in_order(Unit.objects.filter(links_after__new__in=waiting))
        before = {unit.pk: unit for unit in step if unit.pk not in found}
        found |= before
        waiting = {unit.pk for unit in before.values() if unit.valid_from is not None}
    return [unit for unit in found.values() if unit.valid_from is None]


def unit_list_of(keys: Iterable[int]) -> list[Unit]:
    """The units of some keys, in their order, with the units above them."""
    wanted = list(keys)
    above = Unit.objects.select_related("parent__parent__parent")
    found = above.in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def successor_list_by_unit(keys: Iterable[int]) -> dict[int, list[Unit]]:
    """The units that each of some (their keys) passed to, in dictionary order."""
    found: dict[int, list[Unit]] = {}
    for link in Link.objects.filter(old__in=list(keys)).order_by().select_related("new"):
        found.setdefault(link.old_id, []).append(link.new)
    return {old: in_order(news) for old, news in found.items()}


@lru_cache(maxsize=4)
def _kinds(fingerprints: tuple[str, ...]) -> Mapping[str, Kind]:
    return {kind.id: kind for kind in Kind.objects.all()}


def kind_by_id() -> Mapping[str, Kind]:
    """The kinds by id, in the order of the lists."""
    lists = UnitList.objects.order_by("name").values_list("fingerprint", flat=True)
    return _kinds(tuple(lists))


def as_typed(name: str) -> str:
    """What a person typed, for comparison with names: "ha-noi", "TP. Hà Nội", "Ha Noi City" and
    "Hà Nội" read alike.
    """
    words = " ".join(fold(name).replace("-", " ").replace("_", " ").split())
    return KIND_AFTER.sub("", KIND_BEFORE.sub("", words))


def names_of(unit: Unit) -> tuple[str, ...]:
    """Every name a unit is known by, as typed: Vietnamese, English, others."""
    names = (unit.name_vi, unit.name_en, *OTHERS.get(unit.code, ()))
    return tuple(dict.fromkeys(as_typed(name) for name in names))


def units_named(units: Iterable[Unit], name: str) -> list[Unit]:
    """The units with a name that contains what was typed, those where a word begins with it first;
    all if nothing was typed.

    Spaces are left aside where nothing has them so ("hanoi"). Marks count where they were typed
    and some name has them: "Hà" is not "Hạ".
    """
    typed, known = as_typed(name), list(units)
    if not typed:
        return known
    found = _containing(known, typed) or [unit for unit in known if _begins(unit, _joined(typed))]
    if fold(name) == _with_marks(name):
        return found
    return [unit for unit in found if _has_marks_of(unit, name)] or found


def _containing(units: Iterable[Unit], typed: str) -> list[Unit]:
    """The units with a name that contains what was typed; where a word begins with it first."""
    found = [unit for unit in units if any(typed in name for name in names_of(unit))]
    starts = {
        unit.code for unit in found if any(f" {typed}" in f" {name}" for name in names_of(unit))
    }
    return sorted(found, key=lambda unit: unit.code not in starts)


def _begins(unit: Unit, typed: str) -> bool:
    """Whether a name, from one of its words on and without spaces, begins with what was typed."""
    return any(
        "".join(words[place:]).startswith(typed)
        for words in (name.split() for name in names_of(unit))
        for place in range(len(words))
    )


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _with_marks(name: str) -> str:
    return KIND_BEFORE.sub("", " ".join(nfc(name).casefold().split()))


def _has_marks_of(unit: Unit, name: str) -> bool:
    """Whether the Vietnamese name has what was typed with the same marks; hoà is hòa."""
    typed = _with_marks(name)
    return typed in _with_marks(unit.name_vi) or sort_key(typed) in unit.sort_key


def unit_called(units: Iterable[Unit], name: str) -> Unit | None:
    """The unit whose code or whole name was typed, in either language or as people also say."""
    typed, known = _joined(as_typed(name)), list(units)
    coded = next((unit for unit in known if unit.code == name), None)
    if coded or not typed:
        return coded
    return next((unit for unit in known if typed in map(_joined, names_of(unit))), None)


def units_nearest(units: Iterable[Unit], name: str) -> list[Unit]:
    """The units whose names are most like what was typed, best first; none if nothing is alike."""
    by_name = {typed: unit for unit in units for typed in names_of(unit)}
    found = [by_name[match] for match in nearest(as_typed(name), by_name)]
    return list({unit.uid: unit for unit in found}.values())
