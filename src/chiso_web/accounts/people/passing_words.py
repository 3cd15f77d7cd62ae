"""What becomes of a role whose unit has ended, in words."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.passing import Outcome, Passing
from chiso_web.look.formats import language
from chiso_web.look.workbooks import Texts

WORDS: Mapping[Outcome, Promise] = {
    Outcome.PASSES: _("passes on"),
    Outcome.AS_REPORTER: _("passes on as reporter: several heads, or one is named already"),
    Outcome.HELD_THERE: _("holds the role there already; the old one ends"),
    Outcome.NO_SUCCESSOR: _("no unit followed: decide"),
    Outcome.DIVIDED: _("the unit was divided and no source gives the largest part: decide"),
    Outcome.EXCLUDED: _("another role stands against it: decide"),
}


def outcome_text(passing: Passing) -> str:
    """What the rule says, or why it cannot."""
    return passing.refusal or str(WORDS[passing.outcome])


def passing_columns(listed: Sequence[Passing]) -> Texts:
    """A row a role."""
    lang = language()
    return {
        "full_name": [one.holding.user.full_name for one in listed],
        "sign_in_name": [one.holding.user.username for one in listed],
        "role": [one.holding.role for one in listed],
        "unit": [one.holding.unit.uid for one in listed],
        "unit_name": [one.holding.unit.full_name(lang) for one in listed],
        "last_day": [one.holding.unit.last_day.isoformat() for one in listed],
        "outcome": [one.outcome.value for one in listed],
        "outcome_text": [outcome_text(one) for one in listed],
        "new_role": [one.role.value if one.role else "" for one in listed],
        "new_unit": [one.unit.uid if one.unit else "" for one in listed],
        "new_unit_name": [one.unit.full_name(lang) if one.unit else "" for one in listed],
        "from": [one.first_day.isoformat() for one in listed],
    }
