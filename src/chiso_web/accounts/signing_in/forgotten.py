"""A new link for somebody who forgot their password, where an e-mail address of theirs is known."""

from collections.abc import Callable

from chiso_web.accounts.signing_in.happenings import about_name
from chiso_web.accounts.signing_in.invitations import Way, invitation_make
from chiso_web.accounts.signing_in.mailing import invitation_mail_later
from chiso_web.accounts.signing_in.strangers import person_named
from chiso_web.audit.services import SYSTEM


def link_ask(name: str, *, address_of_link: Callable[[str], str]) -> None:
    """Send a new link to the person of a sign-in name; whoever asks is told nothing of it."""
    person = person_named(name)
    known = person is not None and person.is_active and bool(person.email)
    about_name("link.asked", name, after={"sent": known})
    if person is None or not known:
        return
    made, secret = invitation_make(person, Way.MAIL, by=SYSTEM, made_by=None, for_stranger=True)
    invitation_mail_later(made, address=address_of_link(secret))
