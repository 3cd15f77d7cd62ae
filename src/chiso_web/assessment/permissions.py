"""Who may run, fill, sign, appraise and publish; and who reads a form."""

from chiso_web.accounts.permissions import permission
from chiso_web.accounts.roles import Role

FILLERS = (Role.REPORTER, Role.HEAD)
OVERSEERS = (
    Role.COUNCIL_MEMBER,
    Role.COUNCIL_CHAIR,
    Role.LEADERSHIP,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)

ROUND_RUN = permission("round.run", below=(Role.ADMINISTRATOR,))
"""Setting a round up, opening it, guidance, answers, exceptions; nothing that is a score."""

ROUND_WATCH = permission("round.watch", below=OVERSEERS, beside=(Role.APPRAISER,))
"""Seeing how far all units of a round are."""

FORM_FILL = permission("form.fill", own=FILLERS)
FORM_SIGN = permission("form.sign", own=(Role.HEAD,))
FORM_READ = permission(
    "form.read", own=FILLERS, below=OVERSEERS, beside=(Role.APPRAISER,), past=True
)
APPRAISE = permission("form.appraise", beside=(Role.APPRAISER,))
"""From beside alone: nobody appraises a unit in which they hold a role."""

PUBLISH = permission("round.publish", below=(Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR))
"""Preparing a publication and confirming one; the two are done by two people."""

SURVEY = permission("round.survey", below=(Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR))
"""Recording what a survey found of the units: whoever runs the round touches no score."""
