"""The roles that people hold in a unit for a time, how far they reach, and which exclude others."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a unit."""

    REPORTER = "reporter", _("reporter")
    HEAD = "head", _("head of unit")
    APPRAISER = "appraiser", _("appraiser")
    COUNCIL_MEMBER = "council_member", _("member of the appraisal council")
    COUNCIL_CHAIR = "council_chair", _("chair of the appraisal council")
    LEADERSHIP = "leadership", _("leadership")
    EDITOR = "editor", _("editor")
    CLERK = "clerk", _("clerk")
    ADMINISTRATOR = "administrator", _("administrator")
    AUDITOR = "auditor", _("auditor")


class Reach(StrEnum):
    """Which units a role held in one unit lets a person act for."""

    OWN = "own"
    """The unit itself."""

    BELOW = "below"
    """The unit itself and every unit under it."""

    BESIDE = "beside"
    """Every unit under the one above, but none in which the person holds a role."""


SECOND_FACTOR = frozenset({Role.APPRAISER, Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that are worth nothing until a second factor was given."""

SCORING = frozenset(
    {Role.REPORTER, Role.HEAD, Role.APPRAISER, Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR}
)
"""Roles that put down, check or decide a score."""

_EXCLUDED = {
    Role.ADMINISTRATOR: SCORING | {Role.AUDITOR},  # who configures cannot touch a score
    Role.AUDITOR: frozenset(Role) - {Role.AUDITOR},  # who audits has done nothing to audit
}


def roles_excluded_by(role: Role) -> frozenset[Role]:
    """The roles that nobody holds together with this one, in whatever unit.

    >>> Role.AUDITOR in roles_excluded_by(Role.REPORTER)
    True
    """
    others = {other for other, excluded in _EXCLUDED.items() if role in excluded}
    return frozenset(_EXCLUDED.get(role, frozenset()) | others)
