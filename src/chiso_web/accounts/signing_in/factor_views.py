"""Setting up a second factor and removing it: the library's pages, with the trail and what ends."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from chiso_web.accounts.signing_in import happenings
from chiso_web.accounts.signing_in.factors import factor_is_needed, factor_of
from chiso_web.accounts.signing_in.passwords import sessions_end
from chiso_web.accounts.signing_in.tokens import tokens_end

KEY_GROUP = 4


class FactorIndex(IndexView):  # type: ignore[misc]  # the library is untyped
    """What a person has, and what a role of theirs asks for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The second factor as it stands."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        return found | {"factor": factor_of(user), "needed": factor_is_needed(user)}


class FactorSetUp(ActivateTOTPView):  # type: ignore[misc]
    """A picture to scan, the key to type, and the first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the key in groups, as it is typed by hand."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        secret = found["form"].secret
        groups = [secret[at : at + KEY_GROUP] for at in range(0, len(secret), KEY_GROUP)]
        needed = factor_is_needed(self.request.user)
        return found | {"key": " ".join(groups), "picture": _picture(found), "needed": needed}

    def form_valid(self, form: Any) -> HttpResponse:
        """Set up; every other session of the person ends, none of which gave it."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            _code_use(self.request, form.cleaned_data["code"])
            _recorded(self.request, "factor.set_up")
        messages.success(self.request, _("The second factor is set up."))
        return response


def _code_use(request: HttpRequest, code: str) -> None:
    """Use the first code up, so that nobody who saw it typed signs in by it."""
    kept = Authenticator.objects.get(user_id=request.user.pk, type=Authenticator.Type.TOTP)
    kept.wrap().validate_code(code)


def _picture(found: dict[str, Any]) -> str:
    """The drawing alone: without the declaration that no page may hold."""
    drawn: str = found["totp_svg"]
    return drawn[drawn.index("<svg") :]


class FactorRemove(DeactivateTOTPView):  # type: ignore[misc]
    """Not while a role needs it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Removed; every other session and every token of the person ends."""
        user = self.request.user
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            tokens_end(user, by=happenings.actor_of(user), because="second factor removed")
            _recorded(self.request, "factor.removed")
        messages.success(self.request, _("The second factor is removed."))
        return response


class CodesRenew(GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes in place of the old ones."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The old ones open nothing any more."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            user = self.request.user
            happenings.happened(
                "factor.codes_renewed",
                f"person {user.get_username()}",
                actor=happenings.actor_of(user),
            )
        return response


def _recorded(request: HttpRequest, action: str) -> None:
    sessions_end(request.user, but=request.session.session_key)  # type: ignore[arg-type]
    user = request.user
    happenings.happened(
        action,
        f"person {user.get_username()}",
        actor=happenings.actor_of(user),  # type: ignore[arg-type]
    )


factor_index = FactorIndex.as_view()
factor_set_up = FactorSetUp.as_view()
factor_remove = FactorRemove.as_view()
codes_renew = CodesRenew.as_view()
codes_show = ViewRecoveryCodesView.as_view()
