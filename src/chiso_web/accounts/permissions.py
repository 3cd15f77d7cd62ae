"""What a view asks for, as data on it. A view that declares nothing is closed to everybody."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpResponse

from chiso_web.accounts.roles import Reach, Role

View = TypeVar("View", bound=Callable[..., Any])
UnitOf = Callable[..., str | None]


@dataclass(frozen=True, slots=True)
class Permission:
    """A named permission: the roles that have it, each with its reach.

    ``past``: whoever may read in a unit may read what it took over from those it came from.
    ``whole``: it concerns the whole installation, and is worth nothing elsewhere than in the unit
    that the installation is run for.
    """

    name: str
    grants: frozenset[tuple[Role, Reach]] = frozenset()
    past: bool = False
    whole: bool = False

    def reaches(self, role: str) -> frozenset[Reach]:
        """How far a role has the permission."""
        return frozenset(reach for granted, reach in self.grants if granted == role)


def permission(
    name: str,
    *,
    own: Collection[Role] = (),
    below: Collection[Role] = (),
    beside: Collection[Role] = (),
    past: bool = False,
    whole: bool = False,
) -> Permission:
    """A permission of the roles in ``own``, ``below`` and ``beside``, with that reach each."""
    reaches = ((Reach.OWN, own), (Reach.BELOW, below), (Reach.BESIDE, beside))
    grants = frozenset((role, reach) for reach, roles in reaches for role in roles)
    return Permission(name, grants, past, whole)


PUBLIC = Permission("public")
SIGNED_IN = Permission("signed in")
PEOPLE = permission("people", below=[Role.ADMINISTRATOR])
CONFIGURE = permission("configure", below=[Role.ADMINISTRATOR], whole=True)
TRAIL_WHOLE = permission("whole trail", below=[Role.AUDITOR], whole=True)
TRAIL = permission("trail", below=[Role.AUDITOR], past=True)

READING = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
ACT = ("POST",)


def requires(
    needed: Permission,
    *,
    methods: tuple[str, ...] = READING,
    of: UnitOf | None = None,
    denied: Callable[..., HttpResponse] | None = None,
) -> Callable[[View], View]:
    """The decorator that declares the permission of a view, and the methods it takes.

    ``of`` gives, from what varies in the address, the id of the unit that is acted for; None where
    it is nobody's. Without ``of`` it is enough to hold the permission for any unit. ``denied``
    answers with 403 in place of the view whoever is signed in and lacks the permission, where the
    common page would lose what they typed.
    """

    def declare(view: View) -> View:
        view.permission = needed  # type: ignore[attr-defined]
        view.methods = methods  # type: ignore[attr-defined]
        view.of = of  # type: ignore[attr-defined]
        view.denied = denied  # type: ignore[attr-defined]
        return view

    return declare


public = requires(PUBLIC)


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """The permission that a view declares, or None."""
    declared = getattr(view, "permission", None)
    return declared if isinstance(declared, Permission) else None


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that a view takes; reading only unless it declares others."""
    methods = getattr(view, "methods", READING)
    return methods if isinstance(methods, tuple) else READING


def answer_to_denied(view: Callable[..., Any]) -> Callable[..., HttpResponse] | None:
    """What answers in place of a view whoever lacks its permission; None for the common page."""
    return getattr(view, "denied", None)


def unit_acted_for(view: Callable[..., Any], facts: dict[str, Any]) -> str | None:
    """The id of the unit that a request acts for, by what varies in its address."""
    of = getattr(view, "of", None)
    return of(**facts) if of else None
