"""The ways to invite a person: a slip on paper, a link by e-mail, or later."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.models import Invitation, User
from chiso_web.accounts.people.asking import asker
from chiso_web.accounts.people.slips import invited_make
from chiso_web.accounts.signing_in.mailing import invitation_mail

SLIP, MAIL, LATER = "slip", "mail", "later"
WORDS: dict[str, Promise] = {
    SLIP: gettext_lazy("print a slip with a code"),
    MAIL: gettext_lazy("send a link by e-mail"),
    LATER: gettext_lazy("invite later"),
}


def ways(mail: bool) -> list[tuple[str, Promise]]:
    """The ways that this installation has."""
    return [(way, word) for way, word in WORDS.items() if mail or way != MAIL]


def person_mail(request: HttpRequest, person: User) -> str:
    """Send a person a link; what to say of it. Raises ActRefused where it cannot be sent."""
    invited, secret = invited_make(asker(request), person, Invitation.Way.MAIL)
    path = reverse("account_invitation", kwargs={"secret": secret})
    invitation_mail(invited, address=request.build_absolute_uri(path))
    return _("A link was sent to %(person)s.") % {"person": person.full_name}
