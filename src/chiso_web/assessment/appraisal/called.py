"""What rounds and ranking groups are called on appraisers' pages."""

from django.utils.translation import gettext as _

from chiso_web.assessment.models import Round
from chiso_web.look.formats import language
from chiso_web.units.selectors import kind_by_id


def round_name(one: Round) -> str:
    """Kỳ đánh giá 2026."""
    return _("Round of assessment %(period)s") % {"period": one.period}


def kind_name(kind: str) -> str:
    """The kind of the units of a ranking group: phường."""
    found = kind_by_id().get(kind)
    return found.name(language()) if found else kind
