"""Serving: the collected files, and the server in this process."""

import logging
import os
import re
import socket
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

THREADS = 4
GRACE_SECONDS = 5
CLIENT = re.compile(r"\bip=\S+?(?=:? |:?$)")


def files_collect() -> None:
    """Collect the style sheet and pictures, named by their content and compressed."""
    call_command("collectstatic", interactive=False, verbosity=0)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn's words in our own log: JSON lines, and no visitor's address."""

    def setup(self, cfg: Any) -> None:
        """Hand everything on to the root logger."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.filters = [without_addresses]


def without_addresses(record: logging.LogRecord) -> bool:
    """Keep the line, but not whom it is about."""
    record.msg, record.args = CLIENT.sub("a client", record.getMessage()), ()
    return True


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn in this process; ``ready`` is called once it listens."""

    def __init__(self, *, claimed: socket.socket, workers: int, ready: Callable[[], None]) -> None:
        self.options: dict[str, Any] = {
            "bind": f"fd://{claimed.detach()}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "logger_class": ServerLog,
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


def serve(*, claimed: socket.socket, workers: int, ready: Callable[[], None]) -> None:
    """Serve in the foreground until told to stop; connections are not shared with the workers."""
    connections.close_all()
    os.environ.pop("GUNICORN_CMD_ARGS", None)
    Server(claimed=claimed, workers=workers, ready=ready).run()
