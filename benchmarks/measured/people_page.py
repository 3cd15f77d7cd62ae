"""Run as `python -m measured.people_page FOLDER` it prints what the list of 5,000 people costs as
JSON, on a copy of the demonstration's database in that folder.
"""

import json
import os
import shutil
import sys
import time
from datetime import date
from pathlib import Path

FOLDER = Path(sys.argv[1])
DATABASE = FOLDER / "people.sqlite3"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    "CHISO_DATABASE_URL": f"sqlite:///{DATABASE}",
    "CHISO_STATIC_ROOT": str(FOLDER / "demo-static"),
    "CHISO_SECRET_KEY": "benchmark",
    "CHISO_LOG_LEVEL": "ERROR",
}

import django  # noqa: E402  after its settings are chosen

django.setup()
from allauth.mfa.models import Authenticator  # noqa: E402  after its models are known
from django.test import Client  # noqa: E402
from measuring.memory import peak  # noqa: E402
from measuring.timing import WALL, medians  # noqa: E402

from chiso_web.accounts.models import Holding, User  # noqa: E402
from chiso_web.accounts.people.names import folded  # noqa: E402
from chiso_web.units.models import Unit  # noqa: E402

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

    if f"{PEOPLE + 1:,}".replace(",", ".") not in body(PAGE).decode():
        raise RuntimeError("The page does not list everybody.")
    page, health = medians(lambda: body(PAGE), lambda: body(TRIVIAL), clock=WALL)
    return {"page": page, "health": health, "peak": peak(lambda: body(PAGE))}


if __name__ == "__main__":
    shutil.copy(FOLDER / "demo.sqlite3", DATABASE)
    print(json.dumps(figures()))
