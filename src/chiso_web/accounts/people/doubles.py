"""Who may be the person that is about to be entered a second time."""

from datetime import date

from django.db.models import Q

from chiso.spelling import fold
from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.scope import is_over, people_of, units_reached
from chiso_web.accounts.roles import Role
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.units.models import Unit


def doubles(
    acting: Acting, *, full_name: str, email: str, role: Role, unit: Unit, day: date
) -> list[User]:
    """People of the same name, marks aside, who hold the role in the unit on a day or later, and
    those of the same e-mail address; only such as the actor reaches.
    """
    held = Holding.objects.filter(role=role, unit=unit).select_related("unit")
    holders = {one.user_id for one in held if not is_over(one, day)}
    digest = look_up_digest(email) if email else ""
    meant = Q(pk__in=holders) | (Q(email_digest=digest) if digest else Q(pk__in=()))
    found = people_of(units_reached(acting)).filter(meant).defer("email").order_by("pk")
    same = fold(full_name)
    return [
        one
        for one in found
        if (digest and one.email_digest == digest)
        or (one.pk in holders and fold(one.full_name) == same)
    ]
