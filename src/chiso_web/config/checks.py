"""System checks, each with the hint that mends what it found."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from chiso_web.accounts.permissions import permission_of
from chiso_web.config.routes import routes


def routes_name_their_permission(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """A view without a declared permission answers 403 to everybody: say so at the start."""
    return [
        Error(
            f"The view of the route “{route}” declares no permission.",
            hint="Declare one of chiso_web.accounts.permissions on it, such as @public.",
            id="chiso.E001",
        )
        for route, view in routes()
        if permission_of(view) is None
    ]


def catalogue_is_compiled(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Without its catalogue the Vietnamese site would speak English."""
    if (settings.LOCALE_PATHS[0] / "vi" / "LC_MESSAGES" / "django.mo").exists():
        return []
    return [
        CheckWarning(
            "The Vietnamese catalogue is not compiled.",
            hint="Run `make install`, or `python scripts/catalogues.py compile` in a checkout.",
            id="chiso.W001",
        )
    ]


def demo_stays_apart(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Where everybody may sign in as an invented person, nothing else may be at stake."""
    if not (settings.DEMO and settings.PRODUCTION):
        return []
    return [
        Error(
            "CHISO_DEMO is set beside CHISO_PRODUCTION.",
            hint="Unset CHISO_DEMO: everybody could sign in as an invented administrator.",
            id="chiso.E002",
        )
    ]
