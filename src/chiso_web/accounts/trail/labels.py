"""Words for rooms and actions; what is not listed here is shown as it is recorded."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.definition.editions import edition_list
from chiso.wording import Text
from chiso_web.look.formats import language

APPS: Mapping[str, Promise] = {
    "accounts": _("People and access"),
    "assessment": _("Rounds of assessment"),
    "files": _("Files"),
    "workdays": _("Office calendar"),
}
ACTIONS: Mapping[str, Promise] = {
    "access.denied": _("access denied"),
    "access.ended": _("every session, invitation and token ended"),
    "sign_in.demo": _("signed in as an invented person of the demonstration"),
    "sign_in.done": _("signed in"),
    "sign_in.failed": _("sign-in failed"),
    "sign_in.throttled": _("sign-in: too many attempts"),
    "slip.throttled": _("slip: too many attempts"),
    "invitation.throttled": _("invitation: too many attempts"),
    "forgotten.throttled": _("new link: too many attempts"),
    "strangers.left_out": _("more attempts of strangers, not written one by one"),
    "sign_out.done": _("signed out"),
    "confirmation.failed": _("confirmation by password failed"),
    "link.asked": _("link to a new password asked for"),
    "password.set": _("password chosen by an invitation"),
    "password.changed": _("password changed"),
    "factor.set_up": _("second factor set up"),
    "factor.failed": _("second factor failed"),
    "factor.removed": _("second factor removed"),
    "factor.codes_renewed": _("recovery codes renewed"),
    "session.over": _("session ended after 12 hours"),
    "session.revoked": _("session ended"),
    "token.made": _("token made"),
    "token.revoked": _("token revoked"),
    "token.refused": _("token refused"),
    "invitation.made": _("invitation made"),
    "invitation.used": _("invitation taken up"),
    "invitation.revoked": _("invitation revoked"),
    "invitation.refused": _("invitation refused"),
    "person.made": _("person entered"),
    "person.read": _("page of a person read"),
    "person.changed": _("person changed"),
    "person.deactivated": _("person shut out"),
    "person.reactivated": _("person let in again"),
    "people.imported": _("list of people loaded"),
    "people.refused": _("act on people refused"),
    "people.read": _("list of people read"),
    "people.exported": _("list of people downloaded"),
    "keys.renewed": _("keys of personal data renewed"),
    "role.given": _("role given"),
    "role.ended": _("role ended"),
    "trail.read": _("trail read"),
    "trail.exported": _("trail downloaded"),
    "trail.verified": _("trail verified"),
    "file.uploaded": _("file uploaded"),
    "file.version_added": _("new version of a file"),
    "file.read": _("file opened"),
    "file.refused": _("file refused"),
    "file.restored": _("file restored"),
    "file.withdrawn": _("file withdrawn"),
    "round.made": _("round set up"),
    "round.discarded": _("round that was being set up discarded"),
    "round.opened": _("round opened"),
    "round.windows_changed": _("windows of a round changed"),
    "round.published": _("result of a round published"),
    "round.correction_begun": _("correction of a published round begun"),
    "survey.recorded": _("survey results recorded"),
    "publication.prepared": _("publication prepared"),
    "publication.withdrawn": _("prepared publication withdrawn"),
    "form.filled": _("figures declared"),
    "form.accounted": _("account of a score given"),
    "form.divided": _("form divided among people"),
    "form.submitted": _("form handed in for signature"),
    "form.taken_back": _("form taken back from signature"),
    "form.signed": _("form signed"),
    "form.reopened": _("form reopened by an exception"),
    "line.accepted": _("points accepted at appraisal"),
    "line.changed": _("points changed at appraisal"),
    "line.returned": _("line returned to the unit"),
    "line.undecided": _("appraiser’s decision taken back"),
    "document.entered": _("document entered in the library"),
    "document.changed": _("facts of a document corrected"),
    "document.withdrawn": _("document withdrawn from the library"),
    "document.restored": _("document restored to the library"),
    "document.cleared": _("file of a document cleared for the public"),
    "document.closed": _("file of a document taken back from the public"),
    "proof.attached": _("document attached to a line"),
    "proof.detached": _("document taken off a line"),
    "guidance.saved": _("guidance of a criterion written"),
    "question.asked": _("question asked"),
    "question.answered": _("question answered"),
    "calendar.decision.loaded": _("decision on days off loaded"),
    "calendar.decision.withdrawn": _("decision on days off withdrawn"),
    "calendar.local.loaded": _("local days off loaded"),
    "calendar.local.withdrawn": _("local days off withdrawn"),
    "calendar.windows.loaded": _("reporting windows loaded"),
    "calendar.windows.withdrawn": _("reporting windows withdrawn"),
    "calendar.hours.loaded": _("office hours set"),
    "calendar.hours.withdrawn": _("office hours withdrawn"),
    "calendar.rule.loaded": _("rule of counting set"),
    "calendar.rule.withdrawn": _("rule of counting withdrawn"),
}


VALUES: Mapping[str, Promise | str] = {
    "abstract": _("abstract"),
    "act": _("what was tried"),
    "action": _("what was done"),
    "addresses": _("e-mail addresses"),
    "answer": _("answer"),
    "applies_from": _("applies from"),
    "appraisal": _("appraisal"),
    "because": _("because of"),
    "changed": _("changed rows"),
    "choice": _("what is chosen"),
    "counted": _("how the points were counted"),
    "criteria": _("criteria"),
    "days_off": _("number of days off"),
    "days_off_added": _("days off added"),
    "days_off_taken_away": _("days off taken away"),
    "decided_on": _("day of the decision"),
    "decision": _("decision"),
    "device": _("device"),
    "difference": _("reason for the difference"),
    "document": _("document"),
    "edition": _("edition"),
    "email": _("e-mail"),
    "entries": _("entries"),
    "entry": _("entry opened"),
    "evidence": _("what counts as evidence"),
    "example": _("worked example"),
    "expires": _("expires"),
    "factors": _("second factors"),
    "fault": _("fault"),
    "faults": _("faults of the file or trail"),
    "file": _("file"),
    "file_sha256": _("SHA-256 of the file"),
    "from": _("from day"),
    "full_name": _("full name"),
    "ground": _("ground"),
    "groups": _("ranking groups"),
    "has_email": _("has an e-mail address"),
    "hours": _("office hours"),
    "how": _("how it was assessed"),
    "invitations": _("invitations"),
    "issued_on": _("day of issue"),
    "kept_as_returned": _("returned lines kept as they were"),
    "kind": _("kind"),
    "lead": _("lead department"),
    "link": _("link"),
    "makeup_days": _("number of make-up days"),
    "makeup_days_added": _("make-up days added"),
    "makeup_days_taken_away": _("make-up days taken away"),
    "missing": _("missing"),
    "name": _("name"),
    "new": _("new people"),
    "note": _("note"),
    "number": _("number"),
    "page": _("page"),
    "people": _("number of people"),
    "period": _("period"),
    "permission": _("permission"),
    "person": _("person"),
    "points": _("points"),
    "q": _("words looked for"),
    "question": _("question"),
    "reason": _("reason"),
    "reference": _("number and symbol"),
    "regimes": _("reporting regimes"),
    "reported_from": _("figures from"),
    "reported_until": _("figures to"),
    "revoked": _("taken back"),
    "role": _("role"),
    "roles": _("roles given"),
    "room": _("area"),
    "rows": _("rows"),
    "rule": _("counting rule"),
    "scopes": _("what the token opens"),
    "self": _("self-score"),
    "sentence": _("why not"),
    "sessions": _("sessions"),
    "sha256": "SHA-256",
    "signer": _("signer"),
    "since": _("from day"),
    "size": _("size in bytes"),
    "slug": _("address of the round"),
    "source": _("source"),
    "state": _("state"),
    "statutory_days": _("statutory days"),
    "title": _("title"),
    "to": _("last day"),
    "tokens": _("tokens"),
    "typed": _("typed"),
    "unchanged": _("unchanged rows"),
    "unit": _("unit"),
    "until": _("last day"),
    "username": _("sign-in name"),
    "uuid": _("id of the file"),
    "value": _("value"),
    "way": _("way"),
    "year": _("year"),
}
"""Names of values."""

ORDER = ("person", "full_name", "username", "role", "unit", "since", "until", "name")
"""Which values come first."""


def action_label(action: str) -> str:
    """What was done, in the reader's words."""
    return str(ACTIONS.get(action, action))


def app_label(app: str) -> str:
    """The room's name."""
    return str(APPS.get(app, app))


def value_label(name: str) -> str:
    """What a value is called; a figure that an index reads by its name there."""
    if name in VALUES:
        return str(VALUES[name])
    measure = _measures().get(name) if "." in name else None
    return measure.in_language(language()) if measure else name


@lru_cache(maxsize=1)
def _measures() -> Mapping[str, Text]:
    """The names of all figures that indices read, by their ids."""
    return {key: one.name for edition in edition_list() for key, one in edition.measures.items()}


def place_of(name: str) -> int:
    """Where a value stands among those of an entry."""
    return ORDER.index(name) if name in ORDER else len(ORDER)
