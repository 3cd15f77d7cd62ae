"""What each column of a reform index's data package means."""

from django.utils.translation import gettext_lazy as _

from chiso_web.portal.opendata.columns import (
    EDITION,
    GIVEN,
    MEASURES,
    NODE,
    NOT_BELOW_0,
    ONE_REASON,
    WHY,
    Column,
    Reference,
    Table,
)

PERIOD = Column("period", "year", _("year that was scored"), GIVEN)
UNIT = Column("unit", "string", _("id of the unit: code and first day; units.csv names it"), GIVEN)
NOTE = Column("note", "string", _("what is to be known of the row; synthetic figures say so here"))
KIND = Column("kind", "string", _("level in the edition's own words, as a code"), GIVEN)
CODE = Column("code", "string", _("printed number of the criterion"))

OUTCOME_OBSERVATIONS = Table(
    name="observations",
    meaning=_("What was observed: one value of one measure for one unit."),
    columns=(
        UNIT,
        PERIOD,
        Column("measure", "string", _("what is measured, as in measures.csv"), GIVEN),
        Column("value", "number", _("the value, all digits; blank where missing")),
        WHY,
        Column("numerator", "number", _("what a share counts, where it has counts")),
        Column("denominator", "number", _("what a share is counted of")),
        Column("se", "number", _("standard error of a survey's figure"), NOT_BELOW_0),
        Column("n", "integer", _("respondents of a survey's figure"), NOT_BELOW_0),
        NOTE,
        Column("source", "string", _("where the value comes from")),
    ),
    key=("unit", "period", "measure"),
    references=(
        Reference(("unit",), "units", ("unit",)),
        Reference(("measure",), "measures", ("measure",)),
    ),
)
OUTCOME_SCORES = Table(
    name="scores",
    meaning=_("What Chiso computed from them by the edition: points on every criterion."),
    columns=(
        EDITION,
        PERIOD,
        UNIT,
        NODE,
        CODE,
        KIND,
        Column("score", "number", _("points, not rounded; blank where there are none")),
        Column("min", "number", _("the least points that applied to the unit")),
        Column("max", "number", _("the most points that applied to the unit")),
        Column(
            "missing",
            "string",
            _("why a value was missing; the edition may still give points then"),
            ONE_REASON,
        ),
        Column("rank_group", "string", _("the units ranked together"), GIVEN),
        Column("rank", "integer", _("rank in its group; ties share a rank")),
        Column("class", "string", _("class of the edition")),
        Column("reduced", "boolean", _("true: something did not count, the base is smaller")),
        NOTE,
    ),
    key=("period", "unit", "node"),
    references=(
        Reference(("unit",), "units", ("unit",)),
        Reference(("edition", "node"), "nodes", ("edition", "node")),
    ),
)
OUTCOME_NODES = Table(
    name="nodes",
    meaning=_("The criteria of the edition; the edition itself is in edition/index.yaml."),
    columns=(
        EDITION,
        NODE,
        Column("parent", "string", _("the part above; blank for the whole")),
        KIND,
        CODE,
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
        Column("offset", "number", _("points to start with")),
        Column("weight", "number", _("what the part above multiplies its points with"), GIVEN),
        Column("rescale_to", "number", _("what the most points that apply are set to")),
        Column("part", "string", _("part of the points by how they are found")),
        Column("rule", "string", _("how its points are made, in English"), GIVEN),
    ),
    key=("edition", "node"),
)
OUTCOME_UNITS = Table(
    name="units",
    meaning=_("The units that were scored."),
    columns=(
        UNIT,
        Column("code", "string", _("code alone; codes were used again in 2025"), GIVEN),
        Column("unit_kind", "string", _("kind: ward, rural_commune, department, district"), GIVEN),
        Column("name_vi", "string", _("name in Vietnamese"), GIVEN),
        Column("name_en", "string", _("name in English"), GIVEN),
        Column("parent", "string", _("id of the unit above")),
    ),
    key=("unit",),
)
OUTCOME_TABLES = (OUTCOME_OBSERVATIONS, OUTCOME_SCORES, OUTCOME_NODES, OUTCOME_UNITS, MEASURES)
