"""A lineage in words: a sentence for each change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from chiso_web.look.formats import day, language, listed, share
from chiso_web.portal.place.naming import within
from chiso_web.units.lineage import Lineage
from chiso_web.units.models import Link, Unit

NAMED = 12  # units that a sentence names; more stand in the table only
NAMED_WHOLE = 3


@dataclass(frozen=True, slots=True)
class Event:
    """The links of one day; ``day`` None if it is unknown, and had then happened ``by`` a day."""

    by: date
    day: date | None
    links: tuple[Link, ...]

    @property
    def olds(self) -> tuple[Unit, ...]:
        return tuple({link.old_id: link.old for link in self.links}.values())

    @property
    def news(self) -> tuple[Unit, ...]:
        return tuple({link.new_id: link.new for link in self.links}.values())


def events(lineage: Lineage) -> tuple[Event, ...]:
    """The changes of a lineage, the earliest first."""
    groups = groupby(lineage.links, key=lambda link: link.by)
    grouped = [(by, tuple(links)) for by, links in groups]
    return tuple(Event(by, _day(links), links) for by, links in grouped)


def _day(links: Sequence[Link]) -> date | None:
    found: date | None = links[0].day
    return found


def before_text(event: Event) -> str:
    """Until when the units of before stood."""
    if event.day is None:
        return _("Until %(day)s at the latest") % {"day": day(event.by)}
    return _("Until %(day)s") % {"day": day(event.day - timedelta(days=1))}


def when(event: Event) -> str:
    """When it happened, as a sentence begins."""
    if event.day is None:
        return _("By %(day)s (day unknown)") % {"day": day(event.by)}
    return _("On %(day)s") % {"day": day(event.day)}


def since_text(event: Event) -> str:
    """Since when the new arrangement stands."""
    if event.day is None:
        return _("Since then (by %(day)s, day unknown)") % {"day": day(event.by)}
    return _("Since %(day)s") % {"day": day(event.day)}


def sentences(lineage: Lineage) -> list[str]:
    """What happened, a sentence a change; then what is not known of it."""
    told = [sentence(event, lineage) for event in events(lineage)]
    sources = {link.source(language()): None for link in lineage.links if link.share is not None}
    told += [_("Shares by: %(source)s.") % {"source": source} for source in sources]
    parts = [link for link in lineage.links if not lineage.is_whole(link)]
    if any(link.share is None for link in parts):
        told.append(
            _("No source gives the shares of the other parts.")
            if sources
            else _("No source gives the share of each part.")
        )
    return told


def sentence(event: Event, lineage: Lineage) -> str:
    """One change: what was divided, what was formed, or both at once."""
    if len(event.news) == 1:
        return _into_one(event, lineage)
    if len(event.olds) == 1:
        return _divided(event)
    return _many(event, lineage)


def _into_one(event: Event, lineage: Lineage) -> str:
    new, link = event.news[0], event.links[0]
    others = lineage.others.get(new.pk, 0)
    if len(event.links) > 1 or not lineage.is_whole(link):
        return _formed(event, lineage, new)
    facts = {"when": when(event), "old": within(link.old), "new": within(new), "count": others}
    if others:
        return _("%(when)s, %(old)s passed whole to %(new)s, with %(count)s more units.") % facts
    if _is_new(event, new):
        return _("%(when)s, %(old)s became %(new)s.") % facts
    return _("%(when)s, %(old)s passed whole to %(new)s.") % facts


def _is_new(event: Event, unit: Unit) -> bool:
    """Whether a unit began with a change; one of unknown first day was there before."""
    return event.day is not None and unit.valid_from == event.day


def _formed(event: Event, lineage: Lineage, new: Unit) -> str:
    whole = [within(link.old) for link in event.links if lineage.is_whole(link)]
    parts = [within(link.old) for link in event.links if not lineage.is_whole(link)]
    facts = {
        "when": when(event),
        "new": within(new),
        "whole": listed(whole, _("and")) if whole else "",
        "parts": listed(parts, _("and")) if parts else "",
    }
    if not _is_new(event, new):
        return _grown(facts)
    if whole and parts:
        return (
            _("%(when)s, %(new)s was formed of all of %(whole)s, and parts of %(parts)s.") % facts
        )
    if whole:
        return _("%(when)s, %(new)s was formed of all of %(whole)s.") % facts
    return _("%(when)s, %(new)s was formed of parts of %(parts)s.") % facts


def _grown(facts: Mapping[str, str]) -> str:
    """What a unit that was there before took in."""
    if facts["whole"] and facts["parts"]:
        return _("%(when)s, %(new)s took in all of %(whole)s, and parts of %(parts)s.") % facts
    if facts["whole"]:
        return _("%(when)s, %(new)s took in all of %(whole)s.") % facts
    return _("%(when)s, %(new)s took in a part of %(parts)s.") % facts


def _divided(event: Event) -> str:
    names = [
        f"{within(link.new)} ({share(link.share, 1)})" if link.share else within(link.new)
        for link in event.links
    ]
    return _("%(when)s, %(old)s was divided between %(names)s.") % {
        "when": when(event),
        "old": within(event.olds[0]),
        "names": listed(names, _("and")),
    }


def _many(event: Event, lineage: Lineage) -> str:
    facts = {
        "when": when(event),
        "olds": len(event.olds),
        "news": len(event.news),
        "names": listed([within(unit) for unit in event.news], _("and")),
        "whole": _whole_text(event, lineage),
    }
    if len(event.news) > NAMED:
        return _("%(when)s, %(olds)s units passed to %(news)s; %(whole)s.") % facts
    return _("%(when)s, %(olds)s units passed to %(news)s: %(names)s; %(whole)s.") % facts


def _whole_text(event: Event, lineage: Lineage) -> str:
    whole = {link.old_id: link.old for link in event.links if lineage.is_whole(link)}
    if not whole:
        return _("each of them was divided")
    if len(whole) == len(event.olds):
        return _("all of them whole")
    if len(whole) <= NAMED_WHOLE:
        names = listed([within(unit) for unit in whole.values()], _("and"))
        return _("only %(names)s passed whole") % {"names": names}
    facts = {"whole": len(whole), "divided": len(event.olds) - len(whole)}
    return _("%(whole)s whole, %(divided)s divided") % facts
