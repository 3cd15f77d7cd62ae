"""The units right below a unit, grouped by kind: those of its last day, and those of before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.look.formats import day, language
from chiso_web.portal.addresses import unit_address
from chiso_web.portal.place.naming import Kinds
from chiso_web.units.models import Unit

LONG = 120  # names that a page shows open


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind; ``note`` is what all of them are marked with."""

    title: str
    names: tuple[tuple[str, str], ...]
    note: str
    folded: bool


def below_title(unit: Unit) -> str:
    """What the list is of: the units of today, or of the last day."""
    if not unit.ended:
        return _("Units below, today")
    return _("Units below on %(day)s") % {"day": day(unit.last_day)}


def groups(unit: Unit, below: Sequence[Unit], *, today: date, kinds: Kinds) -> list[Group]:
    """The units below on the last day, by kind; then those that ended before."""
    as_of = min(unit.last_day, today)
    there = [one for one in below if one.exists_on(as_of)]
    gone = [one for one in below if not one.exists_on(as_of) and one.last_day < as_of]
    found = [_group(kind, there, kinds) for kind in kinds]
    ended = [_group(kind, gone, kinds, ended=True) for kind in kinds]
    return [group for group in (*found, *ended) if group.names]


def _group(kind: str, units: Iterable[Unit], kinds: Kinds, *, ended: bool = False) -> Group:
    own = [one for one in units if one.kind == kind]
    facts = {"kind": kinds[kind].name(language()), "count": len(own)}
    title = _("%(kind)s, ended before: %(count)s") if ended else _("%(kind)s: %(count)s")
    notes = {one.note(language()): None for one in own}
    text = title % facts
    return Group(
        title=text[:1].upper() + text[1:],
        names=tuple((one.full_name(language()), unit_address(one.uid)) for one in own),
        note="; ".join(note for note in notes if note) if len(notes) == 1 else "",
        folded=ended or len(own) > LONG,
    )
