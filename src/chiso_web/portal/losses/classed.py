"""The class of a unit: what it is short of for the next one, and what holds it down."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from chiso.definition.model import Class, Classes, Condition
from chiso_web.look.formats import language, number, short
from chiso_web.portal.losses.result import Result
from chiso_web.portal.lost_points import NOTHING

BY_POINTS = "points"


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that the unit does not fulfil; ``binds`` if it would be in a better class."""

    condition: Condition
    binds: bool


def class_text(result: Result) -> str:
    """The unit's class; empty where there is none."""
    found = _own(result)
    return found.name.in_language(language()) if found else ""


def class_note(result: Result) -> str:
    """Where the class begins, and what is missing to the next one."""
    own, classes, points = _own(result), result.edition.classes, result.at().points
    if own is None or classes is None or points is None or classes.by != BY_POINTS:
        return ""
    held = [one for one in held_down(result) if one.binds]
    if held:
        return _("enough points for %(class)s, but held here by a condition, see below") % {
            "class": _by_points(classes, points).name.in_language(language())
        }
    return "; ".join(filter(None, (_from(own), _short_of(result, own, points))))


def _from(own: Class) -> str:
    return "" if own.lowest is None else _("from %(points)s points") % {"points": short(own.lowest)}


def _short_of(result: Result, own: Class, points: float) -> str:
    """The points to the next class, unless a condition keeps the unit out of it."""
    above = _next(result, own)
    if above is None or above.lowest is None:
        return _("the highest class")
    name = above.name.in_language(language())
    if any(one.condition.at_best == own.id for one in held_down(result)):
        return _("cannot rise to %(class)s, see below") % {"class": name}
    gap = above.lowest - points
    facts = {"points": number(gap) if gap >= 0.005 else short(gap, 4), "class": name}
    return _("%(points)s points short of %(class)s") % facts


def held_down(result: Result) -> tuple[Held, ...]:
    """The conditions on the class of the total that the unit does not fulfil."""
    classes, points = result.edition.classes, result.at().points
    if classes is None or points is None:
        return ()
    order = [one.id for one in classes.classes]
    would = order.index(_by_points(classes, points).id) if classes.by == BY_POINTS else -1
    return tuple(
        Held(one, would > order.index(one.at_best))
        for one in classes.conditions
        if _failed(result, one)
    )


def held_text(result: Result, held: Held) -> str:
    """The condition in a sentence."""
    classes, lang = result.edition.classes, language()
    names = {one.id: one.name.in_language(lang) for one in classes.classes} if classes else {}
    facts = {
        "reason": held.condition.reason.in_language(lang),
        "class": names.get(held.condition.at_best, ""),
        "code": result.edition.node(held.condition.node).code,
    }
    if held.binds:
        return _("%(reason)s (criterion %(code)s): so the class is %(class)s at best.") % facts
    return (
        _(
            "%(reason)s (criterion %(code)s): the class could be %(class)s at best; the points do "
            "not reach further anyway."
        )
        % facts
    )


def _failed(result: Result, condition: Condition) -> bool:
    points = result.at(condition.node).points
    return points is not None and points < condition.below - NOTHING


def _own(result: Result) -> Class | None:
    classes, own = result.edition.classes, result.at().class_id
    found = (one for one in classes.named if one.id == own) if classes else iter(())
    return next(found, None)


def _by_points(classes: Classes, points: float) -> Class:
    """The class that the points alone would give."""
    reached = [
        one for one in classes.classes if one.lowest is None or points >= one.lowest - NOTHING
    ]
    return reached[-1]


def _next(result: Result, own: Class) -> Class | None:
    order = result.edition.classes.classes if result.edition.classes else ()
    above = (better for one, better in pairwise(order) if one.id == own.id)
    return next(above, None)
