"""What a list of people would change: who is new, who gets a role, who stays as they are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.spelling import fold
from chiso_web.accounts.holdings import standing_against
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.people.listed import Fault, Wanted, column_name
from chiso_web.accounts.people.names import sign_in_name_suggested
from chiso_web.accounts.people.scope import people_of
from chiso_web.accounts.sealing import look_up_digest
from chiso_web.units.models import Unit


@dataclass(slots=True)
class PersonPlan:
    """One person of a list: known or new, and the roles that they would be given."""

    username: str
    full_name: str
    email: str
    known: User | None
    gives_email: bool = False
    held: list[Holding] = field(default_factory=list)
    roles: list[Wanted] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.known is None

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return self.is_new or self.gives_email or bool(self.roles)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody of a list, in its order, and what stands against it."""

    people: tuple[PersonPlan, ...]
    faults: tuple[Fault, ...]

    @property
    def new(self) -> list[PersonPlan]:
        return [one for one in self.people if one.is_new]

    @property
    def changed(self) -> list[PersonPlan]:
        return [one for one in self.people if one.changes and not one.is_new]

    @property
    def unchanged(self) -> list[PersonPlan]:
        return [one for one in self.people if not one.changes]

    @property
    def roles(self) -> int:
        """How many roles would be given."""
        return sum(len(one.roles) for one in self.people)


