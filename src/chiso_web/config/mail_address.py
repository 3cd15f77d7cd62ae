"""What CHISO_EMAIL_URL says: by which server e-mail goes, or into which folder for trying out."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENCRYPTED_PORT, SUBMISSION_PORT, PLAIN_PORT = 465, 587, 25


@dataclass(frozen=True, slots=True)
class Mail:
    """How e-mail goes out."""

    backend: str
    sender: str
    host: str = ""
    port: int = PLAIN_PORT
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False
    folder: str = ""


def mail(name: str, *, sender: str, hosts: Collection[str]) -> Mail | None:
    """How e-mail goes out by the variable of this name; None where it is not set.

    With smtp:// and a user the connection is encrypted before the password is told.

    Raises ImproperlyConfigured for an address of another kind, without a sender, and where the site
    answers to any name, since links in e-mail would lead wherever a stranger asked from.
    """
    url = os.environ.get(name, "").strip()
    if not url:
        return None
    known = os.environ.get(sender, "").strip()
    if "@" not in known:
        raise ImproperlyConfigured(f"{name} is set and {sender} is not: name whom e-mail is from.")
    if any(host == "*" or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured(
            f"{name} is set and the site answers to any name; links in e-mail could lead "
            "anywhere. Name its addresses: export CHISO_ALLOWED_HOSTS=chiso.example.gov.vn"
        )
    return _read(url, name, known)


def _read(url: str, name: str, sender: str) -> Mail:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:  # the address stays untold, it may hold a password
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from error
    if parts.scheme == "file" and parts.path:
        return Mail("filebased", sender, folder=unquote(parts.path))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} begins with “{parts.scheme}”; expected smtp://host, smtps://host or "
            "file:///folder."
        )
    user, encrypted = unquote(parts.username or ""), parts.scheme == "smtps"
    usual = ENCRYPTED_PORT if encrypted else SUBMISSION_PORT if user else PLAIN_PORT
    return Mail(
        "smtp",
        sender,
        host=parts.hostname,
        port=port or usual,
        user=user,
        password=unquote(parts.password or ""),
        starts_tls=bool(user) and not encrypted,
        is_tls=encrypted,
    )
