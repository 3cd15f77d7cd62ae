"""Which units' chains a person may read."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.lineage import reader_of
from chiso_web.accounts.permissions import TRAIL, TRAIL_WHOLE
from chiso_web.accounts.reach import MOST_STEPS, keys_above
from chiso_web.audit.selectors import chain_list
from chiso_web.units.models import Link, Unit

NOBODYS = ""  # the unit of chains that belong to none: signing in, the office's own settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The chains that a person may read, as units and rooms; ``whole``: there are no others."""

    units: dict[str, Unit | None]
    apps: tuple[str, ...]
    whole: bool


def scope_of(acting: Acting) -> Scope:
    """Chains of the units where the person audits, of those under them and of those that passed to
    them; nobody's chains for who audits the whole installation.
    """
    chains = chain_list()
    named = {unit for _app, unit in chains} - {NOBODYS}
    roots = {one.unit for one in acting.holdings_with(TRAIL)}
    mine = {unit.uid: unit for unit in _reached(named, {unit.pk for unit in roots})}
    units: dict[str, Unit | None] = {**mine}
    of_all = acting.may(TRAIL_WHOLE)
    if of_all:
        units[NOBODYS] = None
    apps = dict.fromkeys(app for app, unit in chains if unit in units)
    whole = of_all and all(unit in units for _app, unit in chains)
    return Scope(units=units, apps=tuple(apps), whole=whole)


def _reached(uids: Collection[str], roots: Collection[int]) -> list[Unit]:
    known = Unit.objects.filter(uid__in=uids).select_related("parent__parent__parent")
    found = [unit for unit in known if _is_under(unit, roots)]
    others = [unit for unit in known if not _is_under(unit, roots)]
    return found + _passed(others, roots)


def _passed(units: Iterable[Unit], roots: Collection[int]) -> list[Unit]:
    """Those of the units that have ended and went on, in however many steps, in one in reach; who
    else got a part of a divided one reads nothing of it.
    """
    reached = []
    waiting = {unit.pk: (unit, [unit]) for unit in units if unit.ended}
    for _step in range(MOST_STEPS):
        onward: dict[int, tuple[Unit, list[Unit]]] = {}
        for new, old in _gone_on(waiting):
            if _is_under(new, roots):
                reached += old
            elif new.ended:
                onward.setdefault(new.pk, (new, []))[1].extend(old)
        if not onward:
            break
        waiting = onward
    return reached


def _gone_on(waiting: Mapping[int, tuple[Unit, list[Unit]]]) -> Iterator[tuple[Unit, list[Unit]]]:
    """The unit that each went on in, with those that led there; one query for all."""
    links: dict[int, list[Link]] = {}
    found = Link.objects.filter(old__in=list(waiting)).order_by("pk")
    for link in found.select_related("new__parent__parent__parent"):
        links.setdefault(link.old_id, []).append(link)
    for key, (unit, old) in waiting.items():
        new = reader_of(unit, links.get(key, []))
        if new is not None:
            yield new, old


def _is_under(unit: Unit, roots: Collection[int]) -> bool:
    return not {unit.pk, *keys_above(unit)}.isdisjoint(roots)
