"""A unit as an administrator types it: its code, its id or its whole name."""

from collections.abc import Container, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chiso_web.look.formats import day as day_text
from chiso_web.look.formats import echoed, language
from chiso_web.units.finding import Entry, index
from chiso_web.units.models import Unit
from chiso_web.units.selectors import successor_list_by_unit, unit_list_of

MOST_OFFERED = 8
MOST_LOOKED_AT = 200


class UnitUnclear(Exception):
    """A text that names no unit, or several; ``offered`` are those that may be meant."""

    def __init__(self, sentence: str, offered: Sequence[Unit] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.offered = tuple(offered[:MOST_OFFERED])


def unit_typed(text: str, *, on: date, reached: Container[int]) -> Unit:
    """The one unit that a text names among those of some keys that exist on a day.

    Raises UnitUnclear with the sentence to show and the units that may be meant.
    """
    known = index()
    if text in known.by_reference and "@" in text:
        return _fit(text, unit_list_of([known.by_reference[text][0].id]), on=on, reached=reached)
    found = known.find(text)
    if found.whole:
        return _fit(text, _units(found.whole), on=on, reached=reached)
    part = [one for one in _units(found.part) if one.exists_on(on) and one.pk in reached]
    if part:
        sentence = _("“%(text)s” is no whole name of a unit. Choose the one that is meant.")
        raise UnitUnclear(sentence % {"text": echoed(text)}, part)
    near = [one.name for one in _entries(known.nearest(text))]
    raise UnitUnclear(
        _("There is no unit “%(text)s”; expected its code or name. Nearest: %(near)s.")
        % {"text": echoed(text), "near": ", ".join(near) or "–"}
    )


def _entries(names: Sequence[str]) -> Sequence[Entry]:
    known = index()
    return [found.whole[0] for name in names if (found := known.find(name)).whole]


def _units(entries: Sequence[Entry]) -> list[Unit]:
    return unit_list_of([one.id for one in entries[:MOST_LOOKED_AT]])


def _fit(text: str, units: Sequence[Unit], *, on: date, reached: Container[int]) -> Unit:
    """The one of several units that exists on the day and is reached."""
    there = [one for one in units if one.exists_on(on)]
    fitting = [one for one in there if one.pk in reached]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        sentence = _("Several units are called “%(text)s”. Choose the one that is meant.")
        raise UnitUnclear(sentence % {"text": echoed(text)}, fitting)
    if there:
        raise UnitUnclear(
            _("%(unit)s is not among the units that you administer.")
            % {"unit": there[0].full_name(language())}
        )
    raise _ended(units[0], on=on, reached=reached)


def _ended(unit: Unit, *, on: date, reached: Container[int]) -> UnitUnclear:
    """That a unit does not exist on the day, and those that it passed to."""
    after = successor_list_by_unit([unit.pk]).get(unit.pk, [])
    offered = [one for one in after if one.exists_on(on) and one.pk in reached]
    sentence = _("%(unit)s does not exist on %(day)s. Choose a unit that it passed to.")
    return UnitUnclear(
        sentence % {"unit": unit.full_name(language()), "day": day_text(on)}, offered
    )
