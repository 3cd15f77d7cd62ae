"""`chiso demo`, `serve` and `manage`, plugged into the entry-point group `chiso.commands`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from chiso_web.config.serving import Progress

SETTINGS = "chiso_web.config.settings"
BAD_INPUT = 2

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Server processes.")]


def demo(
    database: Annotated[
        Path, typer.Option(dir_okay=False, help="SQLite file; made if it is not there.")
    ] = Path("chiso-demo.sqlite3"),
    port: Port = 8000,
    host: Host = "127.0.0.1",
    workers: Workers = 2,
) -> None:
    """Build the demonstration database where it is not up to date, and serve the portal.

    The database holds the published PAPI results of 2011-2024. Ctrl-C stops the server.
    """
    from chiso_web.config import environment

    folder = database.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["CHISO_DATABASE_URL"] = environment.sqlite_url(database)
    os.environ.setdefault("CHISO_STATIC_ROOT", str(folder / f"{database.stem}-static"))
    os.environ.setdefault("CHISO_LOG_LEVEL", "WARNING")
    _allow(host)
    with _running(host, port):
        from chiso_web.config import serving

        with _progress() as show:
            serving.database_prepare(show)
        _serve(host=host, port=port, workers=workers)


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = 2) -> None:
    """Serve the portal on the database that CHISO_DATABASE_URL names.

    Every setting is a variable of the environment; chiso_web/config/settings.py lists them.
    """
    _allow(host)
    with _running(host, port):
        from chiso_web.config import serving

        if serving.migrations_missing():
            _fail("The database is not up to date. Mend it with: chiso manage migrate")
        _serve(host=host, port=port, workers=workers)


manage = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@manage.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}
)
def manage_command(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="A Django command and its options.")
    ] = None,
) -> None:
    """Run a Django management command, such as migrate or check."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    execute_from_command_line(["chiso manage", *(arguments or ["help"])])


def _allow(host: str) -> None:
    """Let the site be asked for by the name it listens on, unless the environment says more."""
    if _is_every_address(host):
        os.environ.setdefault("CHISO_ALLOWED_HOSTS", "*")
    elif host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("CHISO_ALLOWED_HOSTS", f"localhost,127.0.0.1,{host}")


def _is_every_address(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:  # a name
        return False


@contextmanager
def _running(host: str, port: int) -> Iterator[None]:
    """Django set up with this machine's key; a taken port or bad setting is a sentence and "
    "exit 2."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    from chiso_web.config import environment
    from chiso_web.config.secret_key import secret_key_kept

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        if not environment.flag("CHISO_PRODUCTION") and "CHISO_SECRET_KEY" not in os.environ:
            os.environ["CHISO_SECRET_KEY"] = secret_key_kept(environment.state_folder())
        django.setup()
    except ImproperlyConfigured as error:
        _fail(str(error))
    from chiso_web.config import serving

    try:
        with serving.stopping_quietly():
            serving.port_claim(host, port)
            yield
    except serving.PortTaken:
        _fail(
            f"Port {port} of {host} is taken by another program; choose another one: "
            f"chiso {_command()} --port {port + 1} (or: make demo PORT={port + 1})"
        )


def _command() -> str:
    return "serve" if "serve" in sys.argv else "demo"


def _serve(*, host: str, port: int, workers: int) -> None:
    from chiso_web.config import serving

    serving.files_collect()
    serving.editions_warm()
    shown = "localhost" if _is_every_address(host) else f"[{host}]" if ":" in host else host

    def ready() -> None:
        typer.echo(f"Chiso: http://{shown}:{port}/  (Ctrl-C stops it)")
        sys.stdout.flush()

    serving.serve(host=host, port=port, workers=workers, ready=ready)


@contextmanager
def _progress() -> Iterator["Progress"]:
    """A bar on standard error that counts the years loaded; nothing where nothing is loaded."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        *(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        shown: list[TaskID] = []

        def show(year: int, done: int, total: int) -> None:
            if not shown:
                task = bars.add_task("", total=total)
                shown.append(task)
            bars.update(shown[0], completed=done, description=f"Loading PAPI {year}")

        yield show


def _fail(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)
