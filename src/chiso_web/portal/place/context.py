"""What the template of a unit is given."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.look.formats import day, language, share
from chiso_web.portal.addresses import downloads, unit_address
from chiso_web.portal.place import events, naming
from chiso_web.portal.place.below import below_title, groups
from chiso_web.portal.place.lines import graph, lines
from chiso_web.portal.place.naming import Kinds
from chiso_web.portal.place.outcomes import outcomes_facts
from chiso_web.portal.place.results import no_results, ways
from chiso_web.units.lineage import Lineage
from chiso_web.units.models import Unit
from chiso_web.units.selectors import kind_by_id, unit_list_below

Facts = Mapping[str, object]


def unit_facts(
    unit: Unit, lineage: Lineage, *, profile: Facts | None, year: str, today: date
) -> Facts:
    """Everything on a unit's page; ``profile`` are its own results of a year."""
    kinds = kind_by_id()
    below, outcomes = unit_list_below(unit), outcomes_facts(unit)
    found_ways = [] if profile or not year else ways(unit, year)
    scored = bool(outcomes["outcomes"])
    return {
        "unit": unit,
        "title": profile["title"] if profile else naming.title(unit),
        "name": naming.title(unit),
        "profile": profile,
        "path": [(one.full_name(language()), unit_address(one.uid)) for one in _path(unit)],
        "introduced": naming.introduced(unit, kinds),
        "facts": _facts(unit, kinds),
        "source": unit.source(language()),
        "note": unit.note(language()),
        "no_results": "" if profile or (scored and not found_ways) else no_results(unit, scored),
        "ways": found_ways,
        "below_title": below_title(unit),
        "below": groups(unit, below, today=today, kinds=kinds),
        **outcomes,
        **lineage_facts(lineage),
    }


def _path(unit: Unit) -> tuple[Unit, ...]:
    return tuple(reversed(naming.above(unit)))


def _facts(unit: Unit, kinds: Kinds) -> list[tuple[str, str, str]]:
    kind, level = naming.kind_word(unit, kinds), naming.level_word(unit, kinds)
    unsaid = _("no source gives the day")
    facts = [
        (_("Kind"), kind, level if level != kind else ""),
        (_("Since"), naming.since_text(unit), "" if unit.valid_from else unsaid),
        (_("Until"), naming.until_text(unit), unsaid if unit.until_latest else ""),
        (_("Code"), unit.code, unit.office),
    ]
    if unit.other_names:
        facts.append((_("Also called"), unit.other_names, ""))
    if unit.resolution:
        signed = day(unit.resolution_day) if unit.resolution_day else ""
        facts.append((_("Resolution"), unit.resolution, signed))
    return facts


def lineage_facts(lineage: Lineage) -> Facts:
    """The sentence, the picture and the table of a lineage."""
    unit, told = lineage.unit, events.sentences(lineage)
    picture = graph(lineage)
    return {
        "lineage_title": _lineage_title(lineage),
        "lineage_text": told,
        "unreplaced": _unreplaced(unit, lineage),
        "successors": _successors(lineage),
        "graph": picture,
        "lines": lines(lineage),
        "lineage_sources": list({link.source(language()): None for link in lineage.links}),
        "lineage_downloads": downloads(unit_address(unit.uid)),
    }


def _lineage_title(lineage: Lineage) -> str:
    if lineage.of_units_below:
        return _("What became of the units below")
    return _("Mergers and divisions")


def _unreplaced(unit: Unit, lineage: Lineage) -> str:
    """That nothing followed an ended unit, as districts; empty where something did."""
    if not unit.ended or lineage.after:
        return ""
    if lineage.of_units_below:
        return _(
            "No unit took the place of %(unit)s; what became of the units below stands here."
        ) % {"unit": naming.within(unit)}
    return _("No unit is known to have taken the place of %(unit)s.") % {
        "unit": naming.within(unit)
    }


def _successors(lineage: Lineage) -> list[tuple[str, str, str]]:
    """The units of today that an ended one passed into: name, address, and how much of it."""
    found: dict[int, tuple[str, str, str]] = {}
    waiting = [(link, lineage.is_whole(link)) for link in lineage.after]
    for link, whole in waiting:  # grows while it is walked
        onward = [one for one in lineage.links if one.old_id == link.new_id]
        waiting += [(one, whole and lineage.is_whole(one)) for one in onward]
        if not onward and link.new_id not in found:
            own = link.share if link.old_id == lineage.unit.pk else None
            name, address = link.new.full_name(language()), unit_address(link.new.uid)
            found[link.new_id] = (name, address, _part(own, whole=whole))
    return list(found.values()) if lineage.unit.ended else []


def _part(known: float | None, *, whole: bool) -> str:
    if whole:
        return _("all of it")
    return _("a part of it") if known is None else share(known, 1)
