"""The addresses of signing in and of one's own account; names are those the library looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from django.urls import include, path

from chiso_web.accounts import views
from chiso_web.accounts.permissions import FORM, PUBLIC, SIGNED_IN, requires
from chiso_web.accounts.signing_in import door_views, factor_views, token_views
from chiso_web.accounts.signing_in.demonstrated import kept_as_it_is

anyone = requires(PUBLIC, methods=FORM)
oneself = requires(SIGNED_IN, methods=FORM)

urlpatterns = [
    path("account", views.own_account, name="account"),
    path("account/sign-in", anyone(account.login), name="account_login"),
    path("account/sign-out", anyone(account.logout), name="account_logout"),
    path("account/closed", anyone(account.account_inactive), name="account_inactive"),
    path("account/none", anyone(account.signup), name="account_signup"),
    path("account/forgotten", door_views.forgotten, name="account_forgotten"),
    path("account/slip", door_views.slip, name="account_slip"),
    path("account/first", door_views.first, name="account_first"),
    path("account/invitation", door_views.invitation_password, name="account_invitation_password"),
    path("account/invitation/<secret>", door_views.invitation_open, name="account_invitation"),
    path(
        "account/confirm",
        oneself(kept_as_it_is(account.reauthenticate)),
        name="account_reauthenticate",
    ),
    path(
        "account/password",
        oneself(kept_as_it_is(account.password_change)),
        name="account_change_password",
    ),
    path("account/factor", oneself(factor_views.factor_index), name="mfa_index"),
    path("account/factor/give", anyone(factor.authenticate), name="mfa_authenticate"),
    path("account/factor/confirm", oneself(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/factor/set-up",
        oneself(kept_as_it_is(factor_views.factor_set_up)),
        name="mfa_activate_totp",
    ),
    path("account/factor/remove", oneself(factor_views.factor_remove), name="mfa_deactivate_totp"),
    path("account/factor/codes", oneself(factor_views.codes_show), name="mfa_view_recovery_codes"),
    path(
        "account/factor/codes/new",
        oneself(factor_views.codes_renew),
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions", views.sessions, name="usersessions_list"),
    path("account/tokens", token_views.tokens, name="account_tokens"),
    path("account/tokens/<int:key>/end", token_views.token_end, name="account_token_end"),
    path("", include("chiso_web.accounts.people.urls")),
]
