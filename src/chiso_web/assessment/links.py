"""Which links a document may have. Nothing is ever fetched by the server; people open them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

SCHEMES = ("http", "https")
LONGEST = 500


def link_fault(link: str) -> str:
    """What is wrong with a link, in a sentence; empty where nothing is.

    Only http and https, to a host that others can reach too: one's own computer and addresses of an
    inner network open something else, or nothing, for who reads the document.
    """
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return _not_a_link()
    if parts.scheme.lower() not in SCHEMES:
        return _("Only links that begin with https:// or http:// are taken. Or upload the file.")
    if parts.username or parts.password:
        return _("The link carries a name or password. Take it out of the link.")
    if _is_inner(host):
        return _(
            "“%(host)s” can be reached from inside a network only. Upload the file instead, so "
            "that others can read it."
        ) % {"host": host}
    return "" if _is_written_well(link) else _not_a_link()


def _not_a_link() -> str:
    return _("This is no link. Copy the whole address, such as https://hanoi.gov.vn/van-ban/127.")


def _is_inner(host: str) -> bool:
    """Whether a host is this computer or one of an inner network, as far as its name tells."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _is_written_well(link: str) -> bool:
    if len(link) > LONGEST:
        return False
    try:
        URLValidator(schemes=list(SCHEMES))(link)
    except ValidationError:
        return False
    return True
