"""The figures of a line in few words, for lists and histories: "219/222 = 98,65%"."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso_web.assessment.asked import fields_of, is_asked
from chiso_web.assessment.models import Line
from chiso_web.assessment.points import Declared
from chiso_web.look.formats import DASH, number
from chiso_web.look.rules.amounts import amount_text, ratio_of, ratio_unit

LONGEST = 500


def shown_values(edition: Edition, node: str, declared: Mapping[str, Declared]) -> str:
    """What a line declares, in the page's language."""
    leaf = edition.node(node)
    fields = fields_of(edition, leaf)
    told = [declared.get(one.measure) for one in fields]
    if any(one is not None and one.ground for one in told):
        return _("did not arise") if is_asked(leaf) else _("not surveyed")
    if not is_asked(leaf) and not any(told):
        return _("survey")
    texts = [
        DASH if one is None or one.value is None else amount_text(one.value, field.unit)
        for field, one in zip(fields, told, strict=True)
    ]
    ratio = ratio_of(leaf.rule)
    if all(text == DASH for text in texts):
        return DASH
    if ratio is None:
        return "; ".join(texts)[:LONGEST]
    top, bottom = declared.get(ratio.numerator), declared.get(ratio.denominator)
    if top is None or bottom is None or top.value is None or not bottom.value:
        return "/".join(texts)[:LONGEST]
    share = amount_text(ratio.times * top.value / bottom.value, ratio_unit(ratio))
    return f"{'/'.join(texts)} = {share}"[:LONGEST]


def outdated_text(line: Line) -> str:
    """That the account of a line was written for other points, as they are shown; empty where it
    was not, where the line has none now, and where it had none when the account was written.
    """
    if not (line.how or line.counted) or line.points is None or line.account_points is None:
        return ""
    then, now = number(line.account_points), number(line.points)
    if then == now:
        return ""
    told = {"then": then, "now": now}
    return _("The account was written for %(then)s points; they are %(now)s now.") % told


def declared_kept(values: Mapping[str, float | str]) -> dict[str, Declared]:
    """What a history kept, as it was declared."""
    return {
        measure: Declared(measure, ground=one)
        if isinstance(one, str)
        else Declared(measure, value=one)
        for measure, one in values.items()
    }
