"""Links by e-mail: plain text, first in Vietnamese, then in English; off unless it is set up."""

import logging
import smtplib
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chiso_web.accounts.models import Invitation
from chiso_web.accounts.refusals import ActRefused

logger = logging.getLogger("chiso.mail")
FAULTS = (OSError, smtplib.SMTPException)


def mail_is_on() -> bool:
    """Whether this installation sends e-mail; where not, slips are printed."""
    return bool(settings.MAIL_IS_ON)


def invitation_mail(invitation: Invitation, *, address: str) -> None:
    """Send a person the link to their invitation. ``address``: the whole link, secret and all.

    Raises ActRefused where e-mail is off, the person has no address, or it cannot be sent.
    """
    letter = _letter(invitation, address)
    try:
        letter.send()
    except FAULTS as error:
        logger.error("mail not sent", extra={"facts": {"fault": type(error).__name__}})
        raise ActRefused(
            _("The e-mail could not be sent. Print a slip, or try again in some minutes.")
        ) from error


def invitation_mail_later(invitation: Invitation, *, address: str) -> Thread:
    """Send it beside the answer, which takes no longer for a person who has an address."""
    sending = Thread(target=_sent, args=(_letter(invitation, address),), name="mail")
    sending.start()
    return sending


def _sent(letter: EmailMessage) -> None:
    try:
        letter.send()
    except FAULTS as error:
        logger.error("mail not sent", extra={"facts": {"fault": type(error).__name__}})


def _letter(invitation: Invitation, address: str) -> EmailMessage:
    person = invitation.user
    if not mail_is_on():
        raise ActRefused(_("E-mail is not set up here. Print a slip."))
    if person is None or not person.email:
        raise ActRefused(_("No e-mail address of this person is known. Print a slip."))
    facts = {
        "person": person,
        "address": address,
        "until": timezone.localtime(invitation.expires_at),
    }
    parts = []
    for lang in ("vi", "en"):
        with override(lang):
            parts.append(render_to_string("accounts/invitation.txt", facts).strip())
    with override("vi"):
        subject = _("Chiso: your link to sign in")
    return EmailMessage(subject, "\n\n---\n\n".join(parts) + "\n", to=[person.email])
