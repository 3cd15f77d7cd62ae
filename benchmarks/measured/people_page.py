"""What the list of 5,000 people costs, on a copy of the demonstration's database (run by
`measuring.in_django`).
"""

import time
from datetime import date

from allauth.mfa.models import Authenticator
from django.test import Client
from measuring.memory import peak
from measuring.timing import WALL, medians

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.names import folded
from chiso_web.units.models import Unit

PEOPLE, HA_NOI = 5_000, "01@unknown"
SINCE = date(2025, 7, 1)
PAGE, TRIVIAL = "/people?page=7", "/health"
FAMILY, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ"), ("An", "Bình", "Hà", "Hùng", "Yến", "Ước")


def administrator() -> Client:
    """The browser of an administrator of Hà Nội, whose communes and departments have the people."""
    units = list(Unit.objects.filter(parent__uid=HA_NOI, valid_until=None, until_known=True))
    people = []
    for at in range(PEOPLE):
        name = f"{FAMILY[at % 5]} Thị {GIVEN[at % 6]}"
        found = User(username=f"cb{at}", full_name=name, password="x" if at % 7 else "!")
        found.fold = folded(name, found.username)
        people.append(found)
    made = User.objects.bulk_create([*people, User(username="quantri", full_name="Đỗ Minh")])
    roles = [
        Holding(user=one, role="reporter", unit=units[at % len(units)], since=SINCE)
        for at, one in enumerate(made[:-1])
    ]
    top = Unit.objects.get(uid=HA_NOI)
    roles.append(Holding(user=made[-1], role="administrator", unit=top, since=SINCE))
    Holding.objects.bulk_create(roles)
    Authenticator.objects.create(user=made[-1], type=Authenticator.Type.TOTP, data={"secret": "x"})
    asks = Client(SERVER_NAME="localhost")
    asks.force_login(made[-1], backend="allauth.account.auth_backends.AuthenticationBackend")
    session = asks.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(made[-1].pk)
    session.save()
    return asks


def figures() -> dict[str, float]:
    """Milliseconds and megabytes."""
    asks = administrator()

    def body(address: str) -> bytes:
        answer = asks.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} instead of 200")
        return answer.content

    everybody = f"{User.objects.count():,}".replace(",", ".")  # with those of the demonstration
    if everybody not in body(PAGE).decode():
        raise RuntimeError("The page does not list everybody.")
    page, health = medians(lambda: body(PAGE), lambda: body(TRIVIAL), clock=WALL)
    return {"page": page, "health": health, "peak": peak(lambda: body(PAGE))}
