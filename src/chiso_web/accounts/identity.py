"""Who a request comes from: the person of a browser's session, or of a program's token."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from chiso_web.accounts.acting import Acting, holding_list_in_force
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import SECOND_FACTOR


def acting_of(request: HttpRequest) -> Acting:
    """The person of the session, with the roles that they hold today."""
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return Acting(None)
    holdings = holding_list_in_force(user, timezone.localdate())
    return Acting(user, holdings, factor=_factor_given(request, user, holdings))


def _factor_given(request: HttpRequest, user: User, holdings: tuple[Holding, ...]) -> bool:
    """Whether this session gave a second factor, or set one up; looked up only for those roles
    that need one.
    """
    if not any(one.role in SECOND_FACTOR for one in holdings):
        return False
    kept = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if kept is None:
        return False
    records = get_authentication_records(request, user)
    set_up_here = any(float(one["at"]) <= kept.created_at.timestamp() for one in records)
    return set_up_here or any(one["method"] == "mfa" for one in records)
