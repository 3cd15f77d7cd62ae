"""What an appraiser should look at in a line: flags of its documents, and those of its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.assessment.appraisal.own_figures import Key
from chiso_web.assessment.appraisal.rows import Own, Row
from chiso_web.assessment.asked import fields_of
from chiso_web.assessment.library.chips import DocumentChip
from chiso_web.assessment.library.flags import flag_word
from chiso_web.look.formats import number, signed
from chiso_web.look.rules.amounts import amount_text
from chiso_web.look.rules.measured import measure_name

POINTS = 2


@dataclass(frozen=True, slots=True)
class LineFlag:
    """One thing to look at: a word for the table, a sentence for the panel."""

    word: str
    sentence: str


def flags_of_row(
    edition: Edition,
    row: Row,
    chips: Sequence[DocumentChip],
    own_points: Mapping[Key, float],
) -> tuple[LineFlag, ...]:
    """Every flag of a row with its documents, those of its figures first; ``own_points`` as
    own_figures gives them.
    """
    found = [_differs(edition, row, own_points)] if row.own == Own.OTHER else []
    if row.is_unarisen:
        ground = _("Check the ground of the unit: %(ground)s") % {"ground": row.ground}
        found.append(LineFlag(_unarisen(), ground))
    found += [LineFlag(one.word, one.sentence) for chip in chips for one in chip.flags]
    if row.is_unproven:
        found.append(LineFlag(_unproven(), _("No document; read the account of the score.")))
    return tuple(found)


def words_of_row(row: Row) -> list[str]:
    """The words of the same flags, each once."""
    found = [_other()] if row.own == Own.OTHER else []
    found += [_unarisen()] if row.is_unarisen else []
    found += [flag_word(kind) for kind in row.proven.kinds]
    return [*found, _unproven()] if row.is_unproven else found


def _other() -> str:
    return _("Differs from the platform")


def _unarisen() -> str:
    return _("Did not arise")


def _unproven() -> str:
    return _("Account only")


def _differs(edition: Edition, row: Row, own_points: Mapping[Key, float]) -> LineFlag:
    parts = [
        part
        for field in fields_of(edition, row.leaf)
        if (part := _difference(edition, row, field.measure, field.unit))
    ]
    points = own_points.get((row.entrant.pk, row.leaf.id))
    return LineFlag(_other(), "; ".join([*parts, *_points(row, points)]))


def _difference(edition: Edition, row: Row, measure: str, unit: str) -> str:
    one = row.declared.get(measure)
    if one is None or one.held is None or one.held == one.value:
        return ""
    facts = {
        "name": measure_name(edition, measure),
        "held": amount_text(one.held, unit),
        "declared": _("did not arise") if one.value is None else amount_text(one.value, unit),
    }
    if unit != "count" or one.value is None:
        return _("“%(name)s”: declared %(declared)s, the platform has %(held)s") % facts
    more = signed(one.value - one.held, 0)
    told = _("“%(name)s”: declared %(declared)s, the platform has %(held)s (%(more)s)")
    return told % (facts | {"more": more})


def _points(row: Row, own: float | None) -> list[str]:
    if own is None:
        return []
    facts = {"own": number(own, POINTS), "now": number(row.line.points, POINTS)}
    if own == row.line.points:
        return [_("the points stay %(now)s") % facts]
    return [_("with it the points are %(own)s instead of %(now)s") % facts]
