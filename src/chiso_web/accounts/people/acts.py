"""The acts of a person's page: each with the form that it reads and what it does."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.asking import unit_of_record
from chiso_web.accounts.people.forms import (
    REASON_LENGTH,
    ChangeForm,
    EndForm,
    ReasonForm,
    RoleForm,
)
from chiso_web.accounts.people.roles_given import administrators_left_check, role_end, role_give
from chiso_web.accounts.people.scope import units_beyond
from chiso_web.accounts.people.services import (
    person_change,
    person_deactivate,
    person_reactivate,
)
from chiso_web.accounts.permissions import PEOPLE
from chiso_web.accounts.refusals import ActRefused
from chiso_web.accounts.roles import Role
from chiso_web.look.formats import language


@dataclass(frozen=True, slots=True)
class Act:
    """How a form is made from what was sent, and what is done with it; gives what to say."""

    form: Callable[[QueryDict, Container[int]], forms.Form]
    do: Callable[[Acting, User, dict[str, Any]], str]


def wholly_reached_check(acting: Acting, person: User) -> None:
    """Raises ActRefused where a person holds a role beyond the actor's units."""
    beyond = units_beyond(acting, person, timezone.localdate())
    if beyond:
        raise ActRefused(
            _(
                "%(person)s also holds a role in %(unit)s, which you do not administer. The "
                "administrator of both does this."
            )
            % {"person": person.full_name, "unit": beyond[0].full_name(language())},
            kept=True,
        )


def _give(acting: Acting, person: User, facts: dict[str, Any]) -> str:
    given = role_give(
        acting,
        person,
        Role(facts["role"]),
        facts["unit"],
        since=facts["since"],
        until=facts["until"],
        criteria=facts["criteria"],
        reason=facts["reason"],
    )
    told = {"person": person.full_name, "role": given.get_role_display()}
    return _("%(person)s now holds the role: %(role)s.") % told


def _end(acting: Acting, person: User, facts: dict[str, Any]) -> str:
    held = Holding.objects.filter(user=person, pk=facts["holding"]).select_related("unit__parent")
    holding = held.first()
    if holding is None:
        raise ActRefused(_("The person does not hold that role. Open the page again."), kept=True)
    ended = role_end(acting, holding, until=facts["until"], reason=facts["reason"])
    told = {"role": ended.get_role_display(), "day": f"{ended.until:%d/%m/%Y}"}
    return _("The role %(role)s ends on %(day)s.") % told


def _change(acting: Acting, person: User, facts: dict[str, Any]) -> str:
    wholly_reached_check(acting, person)
    unit = unit_of_record(acting, person)
    changed = person_change(
        person,
        full_name=facts["full_name"],
        email="" if facts["no_email"] else facts["email"] or None,
        unit=unit,
        by=acting.actor(PEOPLE, unit),
    )
    return _("Saved.") if changed else _("Nothing was changed.")


def _deactivate(acting: Acting, person: User, facts: dict[str, Any]) -> str:
    wholly_reached_check(acting, person)
    if acting.user is not None and acting.user.pk == person.pk:
        raise ActRefused(_("Nobody deactivates themselves. Ask another administrator."))
    administrators_left_check(person, timezone.localdate())
    unit = unit_of_record(acting, person)
    by = acting.actor(PEOPLE, unit)
    person_deactivate(person, reason=facts["reason"], unit=unit, by=by)
    return _("%(person)s can sign in no more.") % {"person": person.full_name}


def _reactivate(acting: Acting, person: User, facts: dict[str, Any]) -> str:
    wholly_reached_check(acting, person)
    unit = unit_of_record(acting, person)
    by = acting.actor(PEOPLE, unit)
    person_reactivate(person, reason=facts["reason"], unit=unit, by=by)
    return _("%(person)s may sign in again.") % {"person": person.full_name}


class GiveForm(RoleForm):
    """A role, and why it is given."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=gettext_lazy("optional, e.g. a decision"),
    )


ACTS: Mapping[str, Act] = {
    "give": Act(lambda sent, reached: GiveForm(sent, reached=reached), _give),
    "end": Act(lambda sent, reached: EndForm(sent), _end),
    "change": Act(lambda sent, reached: ChangeForm(sent), _change),
    "deactivate": Act(lambda sent, reached: ReasonForm(sent), _deactivate),
    "reactivate": Act(lambda sent, reached: ReasonForm(sent), _reactivate),
}
