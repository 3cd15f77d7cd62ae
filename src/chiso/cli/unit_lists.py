"""The lists of units, an office's own beside them, and what they say of the units observed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from chiso.cli.papi_words import unit_names
from chiso.errors import OptionsInvalid, UnitAmbiguous, mark
from chiso.wording import Message, Text

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.territory import Territory
    from chiso.values import ObservationTable

_OWN_ALONE = mark("--own goes with --rank-by-kind: without it, no list of units is read")


@dataclass(frozen=True)
class UnitWords:
    """Names by unit; and kinds, where ranks are kept apart by them, with the kinds' names."""

    names: Mapping[str, Text]
    kinds: Mapping[str, str] = field(default_factory=dict)
    kind_names: Mapping[str, Text] = field(default_factory=dict)

    def name(self, unit: str, lang: str) -> str:
        """The unit's name; blank where none is known."""
        return self.names[unit].in_language(lang) if unit in self.names else ""

    def group(self, unit: str, lang: str) -> str:
        """The name of the kind that the unit ranks in; blank where all rank together."""
        kind = self.kinds.get(unit)
        return "" if kind is None else self.kind_names[kind].in_language(lang)


def unit_lists(own: str | None) -> "Territory":
    """The shipped lists, with an office's own beside them. Raises UnitsInvalid."""
    from chiso.territory import shipped

    return shipped() if own is None else shipped().extended(own)


def unit_words(
    table: "ObservationTable", edition: "Edition", *, rank_by_kind: bool, own: str | None
) -> UnitWords:
    """What is known of the units observed; their kinds only if they are to rank apart by kind.

    Raises UnknownName and UnitAmbiguous for a unit whose kind the lists do not tell.
    """
    if not rank_by_kind:
        if own is not None:
            raise OptionsInvalid(reason=Message(_OWN_ALONE))
        return UnitWords(unit_names(edition))
    lists = unit_lists(own)
    units = {unit: lists.unit(unit, day) for unit, day in _last_days(table, lists).items()}
    return UnitWords(
        names={named: unit.name for named, unit in units.items()},
        kinds={named: unit.kind for named, unit in units.items()},
        kind_names={kind.id: kind.name for kind in lists.kinds.values()},
    )


def _last_days(table: "ObservationTable", lists: "Territory") -> dict[str, date]:
    """The day on which each unit observed is looked up: the last of its period.

    A bare code of two periods shall be of one kind in both; if not, UnitAmbiguous.
    """
    from chiso.territory import kinds_of, period_end

    kinds: dict[str, str] = {}
    days: dict[str, date] = {}
    for period in dict.fromkeys(table.periods):
        day = period_end(period)
        pairs = zip(table.units, table.periods, strict=True)
        found = kinds_of((unit for unit, of in pairs if of == period), lists, day)
        for unit, kind in found.items():
            if kinds.setdefault(unit, kind) != kind:
                both = [lists.unit(unit, one).id for one in (days[unit], day)]
                raise UnitAmbiguous(name=unit, candidates=both)
            days[unit] = day
    return days
