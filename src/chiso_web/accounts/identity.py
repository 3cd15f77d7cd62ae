"""Who a request comes from: the person of a browser's session, or of a program's token."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import SECOND_FACTOR
from chiso_web.accounts.signing_in.demonstrated import is_demonstrated, is_invented
from chiso_web.accounts.signing_in.factors import factor_is_set_up
from chiso_web.accounts.signing_in.tokens import permissions_of, token_honoured

API = "/api/"
SCHEME = "bearer"


def acting_of(request: HttpRequest) -> Acting:
    """The person of the session, with the roles that they hold today; under /api/ the person of the
    token, limited to its scopes.
    """
    if request.path_info.startswith(API):
        return _acting_of_token(request)
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return Acting(None)
    if is_invented(user) and not settings.DEMO:  # the database is served in earnest
        return Acting(None)
    holdings = holding_list_in_force(user, timezone.localdate())
    return Acting(user, holdings, factor=_factor_given(request, user, holdings))


def bearer_of(request: HttpRequest) -> str:
    """The token that a program came with; empty for none."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == SCHEME else ""


def _acting_of_token(request: HttpRequest) -> Acting:
    text = bearer_of(request)
    token = token_honoured(text) if text else None
    if token is None or (is_invented(token.user) and not settings.DEMO):
        return Acting(None)
    holdings = holding_list_in_force(token.user, timezone.localdate())
    return Acting(
        token.user,
        holdings,
        factor=factor_is_set_up(token.user),  # it was given as the token was made
        scopes=permissions_of(token),
    )


def _factor_given(request: HttpRequest, user: User, holdings: tuple[Holding, ...]) -> bool:
    """Whether this session gave a second factor, or set one up, or is a demonstration's; looked up
    only for those roles that need one.
    """
    if not any(one.role in SECOND_FACTOR for one in holdings):
        return False
    if is_demonstrated(request, user):
        return True
    kept = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if kept is None:
        return False
    records = get_authentication_records(request, user)
    set_up_here = any(float(one["at"]) <= kept.created_at.timestamp() for one in records)
    return set_up_here or any(one["method"] == "mfa" for one in records)
