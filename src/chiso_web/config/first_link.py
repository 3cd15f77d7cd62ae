"""What the start says while nobody administers the installation: a link that works once."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from chiso_web.accounts.signing_in.first_administrator import (
    administrator_is_missing,
    first_link_make,
)


def first_link_lines(address: str) -> list[str]:
    """The lines to print; none where there is an administrator. ``address``: where it is served.

    In production the link begins with the first of the site's names, since a proxy stands before.
    """
    if not administrator_is_missing(timezone.localdate()):
        return []
    made, secret = first_link_make()
    site = f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}" if settings.PRODUCTION else address
    until = timezone.localtime(made.expires_at).strftime("%H:%M %d/%m/%Y")
    return [
        f"Nobody administers it yet. Whoever opens this link first does (once, until {until}):",
        link_of(site, secret),
    ]


def link_of(site: str, secret: str) -> str:
    """The whole address of an invitation, in Vietnamese."""
    with override("vi"):
        path = reverse("account_invitation", kwargs={"secret": secret})
    return f"{site.rstrip('/')}{path}"
