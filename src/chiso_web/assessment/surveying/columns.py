"""The columns of a file of survey results: how the template heads them, how a header is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.spelling import nearest
from chiso_web.assessment.asked import Field, fields_of, fields_surveyed, leaves_surveyed
from chiso_web.look.formats import echoed
from chiso_web.look.rules.measured import measure_name

UNIT, NAME, GROUND = "unit", "name", "not_surveyed"
MEASURE, VALUE, PERIOD, NOTE, MISSING = "measure", "value", "period", "note", "missing"
OF_LIST = (MEASURE, VALUE, PERIOD, NOTE, MISSING)
NOT_READ = ("numerator", "denominator", "se", "n", "source")
"""What else an observation file of the library may have."""
_NAMED = re.compile(r"\[([^\[\]]+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns of a file stand, and what is wrong with them, by the name as it stands.

    ``measures`` are those of a table with a row a unit; a list with a row a figure has the columns
    unit, measure and value instead, as the library writes observations.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether a row is a figure."""
        return MEASURE in self.places and VALUE in self.places


def heading(text: str, name: str) -> str:
    """What stands above a column: words for people, the name in brackets for the reading."""
    return f"{text} [{name}]"


def measure_headings(edition: Edition) -> dict[str, str]:
    """The headings of the measures of an edition that a survey answers."""
    found = {}
    own = fields_surveyed(edition)
    for leaf in leaves_surveyed(edition):
        for one in fields_of(edition, leaf):
            if one.measure in own:
                text = f"{leaf.code or leaf.id} {measure_name(edition, one.measure)}"
                found[one.measure] = heading(text, one.measure)
    return found


def fields_of_round(editions: Sequence[Edition]) -> dict[str, Field]:
    """Every measure that surveys answer for some group of a round."""
    return {name: one for edition in editions for name, one in fields_surveyed(edition).items()}


def header_read(cells: Sequence[str], fields: Mapping[str, Field]) -> Header:
    """The columns of a file, by the name in brackets or the whole cell."""
    places: dict[str, int] = {}
    measures: dict[str, int] = {}
    faults: list[tuple[str, str]] = []
    known = (UNIT, NAME, GROUND, *OF_LIST, *NOT_READ)
    for at, cell in enumerate(cells):
        named = _NAMED.search(cell)
        name = (named[1] if named else cell).strip()
        if not name:
            continue
        if name in places or name in measures:
            faults.append((echoed(cell), _("The column stands there twice.")))
        elif name in fields:
            measures[name] = at
        elif name in known:
            places[name] = at
        else:
            faults.append((echoed(cell), _unknown(name, (*known, *fields))))
    return Header(places, measures, (*faults, *_lacking(places, measures)))


def _unknown(name: str, known: Sequence[str]) -> str:
    near = nearest(name, known)
    if not near:
        return _("No survey of this round asks for that. Keep the headings of the template.")
    return _("No survey of this round asks for that; did you mean %(near)s?") % {
        "near": ", ".join(near)
    }


def _lacking(places: Mapping[str, int], measures: Mapping[str, int]) -> list[tuple[str, str]]:
    found = []
    if UNIT not in places:
        text = _("The column of the unit is missing: its heading ends in [unit].")
        found.append((UNIT, text))
    is_list = MEASURE in places and VALUE in places
    if is_list and (measures or GROUND in places):
        text = _("Found a row a figure and columns of figures in one file; expected one of them.")
        found.append((MEASURE, text))
    if not is_list and not measures and GROUND not in places:
        text = _("No column holds figures. Keep the headings of the template, as they stand.")
        found.append(("", text))
    return found