@dataclass(slots=True)
class Planner:
    """Compares a list with the database in a fixed number of queries.

    ``units``: those whose people may be acted on; None for all. ``oneself``: the key of who asks.
    """

    units: Collection[int] | None
    oneself: int | None
    faults: list[Fault] = field(default_factory=list)
    _by_key: dict[int, User] = field(default_factory=dict)
    _by_name: dict[str, User] = field(default_factory=dict)
    _by_email: dict[str, list[User]] = field(default_factory=lambda: defaultdict(list))
    _there: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    _held: dict[int, list[Holding]] = field(default_factory=lambda: defaultdict(list))
    _reached: set[int] = field(default_factory=set)

    def plan(self, wanted: Sequence[Wanted]) -> Plan:
        """What the list would change, and every fault."""
        self._read(wanted)
        people: dict[object, PersonPlan] = {}
        taken = set(self._by_name) | {one.username for one in wanted if one.username}
        for one in wanted:
            key, known = self._identified(one)
            if key is None:
                continue
            if key not in people:
                people[key] = self._person(one, known, taken)
            self._role(people[key], one)
        return Plan(tuple(people.values()), tuple(self.faults))

    def _read(self, wanted: Sequence[Wanted]) -> None:
        every = User.objects.defer("email", "password").order_by("pk")
        names = {_folded(one.full_name) for one in wanted}
        digests = {look_up_digest(one.email) for one in wanted if one.email}
        usernames = {one.username for one in wanted if one.username}
        for user in every.iterator(chunk_size=2000):
            self._by_name[user.username.lower()] = user
            if user.email_digest in digests:
                self._by_email[user.email_digest].append(user)
            self._by_key[user.pk] = user
        concerned = {
            user.pk
            for user in self._by_key.values()
            if user.username.lower() in usernames
            or user.email_digest in digests
            or _folded(user.full_name) in names
        }
        held = Holding.objects.select_related("unit").order_by("pk")
        for one in held.iterator(chunk_size=2000):
            if one.user_id in concerned:
                self._held[one.user_id].append(one)
                self._there[(_folded(self._by_key[one.user_id].full_name), one.unit_id)].add(
                    one.user_id
                )
        self._reached = set(self._by_key)
        if self.units is not None:
            own = people_of(Unit.objects.filter(pk__in=self.units))
            self._reached = set(own.values_list("pk", flat=True))

    def _identified(self, one: Wanted) -> tuple[object, User | None]:
        """The key of the person that a row is about, and who that is; no key where it has a fault.

        Without a sign-in name people are told apart by e-mail, else by name and unit.
        """
        if one.username:
            return one.username, self._by_name.get(one.username)
        if one.email:
            digest = look_up_digest(one.email)
            found = self._by_email.get(digest, [])
        else:
            digest = f"{_folded(one.full_name)} {one.unit.pk}"
            keys = self._there.get((_folded(one.full_name), one.unit.pk), set())
            found = [self._by_key[key] for key in sorted(keys)]
        if len(found) > 1:
            names = ", ".join(user.username for user in found)
            sentence = _("Several people may be meant: %(names)s. Write the sign-in name.")
            self._fault(one, "sign_in_name", sentence % {"names": names})
            return None, None
        return (found[0].username.lower(), found[0]) if found else (("new", digest), None)

    def _person(self, one: Wanted, known: User | None, taken: set[str]) -> PersonPlan:
        if known is None:
            username = one.username or sign_in_name_suggested(one.full_name, taken)
            taken.add(username)
            return PersonPlan(username, one.full_name, one.email, None)
        plan = PersonPlan(known.username, known.full_name, one.email, known)
        plan.held = list(self._held[known.pk])
        self._known_check(one, known)
        plan.gives_email = bool(one.email) and not known.email_digest
        return plan

    def _known_check(self, one: Wanted, known: User) -> None:
        facts = {"name": known.username, "found": one.full_name, "known": known.full_name}
        if known.pk not in self._reached:
            sentence = _(
                "The sign-in name “%(name)s” is taken by somebody outside the units that you "
                "administer. Choose another one."
            )
            self._fault(one, "sign_in_name", sentence % facts)
        elif _folded(known.full_name) != _folded(one.full_name):
            sentence = _(
                "“%(name)s” is the sign-in name of %(known)s; found %(found)s. Choose another "
                "sign-in name, or change the name on the person's page."
            )
            self._fault(one, "full_name", sentence % facts)
        elif one.email and known.email_digest not in ("", look_up_digest(one.email)):
            sentence = _(
                "%(known)s has another e-mail address. Leave the cell blank, or change it on the "
                "person's page."
            )
            self._fault(one, "email", sentence % facts)

    def _role(self, plan: PersonPlan, one: Wanted) -> None:
        if _folded(plan.full_name) != _folded(one.full_name) and plan.known is None:
            sentence = _("The list gives this person two names: %(one)s, %(other)s.")
            facts = {"one": plan.full_name, "other": one.full_name}
            self._fault(one, "full_name", sentence % facts)
            return
        same = [held for held in plan.held if held.role == one.role and held.unit_id == one.unit.pk]
        again = [held for held in same if _meets(held, one)]
        if again and all(held.pk for held in again):
            self._same_check(again[0], one)
            return
        if again:
            self._fault(one, "", _("This person and role stand in the list twice."))
            return
        if plan.known is not None and plan.known.pk == self.oneself:
            self._fault(one, "role", _("Nobody gives roles to themselves."))
            return
        refusal = standing_against(
            plan.held, one.role, one.unit, since=one.since, until=one.until, person=plan.full_name
        )
        if refusal:
            self._fault(one, "role", refusal)
            return
        plan.held.append(Holding(role=one.role, unit=one.unit, since=one.since, until=one.until))
        plan.roles.append(one)

    def _same_check(self, held: Holding, one: Wanted) -> None:
        """A role that is held already stays as it is; the list may not say otherwise."""
        if one.until is not None and held.until != one.until:
            sentence = _(
                "The role is held already and ends on another day. Change it on the person's page."
            )
            self._fault(one, "until", sentence)
        elif one.criteria and list(one.criteria) != list(held.criteria):
            sentence = _(
                "The role is held already for other criteria. End it on the person's page first."
            )
            self._fault(one, "criteria", sentence)

    def _fault(self, one: Wanted, column: str, sentence: str) -> None:
        self.faults.append(Fault(one.row, column_name(column) if column else "", sentence))


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    """A name as it is compared; of a list it is asked for several times."""
    return fold(name)


def _meets(held: Holding, one: Wanted) -> bool:
    """Whether a role is held on a day on which the list has it too."""
    if held.revoked_at is not None:
        return False
    begins = one.until is None or held.since <= one.until
    return begins and (held.until is None or one.since <= held.until)
