"""Entering a list of people: read, planned, shown, and then written whole or not at all."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chiso_web.accounts.holdings import holding_facts
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.listed import Fault, Reader, Wanted
from chiso_web.accounts.people.planning import PersonPlan, Plan, Planner
from chiso_web.accounts.people.services import names_set, person_facts
from chiso_web.audit.services import Actor, record
from chiso_web.look.sheets import ListSheet

BATCH = 500


@dataclass(frozen=True, slots=True)
class Importer:
    """Who enters a list: the units they reach (all: None), their own key, and how the trail calls
    them in a unit.
    """

    units: Collection[int] | None
    every: Collection[int]
    oneself: int | None
    actor: Callable[[str], Actor]


def list_plan(sheet: ListSheet, importer: Importer, today: date) -> Plan:
    """What a list would change, with every fault of the rows and between them; writes nothing."""
    reader = Reader(importer.every, today)
    wanted = reader.wanted_list(sheet)
    plan = Planner(importer.units, importer.oneself).plan(wanted)
    faults = sorted((*reader.faults, *plan.faults), key=lambda one: one.row)
    return Plan(plan.people, tuple(faults))


def list_enter(sheet: ListSheet, importer: Importer, today: date) -> Plan:
    """Write what a list changes, with an entry of the trail a person and a role, and one for the
    list. Nothing is written where the plan, made anew, has faults.
    """
    try:
        with transaction.atomic():
            plan = list_plan(sheet, importer, today)
            known = [one.known.pk for one in plan.people if one.known]
            if known:  # locked, and planned anew, now that nobody else changes them
                locked = User.objects.select_for_update().filter(pk__in=known).order_by("pk")
                list(locked.values_list("pk"))
                plan = list_plan(sheet, importer, today)
            if not plan.faults:
                _write(sheet, plan, importer)
            return plan
    except IntegrityError:
        sentence = _("Somebody entered people at the same moment. Nothing was saved; try again.")
        return Plan((), (Fault(0, "", sentence),))


def _write(sheet: ListSheet, plan: Plan, importer: Importer) -> None:
    changing = [one for one in plan.people if one.changes]
    _import_record(sheet, plan, importer)  # the chain of no unit comes before those of units
    users = _users_write(changing)
    holdings = _holdings_write(
        [(users[one.username], row) for one in changing for row in one.roles]
    )
    _trail(changing, users, holdings, importer)


def _users_write(changing: Sequence[PersonPlan]) -> dict[str, User]:
    """The people by sign-in name, the new ones made."""
    made = [_user(one) for one in changing if one.is_new]
    User.objects.bulk_create(made, batch_size=BATCH)
    found = {user.username: user for user in made}
    for one in changing:
        if one.known is None:
            continue
        if one.gives_email:
            names_set(one.known, full_name=one.known.full_name, email=one.email)
            one.known.save(update_fields=["email", "email_digest"])
        found[one.username] = one.known
    return found


def _user(plan: PersonPlan) -> User:
    made = User(username=plan.username)
    names_set(made, full_name=plan.full_name, email=plan.email)
    made.set_unusable_password()
    return made


def _holdings_write(wanted: Sequence[tuple[User, Wanted]]) -> list[Holding]:
    given = [
        Holding(
            user=user,
            role=row.role,
            unit=row.unit,
            since=row.since,
            until=row.until,
            criteria=list(row.criteria),
        )
        for user, row in wanted
    ]
    return Holding.objects.bulk_create(given, batch_size=BATCH)


def _trail(
    changing: Sequence[PersonPlan],
    users: dict[str, User],
    holdings: Sequence[Holding],
    importer: Importer,
) -> None:
    """The entries, by unit: whoever writes to several chains takes them in one order."""
    entries: list[tuple[str, str, str, dict[str, object]]] = []
    first = {one.user_id: one.unit.uid for one in reversed(holdings)}
    for one in changing:
        user = users[one.username]
        action = "person.made" if one.is_new else "person.changed"
        if one.is_new or one.gives_email:
            unit = first.get(user.pk) or one.held[0].unit.uid
            entries.append((unit, action, user.username, person_facts(user)))
    for held in holdings:
        entries.append((held.unit.uid, "role.given", held.user.username, holding_facts(held)))
    entries.sort(key=lambda entry: entry[0])
    for unit, action, username, after in entries:
        record(
            app="accounts",
            unit=unit,
            actor=importer.actor(unit),
            action=action,
            subject=f"person {username}",
            after=after,
        )


def _import_record(sheet: ListSheet, plan: Plan, importer: Importer) -> None:
    record(
        app="accounts",
        unit="",
        actor=importer.actor(""),
        action="people.imported",
        subject=f"list {sheet.name}"[:300],
        after={
            "sha256": sheet.digest,
            "rows": len(sheet.rows),
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": len(plan.unchanged),
            "roles": plan.roles,
        },
    )
