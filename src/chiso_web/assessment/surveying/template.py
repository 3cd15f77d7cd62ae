"""The template of survey results: the units of a ranking group, with what is recorded already."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from chiso_web.assessment.asked import fields_of, fields_surveyed, leaves_surveyed
from chiso_web.assessment.models import Entrant, RankGroup
from chiso_web.assessment.surveyed import Figure, Kept, ground_of
from chiso_web.assessment.surveying.columns import (
    GROUND,
    NAME,
    UNIT,
    heading,
    measure_headings,
)
from chiso_web.look.formats import language, number
from chiso_web.look.rules.measured import measure_name, unit_of
from chiso_web.look.workbooks import Texts, workbook
from chiso_web.results.selectors import edition_named


def template_columns(
    group: RankGroup, entrants: Sequence[Entrant], kept: Mapping[int, Kept]
) -> dict[str, list[str | float]]:
    """A row a unit, in the order given; a column a measure."""
    lang = language()
    columns: dict[str, list[str | float]] = {
        heading(_("Unit id"), UNIT): [one.unit.uid for one in entrants],
        heading(_("Unit"), NAME): [one.unit.full_name(lang) for one in entrants],
    }
    for measure, head in measure_headings(edition_named(group.edition)).items():
        columns[head] = [_cell(kept[one.pk].get(measure)) for one in entrants]
    ground = heading(_("Why the unit was not surveyed"), GROUND)
    columns[ground] = [ground_of(kept[one.pk]) for one in entrants]
    return columns


def _cell(kept: Figure | None) -> str | float:
    told = kept.told if kept else ""
    if isinstance(told, str):
        return ""
    return round(told) if told == round(told) else told


def figure_text(kept: Figure | None) -> str:
    """A figure as people type it: with the language's decimal mark, no mark between thousands."""
    told = kept.told if kept else ""
    if isinstance(told, str):
        return ""
    if told == round(told):
        return str(round(told))
    return f"{told!r}".replace(".", ",") if language() == "vi" else f"{told!r}"


def template_workbook(
    group: RankGroup, entrants: Sequence[Entrant], kept: Mapping[int, Kept], *, mark: str = ""
) -> bytes:
    """The workbook: the table to fill in comes first, since that is the sheet that is read; names
    of sheets begin with the ``mark``.
    """
    return workbook(
        {
            mark + _("Survey results"): template_columns(group, entrants, kept),
            mark + _("Columns"): _explained(group),
        },
        names=2,
    )


def _explained(group: RankGroup) -> Texts:
    edition = edition_named(group.edition)
    own = fields_surveyed(edition)
    rows = [
        (leaf, field)
        for leaf in leaves_surveyed(edition)
        for field in fields_of(edition, leaf)
        if field.measure in own
    ]
    lang = language()
    return {
        _("Criterion"): [
            f"{leaf.code or leaf.id} {leaf.name.in_language(lang)}" for leaf, _field in rows
        ],
        _("Most points"): [
            number(leaf.rule.maximum if leaf.rule else None) for leaf, _field in rows
        ],
        _("Column"): [field.measure for _leaf, field in rows],
        _("What to write"): [
            f"{measure_name(edition, field.measure)}; {_kind(unit_of(edition, field.measure))}"
            for _leaf, field in rows
        ],
    }


def _kind(unit: str) -> str:
    if unit == "count":
        return _("a whole number of answers; 0 where nobody chose it")
    return _("a number; blank where it was not asked")
