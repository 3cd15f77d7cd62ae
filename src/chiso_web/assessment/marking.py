"""The mark of synthetic rounds, which every page of one carries."""

from chiso.synthesis import MARK
from chiso_web.assessment.models import Entrant, Round
from chiso_web.look.formats import language
from chiso_web.units.models import Unit


def mark_of(one: Round) -> str:
    """The sentence in the page's language, "Số liệu giả lập, không phải kết quả thật"; empty for
    real rounds.

    Every page of a round gives it to its template as ``mark``: look/work.html draws it on top. A
    page of several rounds gives the mark of the first that has one.
    """
    return MARK.in_language(language()) if one.synthetic else ""


def mark_of_unit(unit: Unit) -> str:
    """The same mark for what belongs to a unit and no round: where it is in a synthetic one."""
    drawn = Entrant.objects.filter(unit=unit, round__synthetic=True).exists()
    return MARK.in_language(language()) if drawn else ""
