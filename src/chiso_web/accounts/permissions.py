"""What a view asks for. A view that declares nothing is closed to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Permission:
    """A named permission."""

    name: str


PUBLIC = Permission("public")
READING = ("GET", "HEAD")


def requires(
    permission: Permission, *, methods: tuple[str, ...] = READING
) -> Callable[[View], View]:
    """The decorator that declares the permission of a view, and the methods it takes."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        view.methods = methods  # type: ignore[attr-defined]
        return view

    return declare


public = requires(PUBLIC)


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """The permission that a view declares, or None."""
    permission = getattr(view, "permission", None)
    return permission if isinstance(permission, Permission) else None


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that a view takes; reading only unless it declares others."""
    methods = getattr(view, "methods", READING)
    return methods if isinstance(methods, tuple) else READING
