"""Personal data sealed at rest: readable with the installation's key only."""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, b"seal"))) for key in keys])


def _derived(key: str, purpose: bytes) -> bytes:
    """32 bytes for one purpose, so that no two purposes share a key."""
    return hmac.new(key.encode(), b"chiso " + purpose, hashlib.sha256).digest()


def sealed(text: str) -> str:
    """The text, unreadable without the key; never twice the same."""
    return _box(tuple(settings.DATA_KEYS)).encrypt(text.encode()).decode("ascii")


class SealBroken(Exception):
    """None of the keys opens what was sealed."""


def unsealed(text: str) -> str:
    """What was sealed. Raises SealBroken where none of the keys opens it."""
    try:
        return _box(tuple(settings.DATA_KEYS)).decrypt(text.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as error:
        raise SealBroken from error


def look_up_digest(text: str) -> str:
    """By what a sealed text is found: equal for equal texts, telling nothing without the key.

    It follows the newest key: ``keys_renew`` makes those of older keys anew.
    """
    key = _derived(settings.DATA_KEYS[0], b"look-up")
    return hmac.new(key, text.strip().casefold().encode(), hashlib.sha256).hexdigest()


class SealedTextField(Text):
    """A text that stands sealed in the database; it cannot be searched for."""

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in; an empty text stays empty."""
        return sealed(value) if value else value

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Open on the way out; what no key opens is lost, and reads as nothing."""
        try:
            return unsealed(value) if value else value
        except SealBroken:
            return ""
