"""What the environment says to the settings; what cannot be read is refused in one sentence."""

import os
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
KEY_LENGTH = 50  # Django warns of shorter ones


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


def whole_number(name: str, *, default: int) -> int:
    """The number of the variable. Raises ImproperlyConfigured if it is none from 0 on."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} is “{value}”; expected a whole number from 0 on.")
    return int(value)


def log_level(name: str) -> str:
    """The level that the variable names. Raises ImproperlyConfigured if it is none."""
    value = os.environ.get(name, "").strip().upper() or "INFO"
    if value not in LOG_LEVELS:
        raise ImproperlyConfigured(
            f"{name} is “{os.environ[name]}”; expected one of {', '.join(LOG_LEVELS)}."
        )
    return value


def production_check(*, debug: bool, demo: bool, key: str, hosts: Collection[str]) -> None:
    """Raises ImproperlyConfigured for what must not face the public."""
    if demo:
        raise ImproperlyConfigured(
            "CHISO_PRODUCTION and CHISO_DEMO are both set; everybody could sign in as an invented "
            "administrator. Unset CHISO_DEMO, and start with `chiso serve`."
        )
    if debug:
        raise ImproperlyConfigured(
            "CHISO_PRODUCTION and CHISO_DEBUG are both set; error pages would tell strangers "
            "about the machine. Unset CHISO_DEBUG."
        )
    if len(key.strip()) < KEY_LENGTH:
        found = f"has {len(key.strip())} characters" if key.strip() else "is not"
        raise ImproperlyConfigured(
            f"CHISO_PRODUCTION is set and CHISO_SECRET_KEY {found}. Give this installation its "
            f"own key of {KEY_LENGTH} characters or more: "
            "export CHISO_SECRET_KEY=$(openssl rand -base64 48)"
        )
    if not hosts or "*" in hosts:
        found = "lets every name in" if hosts else "is not"
        raise ImproperlyConfigured(
            f"CHISO_PRODUCTION is set and CHISO_ALLOWED_HOSTS {found}. Name the site's addresses: "
            "export CHISO_ALLOWED_HOSTS=chiso.example.gov.vn"
        )


def state_folder() -> Path:
    """Where Chiso keeps what must outlive a run and stay out of the repository."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "chiso"


def files_folder(*, served: Path, package: Path) -> Path:
    """Where uploaded files lie. Raises ImproperlyConfigured where a web server would give them out
    without asking who asks.
    """
    folder = Path(os.environ.get("CHISO_FILES_ROOT") or state_folder() / "files").absolute()
    for public, what in ((served, "that is served to everybody"), (package, "of the program")):
        public = public.absolute()
        if folder == public or public in folder.parents or folder in public.parents:
            raise ImproperlyConfigured(
                f"CHISO_FILES_ROOT is {folder}, which shares a folder with {public}, the one "
                f"{what}. Name a folder of its own: export CHISO_FILES_ROOT=/var/lib/chiso/files"
            )
    return folder


def sqlite_url(path: Path) -> str:
    """The database address of an SQLite file."""
    return f"sqlite:///{quote(str(path.absolute()))}"


def database(url: str) -> dict[str, Any]:
    """The Django database that an address names: sqlite:///path or postgresql://user@host/name."""
    try:
        parts = urlsplit(url)
        port = parts.port if parts.scheme != "sqlite" else None
    except ValueError as error:  # the address stays untold, it may hold a password
        raise ImproperlyConfigured(f"CHISO_DATABASE_URL cannot be read: {error}.") from error
    if parts.scheme == "sqlite":
        return _sqlite(unquote(url.removeprefix("sqlite://").removeprefix("/")))
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts, port)
    raise ImproperlyConfigured(
        f"CHISO_DATABASE_URL begins with “{parts.scheme or url.partition(':')[0]}”; "
        "expected sqlite:///path or postgresql://user@host/name."
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


def _postgresql(parts: SplitResult, port: int | None) -> dict[str, Any]:
    """Tests on UTF-8 from template0: without LANG a cluster is SQL_ASCII, Vietnamese overflows."""
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "PostgreSQL needs a package that is not installed: pip install 'chiso[postgres]'"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # a database that was restarted costs no visitor a page
        "TEST": {"CHARSET": "UTF8", "TEMPLATE": "template0"},
    }
