"""What each column of the open data means: said on the page, and in every data package."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.values import MissingKind

REASONS = [kind.value for kind in MissingKind]
Constraints = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type (of Frictionless Table Schema), meaning, and what holds of it."""

    name: str
    type: str
    meaning: Promise
    constraints: Constraints = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a package: its columns, its key, and what it refers to."""

    name: str
    meaning: Promise
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()


GIVEN: Constraints = {"required": True}
ONE_REASON: Constraints = {"enum": REASONS}
NOT_BELOW_0: Constraints = {"minimum": 0}
PERIOD = Column("period", "year", _("survey year"), GIVEN)
EDITION = Column("edition", "string", _("edition: the rules by which it was computed"), GIVEN)
UNIT = Column(
    "unit", "string", _("two-digit code of the province; read it as text: 01 is not 1"), GIVEN
)
NODE = Column("node", "string", _("part of the index, as in nodes.csv; total is the whole"), GIVEN)
WHY = Column("missing", "string", _("why there is no value; blank where there is one"), ONE_REASON)

OBSERVATIONS = Table(
    name="observations",
    meaning=_("What PAPI published: one value of one measure for one province in one year."),
    columns=(
        UNIT,
        PERIOD,
        Column("measure", "string", _("what is measured, as in measures.csv"), GIVEN),
        Column("value", "number", _("the value as printed, all digits; blank where missing")),
        WHY,
        Column("se", "number", _("standard error, where PAPI printed one"), NOT_BELOW_0),
        Column("n", "integer", _("respondents, where PAPI printed them"), NOT_BELOW_0),
        Column("note", "string", _("what PAPI or Chiso noted beside the value, in English")),
        Column("source", "string", _("the table in which it is printed, in English")),
    ),
    key=("unit", "period", "measure"),
    references=(
        Reference(("unit",), "units", ("unit",)),
        Reference(("measure",), "measures", ("measure",)),
    ),
)
SCORES = Table(
    name="scores",
    meaning=_("What Chiso computed from them: points of every province on every part."),
    columns=(
        EDITION,
        PERIOD,
        UNIT,
        NODE,
        Column("code", "string", _("the number that PAPI prints for the part that year")),
        Column("kind", "string", _("level: index, dimension, sub_dimension or indicator"), GIVEN),
        Column("score", "number", _("points, not rounded; blank where there are none")),
        Column("min", "number", _("the least points possible")),
        Column("max", "number", _("the most points possible")),
        WHY,
        Column("rank_group", "string", _("the units ranked together"), GIVEN),
        Column("rank", "integer", _("rank, the highest points first; ties share a rank")),
        Column("class", "string", _("class: lowest, lower_middle, upper_middle or highest")),
    ),
    key=("period", "unit", "node"),
    references=(
        Reference(("unit",), "units", ("unit",)),
        Reference(("edition", "node"), "nodes", ("edition", "node")),
    ),
)
NODES = Table(
    name="nodes",
    meaning=_("The parts of the index in each edition."),
    columns=(
        EDITION,
        NODE,
        Column("parent", "string", _("the part above; blank for the whole")),
        Column("kind", "string", _("level: index, dimension, sub_dimension or indicator"), GIVEN),
        Column("code", "string", _("the number that PAPI prints for the part that year")),
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
        Column("offset", "number", _("points to start with")),
        Column("weight", "number", _("what the part above multiplies its points with"), GIVEN),
        Column("rule", "string", _("how its points are made, in English"), GIVEN),
    ),
    key=("edition", "node"),
)
PROVINCES = Table(
    name="units",
    meaning=_("The 63 provinces of before 1 July 2025, which PAPI surveyed."),
    columns=(
        UNIT,
        Column("id", "string", _("code and first day: names the unit in the list of units"), GIVEN),
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
    ),
    key=("unit",),
)
MEASURES = Table(
    name="measures",
    meaning=_("What is measured, in which unit."),
    columns=(
        Column("measure", "string", _("identifier of the measure"), GIVEN),
        Column("unit", "string", _("points, share (of 1), scale_0_5, thousand_dong, …"), GIVEN),
        Column("direction", "string", _("which is better: higher, lower or none"), GIVEN),
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
    ),
    key=("measure",),
)
UNITS = Table(
    name="units",
    meaning=_("Every unit over the days on which it existed: provinces, districts, communes."),
    columns=(
        Column(
            "id", "string", _("code[.office]@first day; unknown where no source gives it"), GIVEN
        ),
        Column(
            "code", "string", _("code of the General Statistics Office; used again in 2025"), GIVEN
        ),
        Column("office", "string", _("office within the unit; mostly blank")),
        Column("kind", "string", _("kind: ward, commune, special_zone, plain_province, …"), GIVEN),
        Column("level", "string", _("level: province, district or commune"), GIVEN),
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
        Column("other_names", "string", _("other names of the same unit")),
        Column("parent", "string", _("id of the unit above, on the last day")),
        Column("since", "date", _("first day; blank where no source gives it")),
        Column("until", "date", _("last day; blank where it has not ended or the day is unknown")),
        Column(
            "until_known", "boolean", _("false: it has ended, on a day that no source gives"), GIVEN
        ),
        Column("until_latest", "date", _("the latest day on which it can have ended")),
        Column("resolution", "string", _("the resolution that formed it")),
        Column("source", "string", _("where it is known from")),
        Column("note", "string", _("what is to be known of it")),
    ),
    key=("id",),
    references=(Reference(("parent",), "", ("id",)),),
)
LINKS = Table(
    name="links",
    meaning=_("Lineage: which old unit passed, whole or in part, to which new one."),
    columns=(
        Column("old", "string", _("id of the old unit"), GIVEN),
        Column("new", "string", _("id of the new unit"), GIVEN),
        Column("day", "date", _("first day of the new arrangement; blank where unknown")),
        Column("by", "date", _("the day by which it had happened"), GIVEN),
        Column(
            "share",
            "number",
            _("the part that passed, where a source gives it"),
            {"minimum": 0, "maximum": 1},
        ),
        Column("source", "string", _("where it is known from"), GIVEN),
        Column("note", "string", _("what is to be known of it")),
    ),
    key=("old", "new", "by"),
    references=(
        Reference(("old",), "units", ("id",)),
        Reference(("new",), "units", ("id",)),
    ),
)
PAPI_TABLES = (OBSERVATIONS, SCORES, NODES, PROVINCES, MEASURES)
UNIT_TABLES = (UNITS, LINKS)
