"""Why Chiso cannot start: each cause in one sentence, with what mends it."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, OperationalError

LOAD = "chiso manage papi_load"
LOAD_BOTH = "chiso manage synthetic_load"  # PAPI too, where it is not up to date
PREPARE = f"chiso manage migrate && {LOAD}"
LAST_PORT = 65535
DATABASE_REMEDIES = {
    "not a database": "It is no SQLite database; name another file.",
    "disk is full": "Free some space and start again.",
    "unable to open": "Check that its folder can be written to.",
    "readonly": "Give this user the right to write to it and its folder.",
}
NO_RIGHT = (
    "Give this user the right to write there, or name another folder "
    "(--database, XDG_STATE_HOME, CHISO_STATIC_ROOT)."
)
FILE_REMEDIES = {
    errno.ENOSPC: "Free some space and start again.",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR), NO_RIGHT
    ),
}


class StartRefused(Exception):
    """What stands in the way of starting; its text is the sentence to show."""


class PortRefused(StartRefused):
    """The port cannot be had; ``error`` says why."""

    def __init__(
        self, *, host: str, port: int, command: str, error: OSError | UnicodeError
    ) -> None:
        self.host, self.port, self.error = host, port, error
        super().__init__(_port_sentence(host=host, port=port, command=command, error=error))


class DatabaseUnprepared(StartRefused):
    """The database is not there, behind the program, or computed by another version."""


def _port_sentence(*, host: str, port: int, command: str, error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        return (
            f"“{host}” is no address that this machine knows; name one: "
            f"chiso {command} --host 127.0.0.1"
        )
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < LAST_PORT else port - 1
        by_make = f" (or: make demo PORT={other})" if command == "demo" else ""
        return (
            f"Port {port} of {host} is taken by another program; choose another one: "
            f"chiso {command} --port {other}{by_make}"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return (
            f"{host} is not an address of this machine; listen on one that is: "
            f"chiso {command} --host 127.0.0.1"
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return (
            f"This user may not open port {port}; choose one above 1023: "
            f"chiso {command} --port 8000"
        )
    return f"Port {port} of {host} cannot be opened: {error.strerror}."


@contextmanager
def refusing() -> Iterator[None]:
    """Faults of settings, files and database as StartRefused; faults of ours stay as they are."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise StartRefused(str(error)) from error
    except DatabaseError as error:
        if type(error) not in {DatabaseError, OperationalError}:
            raise
        raise StartRefused(_database_sentence(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StartRefused(_file_sentence(error)) from error


def _database_sentence(error: DatabaseError) -> str:
    cause = (str(error).splitlines() or [type(error).__name__])[0].rstrip(" .")
    remedies = [remedy for part, remedy in DATABASE_REMEDIES.items() if part in cause]
    remedy = remedies[0] if remedies else "Check CHISO_DATABASE_URL and that the server runs."
    return f"The database {_database_name()} cannot be used: {cause}. {remedy}"


def _database_name() -> str:
    """How a person knows it; never its password."""
    facts = settings.DATABASES["default"]
    if facts["ENGINE"].endswith("sqlite3"):
        return str(facts["NAME"])
    return f"{facts['NAME']} at {facts['HOST'] or 'localhost'}:{facts['PORT'] or 5432}"


def _file_sentence(error: OSError) -> str:
    cause = error.strerror or type(error).__name__
    remedy = FILE_REMEDIES.get(error.errno or 0, "")
    if error.filename is None:
        return f"The machine refuses: {cause}. {remedy}".strip()
    return f"{error.filename} cannot be used: {cause}. {remedy}".strip()
