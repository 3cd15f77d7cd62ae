"""What the sign-in library asks of us: where people go, what is sealed, what the trail says."""

import base64
import ipaddress
import secrets
import time
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import RateLimitUsage, consume, get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiso_web.accounts.models import User
from chiso_web.accounts.sealing import SealBroken, sealed, unsealed
from chiso_web.accounts.signing_in import happenings
from chiso_web.accounts.signing_in.addresses import address_of
from chiso_web.accounts.signing_in.factors import factor_is_needed, factor_is_set_up
from chiso_web.accounts.signing_in.known_devices import device_of_attempt, device_remember
from chiso_web.accounts.signing_in.passwords import sessions_end
from chiso_web.accounts.signing_in.signed_in import session_begin
from chiso_web.accounts.signing_in.strangers import person_named
from chiso_web.accounts.signing_in.waiting import too_many

# stands for none, nothing listens on it
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  # nosec B104
SAID = {
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _(
        "Your password is changed. You are signed in here only."
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Accounts are given, never taken; each attempt is in the trail."""

    device = ""  # known to be one of the person's, in an attempt to sign in
    by_name: RateLimitUsage | None = None  # what the attempt counts by its name

    error_messages = {  # as the library has it
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code of this moment. Wait for the next one."),
        "same_as_current": _("The new password must differ from the present one."),
        "too_many_login_attempts": _("Too many attempts. Try again in five minutes."),
        "rate_limited": _("Too many attempts. Try again in five minutes."),
        "username_password_mismatch": _("The sign-in name or the password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted by; a subscriber's for IPv6."""
        found = address_of(request, behind_proxy=settings.BEHIND_PROXY).partition("/")[0]
        try:
            return str(ipaddress.ip_address(found))
        except ValueError:
            return UNKNOWN_ADDRESS

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_args: Any,
        message: str | None = None,
        **_kwargs: Any,
    ) -> None:
        """Say our own sentence for one of the library's, or nothing."""
        sentence = message or SAID.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; one too many is answered by a page that says when to come back.

        Counted by network, by name and network, and by name alone, more slowly; in a browser that
        the person signed in with before by that browser instead, so that nobody is locked out by
        what strangers try elsewhere.
        """
        name = _name_of(credentials)
        self.device = device_of_attempt(request, person_named(name))
        try:
            super().pre_authenticate(request, **credentials)
            self._name_consume(request, name)
        except ValidationError as error:
            happenings.throttled(request, credentials.get("username", ""))
            counted = {
                "login_failed": self._get_login_attempts_cache_key(request, **credentials),
                "login_failed_name": name,
            }
            raise ImmediateHttpResponse(too_many(request, counted)) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the name and where it is tried: under another name of the site the same."""
        where = f"device {self.device}" if self.device else get_ip(request)
        return f"{_name_of(credentials)} {where}"

    def _name_consume(self, request: HttpRequest, name: str) -> None:
        if not self.device:
            self.by_name = consume(
                request, app="allauth.account", action="login_failed_name", key=name
            )
            if self.by_name is None:
                raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """The right password: the attempt does not count."""
        super()._rollback_login_failed_rl_usage()
        if self.by_name is not None:
            self.by_name.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The trail keeps the name as typed, never the password."""
        happenings.sign_in_failed(request, credentials.get("username", ""))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A person who may not sign in any more, and gave the right password."""
        happenings.sign_in_failed(request, user.get_username(), fault="person closed")
        return super().respond_user_inactive(request, user)  # type: ignore[no-any-return]

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **facts: Any
    ) -> HttpResponse:
        """Signed in, all steps taken."""
        happenings.signed_in(request, user)
        session_begin(request)
        response: HttpResponse = super().post_login(request, user, **facts)
        if isinstance(user, User):
            device_remember(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To set up a second factor where a role needs one, else to today's work."""
        user = request.user
        if isinstance(user, User) and factor_is_needed(user) and not factor_is_set_up(user):
            return reverse("mfa_activate_totp")
        return reverse(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("account")

    def logout(self, request: HttpRequest) -> None:
        """Signed out."""
        happenings.signed_out(request)
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A password changed by its owner; every other session of theirs ends."""
        with transaction.atomic():
            super().set_password(user, password)
            sessions_end(user, but=context.request.session.session_key)
            happenings.password_changed(user)

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Not so shortly after the password or a code was given."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((float(one["at"]) for one in records), default=0.0)
        return time.time() - latest >= float(app_settings.REAUTHENTICATION_TIMEOUT)


def _name_of(credentials: Mapping[str, Any]) -> str:
    return str(credentials.get("username", "")).strip().casefold()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors stand sealed; who needs one keeps it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code of this moment. Wait for the next one."),
        "cannot_delete_authenticator": _(
            "A role that you hold needs the second factor, so it cannot be removed. With a new "
            "phone, ask the administrator of your unit to remove the old factor."
        ),
    }

    def encrypt(self, text: str) -> str:
        """As it stands in the database."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was given; what no key opens becomes a secret that nobody knows, for an empty one
        would let everybody guess the codes.
        """
        try:
            return unsealed(encrypted_text)
        except SealBroken:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while a role that is held needs it."""
        return not factor_is_needed(authenticator.user)
