"""Getting ready and serving: the database, the collected files, the server in this process."""

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from chiso_web.results.loading import YEARS, papi_is_loaded, papi_load
from chiso_web.results.selectors import edition_named, evaluation_list

THREADS = 4
GRACE_SECONDS = 5
STOPPED = (signal.SIGTERM, signal.SIGINT)


class PortTaken(Exception):
    """Another program listens on the port, or this one may not."""


class Progress(Protocol):
    """What shows how far the loading has come."""

    def __call__(self, year: int, done: int, total: int) -> None: ...


def port_claim(host: str, port: int) -> None:
    """Make sure that the port can be had. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
                raise PortTaken from error
            raise


@contextmanager
def stopping_quietly() -> Iterator[None]:
    """Until the server takes over, Ctrl-C and SIGTERM end the program silently with code 0."""
    for number in STOPPED:
        signal.signal(number, lambda *_: sys.exit(0))
    yield


def database_prepare(show: Progress) -> None:
    """Bring the tables up to date, and load PAPI where the database has not this package's."""
    call_command("migrate", interactive=False, verbosity=0)
    if papi_is_loaded():
        return
    show(YEARS[0], 0, len(YEARS))
    for done, year in enumerate(papi_load(), start=1):
        show(year, done, len(YEARS))


def migrations_missing() -> bool:
    """Whether the database is behind the program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def files_collect() -> None:
    """Collect the style sheet and pictures, named by their content and compressed."""
    call_command("collectstatic", interactive=False, verbosity=0)


def editions_warm() -> None:
    """Read the editions in use before the first visitor asks."""
    for evaluation in evaluation_list("papi"):
        edition_named(evaluation.edition)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn in this process; ``ready`` is called once it listens."""

    def __init__(self, *, host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
        address = f"[{host}]" if ":" in host else host
        self.options: dict[str, Any] = {
            "bind": f"{address}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn; those that an older one lacks are left out."""
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded once before the workers are made."""
        return get_wsgi_application()


def serve(*, host: str, port: int, workers: int, ready: Callable[[], None]) -> None:
    """Serve in the foreground until told to stop; connections are not shared with the workers."""
    connections.close_all()
    os.environ.pop("GUNICORN_CMD_ARGS", None)
    Server(host=host, port=port, workers=workers, ready=ready).run()
