"""What the environment says to the settings; what cannot be read is refused in one sentence."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


def flag(name: str, *, default: bool = False) -> bool:
    """Whether the variable says yes. Raises ImproperlyConfigured if it says neither yes nor no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in YES | NO:
        return value.strip().lower() in YES
    raise ImproperlyConfigured(f"{name} is “{value}”; expected 1 or 0.")


def words(name: str, *, default: list[str]) -> list[str]:
    """The comma-separated words of the variable."""
    value = os.environ.get(name)
    if value is None:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def state_folder() -> Path:
    """Where Chiso keeps what must outlive a run and stay out of the repository."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "chiso"


def sqlite_url(path: Path) -> str:
    """The database address of an SQLite file."""
    return f"sqlite:///{path.absolute()}"


def database(url: str) -> dict[str, Any]:
    """The Django database that an address names: sqlite:///path or postgresql://user@host/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(url.removeprefix("sqlite://").removeprefix("/")))
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts)
    raise ImproperlyConfigured(
        f"CHISO_DATABASE_URL is “{url}”; expected sqlite:///path or postgresql://user@host/name."
    )


def _sqlite(path: str) -> dict[str, Any]:
    """IMMEDIATE because a deferred read-then-write transaction fails with "database is locked"."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
            ),
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    """Tests on UTF-8 from template0: without LANG a cluster is SQL_ASCII, Vietnamese overflows."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "TEST": {"CHARSET": "UTF8", "TEMPLATE": "template0"},
    }
