"""A draft: exactly what will be opened."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.calendar import Calendar
from chiso_web.assessment.asked import leaves_asked
from chiso_web.assessment.deadlines import day_text, window_text
from chiso_web.assessment.models import Entrant, Guidance, RankGroup, Round
from chiso_web.assessment.naming import edition_text, group_name, round_name
from chiso_web.assessment.services.opening import facts_of
from chiso_web.look.formats import language
from chiso_web.results.selectors import edition_named
from chiso_web.units.selectors import in_order
from chiso_web.workdays.selectors import office_get


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """A ranking group of a draft: its units, edition and windows as they will hold."""

    kind: str
    name: str
    units: tuple[str, ...]
    lines: int
    edition: str
    sha256: str
    self_score: str
    appraisal: str
    publication: str


def draft_facts(one: Round) -> dict[str, object]:
    """What the page of a draft shows."""
    calendar, groups = office_get().calendar, list(one.groups.all())
    entrants: dict[int, list[Entrant]] = {}
    for entrant in Entrant.objects.filter(round=one).select_related("unit"):
        entrants.setdefault(entrant.group_id, []).append(entrant)
    told = [_group(group, entrants.get(group.pk, []), calendar) for group in groups]
    return {
        "title": _("%(round)s: what will be opened") % {"round": round_name(one)},
        "groups": told,
        "units": sum(len(group.units) for group in told),
        "lines": sum(len(group.units) * group.lines for group in told),
        "guidance": Guidance.objects.filter(group__round=one).count(),
        "seen": draft_digest(one),
    }


def _group(group: RankGroup, entrants: list[Entrant], calendar: Calendar) -> DraftGroup:
    edition = edition_named(group.edition)
    units = in_order(entrant.unit for entrant in entrants)
    return DraftGroup(
        kind=group.kind,
        name=group_name(group),
        units=tuple(unit.full_name(language()) for unit in units),
        lines=len(leaves_asked(edition)),
        edition=edition_text(edition),
        sha256=group.edition_sha256,
        self_score=window_text(calendar, group.self_from, group.self_until),
        appraisal=window_text(calendar, group.appraisal_from, group.appraisal_until),
        publication=day_text(group.publication_on),
    )


def draft_digest(one: Round) -> str:
    """What tells whether a draft is still the one that was shown."""
    facts: Mapping[str, object] = {**facts_of(one), "units": one.entrants.count()}
    text = json.dumps(facts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
