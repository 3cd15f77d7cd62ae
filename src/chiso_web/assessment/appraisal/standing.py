"""The decision that stands where another was refused for it."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from chiso_web.assessment.models import Line
from chiso_web.assessment.moves import DecisionKind
from chiso_web.look.formats import day, number


def standing_text(line: Line) -> str:
    """Who decided meanwhile, what and when; and that nothing was overwritten."""
    if line.decided_by is None or line.decided_at is None:
        return _(
            "Somebody took the decision back since you opened this page. Yours was not recorded; "
            "look again, then record it."
        )
    at = localtime(line.decided_at)
    facts = {
        "name": line.decided_by.full_name,
        "what": what_text(line),
        "time": at.strftime("%H:%M"),
        "day": day(at.date()),
    }
    return (
        _(
            "%(name)s decided at %(time)s on %(day)s: %(what)s. That stands and yours was not "
            "recorded; record yours again if it must be another."
        )
        % facts
    )


def what_text(line: Line) -> str:
    """What was decided: accepted 4,00; changed to 3,00, with the reason; returned."""
    facts = {"points": number(line.appraised_points), "reason": line.reason}
    if line.decision == DecisionKind.CHANGE:
        return _("changed to %(points)s (%(reason)s)") % facts
    if line.decision == DecisionKind.RETURN:
        return _("returned (%(reason)s)") % facts
    return _("accepted %(points)s") % facts
