"""Giving roles and ending them, each with its record in the trail."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role, roles_excluded_by
from chiso_web.audit.services import Actor, record
from chiso_web.look.formats import language
from chiso_web.units.models import Unit


@transaction.atomic
def holding_give(
    user: User,
    role: Role,
    unit: Unit,
    *,
    since: date,
    by: Actor,
    until: date | None = None,
    criteria: Sequence[str] = (),
    reason: str = "",
    passed_from: Holding | None = None,
) -> Holding:
    """Let a person hold a role in a unit.

    Raises ActRefused where a role held at the same time excludes it, where it is held already, or
    where the unit does not exist on the first day.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two givers see each other
    if not unit.exists_on(since):
        raise ActRefused(
            _("%(unit)s does not exist on %(day)s. Name the unit that it passed to.")
            % {"unit": unit.full_name(language()), "day": since.strftime("%d/%m/%Y")}
        )
    held = Holding.objects.filter(user=user).select_related("unit")
    person = user.full_name
    refusal = standing_against(held, role, unit, since=since, until=until, person=person)
    if refusal:
        raise ActRefused(refusal)
    given = Holding(
        user=user,
        role=role,
        unit=unit,
        since=since,
        until=until,
        criteria=list(criteria),
        reason=reason,
        passed_from=passed_from,
    )
    given.full_clean()
    given.save()
    record(
        app="accounts",
        unit=unit.uid,
        actor=by,
        action="role.given",
        subject=f"person {user.username}",
        after=holding_facts(given),
        reason=reason,
    )
    return given


@transaction.atomic
def holding_end(holding: Holding, *, until: date, by: Actor, reason: str) -> Holding:
    """Let a role end on a day; its holder keeps it through that day. One that would end before it
    began, given by mistake, is taken back at once.

    Raises ActRefused where it has ended earlier.
    """
    locked = Holding.objects.select_for_update(of=("self",)).select_related("unit", "user")
    held = locked.get(pk=holding.pk)
    if held.until is not None and held.until <= until:
        raise ActRefused(
            _("The role ended on %(day)s already.") % {"day": held.until.strftime("%d/%m/%Y")}
        )
    before = holding_facts(held)
    if until < held.since:
        held.revoked_at = timezone.now()
    held.until = max(until, held.since)
    held.full_clean()
    held.save()
    record(
        app="accounts",
        unit=held.unit.uid,
        actor=by,
        action="role.ended",
        subject=f"person {held.user.username}",
        before=before,
        after=holding_facts(held),
        reason=reason,
    )
    return held


def standing_against(
    held: Iterable[Holding],
    role: Role,
    unit: Unit,
    *,
    since: date,
    until: date | None,
    person: str,
) -> str:
    """Why a person, by the roles that they hold, cannot hold another; nothing where they can."""
    excluded = roles_excluded_by(role)
    for other in held:
        if not _overlap(other, since, until):
            continue
        if other.role == role and other.unit_id == unit.pk:
            return _("%(person)s holds this role there already.") % {"person": person}
        if Role(other.role) in excluded:
            return _(
                "%(person)s is %(held)s of %(unit)s; nobody is that and %(role)s at the same "
                "time. End the one before giving the other."
            ) % {
                "person": person,
                "held": other.get_role_display(),
                "unit": other.unit.full_name(language()),
                "role": role.label,
            }
    return ""


def _overlap(other: Holding, since: date, until: date | None) -> bool:
    if other.revoked_at is not None:
        return False
    last = other.until or date.max
    return since <= last and other.since <= (until or date.max)


def holding_facts(holding: Holding) -> dict[str, object]:
    """A role held, as the trail keeps it."""
    return {
        "person": holding.user.full_name,  # so that a role is found by whom it was given to
        "role": holding.role,
        "unit": holding.unit.uid,
        "since": holding.since.isoformat(),
        "until": holding.until.isoformat() if holding.until else None,
        "criteria": list(holding.criteria),
        "revoked": holding.revoked_at is not None,
    }
