"""The addresses of signing in and of one's own account; names are those the library looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path

from chiso_web.accounts.permissions import FORM, PUBLIC, SIGNED_IN, requires
from chiso_web.accounts.views import own_account

anyone = requires(PUBLIC, methods=FORM)
oneself = requires(SIGNED_IN, methods=FORM)

urlpatterns = [
    path("account", own_account, name="account"),
    path("account/sign-in", anyone(account.login), name="account_login"),
    path("account/sign-out", anyone(account.logout), name="account_logout"),
    path("account/closed", anyone(account.account_inactive), name="account_inactive"),
    path("account/none", anyone(account.signup), name="account_signup"),
    path("account/confirm", oneself(account.reauthenticate), name="account_reauthenticate"),
    path("account/password", oneself(account.password_change), name="account_change_password"),
    path("account/factor", oneself(factor.index), name="mfa_index"),
    path("account/factor/give", anyone(factor.authenticate), name="mfa_authenticate"),
    path("account/factor/confirm", oneself(factor.reauthenticate), name="mfa_reauthenticate"),
    path("account/factor/set-up", oneself(totp.activate_totp), name="mfa_activate_totp"),
    path("account/factor/remove", oneself(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "account/factor/codes",
        oneself(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factor/codes/new",
        oneself(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/factor/codes/file",
        requires(SIGNED_IN)(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/sessions", oneself(sessions.list_usersessions), name="usersessions_list"),
]
