"""What the sign-in library asks of us: where people go, what is sealed, what the trail says."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from chiso_web.accounts.sealing import sealed, unsealed


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Accounts are given, never taken: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors stand sealed."""

    def encrypt(self, text: str) -> str:
        """As it stands in the database."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was given."""
        return unsealed(encrypted_text)
