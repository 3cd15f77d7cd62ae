"""What the templates of the trail are given."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso.spelling import sort_key
from chiso_web.accounts.trail.asked import NOTHING, Asked
from chiso_web.accounts.trail.files import MOST
from chiso_web.accounts.trail.labels import ACTIONS, action_label, app_label
from chiso_web.accounts.trail.lines import line_of
from chiso_web.accounts.trail.scope import NOBODYS, Scope
from chiso_web.accounts.trail.values import moment_shown, unit_shown, units_named
from chiso_web.audit.faults import chain_name
from chiso_web.audit.models import Entry
from chiso_web.audit.selectors import Sought, entry_count, entry_list, entry_list_beside
from chiso_web.audit.verifying import Verification
from chiso_web.look.formats import number

SHOWN = 50
COUNTED = 10_000
FILES = ("csv", "xlsx", "json")

Choices = Sequence[tuple[str, str]]


def list_facts(asked: Asked, sought: Sought, scope: Scope) -> Mapping[str, object]:
    """The page of the list: entries, filters, ways on."""
    found = entry_list(sought, limit=SHOWN + 1, before=asked.before, after=asked.after)
    more = len(found) > SHOWN
    shown = found[-SHOWN:] if asked.after is not None else found[:SHOWN]
    units = units_named(shown, scope.units)
    count = entry_count(sought, most=COUNTED)
    return {
        "title": _("Trail"),
        "asked": asked,
        "narrowed": bool(asked.filters.keys() - {"q"}),
        "lines": [line_of(entry, units) for entry in shown],
        "count": number(min(count, COUNTED), 0),
        "beyond": count > COUNTED,
        "file_limit": number(MOST, 0) if count > min(MOST, COUNTED) else "",
        "units": _unit_choices(scope),
        "apps": sorted(
            ((app, app_label(app)) for app in scope.apps), key=lambda one: sort_key(one[1])
        ),
        "actions": _action_choices(asked.action),
        "files": [(kind.upper(), asked.file(kind)) for kind in FILES],
        "newest": asked.address() if asked.before or asked.after else "",
        **_turned(asked, shown, more=more),
    }


def _turned(asked: Asked, shown: Sequence[Entry], *, more: bool) -> Mapping[str, str]:
    """The ways to newer and older entries, empty where there are none."""
    if not shown:
        return {"newer": "", "older": ""}
    is_newer = more if asked.after is not None else asked.before is not None
    is_older = asked.after is not None or more
    return {
        "newer": asked.address(after=shown[0].pk) if is_newer else "",
        "older": asked.address(before=shown[-1].pk) if is_older else "",
    }


def _unit_choices(scope: Scope) -> Choices:
    named = [(uid, unit_shown(uid, scope.units)) for uid in scope.units if uid != NOBODYS]
    nobodys = [(NOTHING, _("no unit’s (signing in, settings)"))] if NOBODYS in scope.units else []
    return [*sorted(named, key=lambda one: sort_key(one[1])), *nobodys]


def _action_choices(chosen: str) -> Choices:
    known = {*ACTIONS, *filter(None, [chosen])}
    return sorted(((one, action_label(one)) for one in known), key=lambda one: sort_key(one[1]))


def entry_facts(entry: Entry, scope: Scope) -> Mapping[str, object]:
    """The page of one entry."""
    before, after = entry_list_beside(entry)
    units = units_named([entry], scope.units)
    line = line_of(entry, units)
    title = _("Entry %(number)s of the chain %(chain)s") % {
        "number": entry.number,
        "chain": chain_name(entry.app, entry.unit),
    }
    held_in = unit_shown(entry.actor_unit, units)
    return {"title": title, "line": line, "held_in": held_in, "earlier": before, "later": after}


def verified_facts(found: Verification, unguarded: Sequence[str]) -> Mapping[str, object]:
    """The page of a verification."""
    return {
        "title": _("The trail is broken") if found.faults else _("The trail is whole"),
        "faults": [fault.sentence() for fault in found.faults[:SHOWN]],
        "more_faults": max(len(found.faults) - SHOWN, 0),
        "entries": number(found.entries, 0),
        "chains": number(found.chains, 0),
        "manifests": number(found.manifests, 0),
        "since": moment_shown(found.since) if found.since else "",
        "unguarded": unguarded,
    }


def unverified_facts(refusal: str) -> Mapping[str, object]:
    """The page of a verification that was refused."""
    return {"title": _("The trail was not verified"), "refusal": refusal}
