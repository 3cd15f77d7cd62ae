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
    from socket import socket

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

    The database holds the published PAPI results of 2011-2024, and rounds of drawn figures with
    invented people, as whom everybody may sign in. Ctrl-C stops the server.
    """
    from chiso_web.config import environment

    folder = database.absolute().parent
    os.environ["CHISO_DATABASE_URL"] = environment.sqlite_url(database)
    os.environ["CHISO_DEMO"] = "1"
    os.environ.setdefault("CHISO_STATIC_ROOT", str(folder / f"{database.stem}-static"))
    os.environ.setdefault("CHISO_FILES_ROOT", str(folder / f"{database.stem}-files"))
    os.environ.setdefault("CHISO_LOG_LEVEL", "WARNING")
    with _running(host=host, port=port, command="demo") as claimed:
        from chiso_web.config.preparing import database_prepare
        from chiso_web.config.progress import steps_shown

        with steps_shown() as show:
            database_prepare(show)
        _serve(claimed, host=host, port=port, workers=workers)


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = 2) -> None:
    """Serve the portal on the database that CHISO_DATABASE_URL names.

    Every setting is a variable of the environment; chiso_web/config/settings.py lists them.
    """
    with _running(host=host, port=port, command="serve") as claimed:
        from chiso_web.config import preparing
        from chiso_web.config.refusals import LOAD

        preparing.database_check()
        if preparing.results_missing():
            typer.echo(f"There are no results to show yet. Load PAPI's with: {LOAD}", err=True)
        _serve(claimed, host=host, port=port, workers=workers)


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

    with _told():
        _set_up()
        from chiso_web.config.preparing import folder_make

        folder_make()
        execute_from_command_line(["chiso manage", *(arguments or ["help"])])


def _allow(host: str) -> None:
    """Let the site be asked for by the name it listens on, unless the environment says more.

    Never in production, whose names somebody has to write down.
    """
    from chiso_web.config import environment

    if environment.flag("CHISO_PRODUCTION"):
        return
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
def _running(*, host: str, port: int, command: str) -> Iterator["socket"]:
    """Django set up and the port claimed; what stands in the way is a sentence and exit 2."""
    from chiso_web.config.ports import port_claim
    from chiso_web.config.stopping import stop_quietly

    stop_quietly()
    with _told(), port_claim(host=host, port=port, command=command) as claimed:
        _allow(host)
        _set_up()
        yield claimed


@contextmanager
def _told() -> Iterator[None]:
    """What Chiso refuses to start on, in one sentence on standard error, and exit 2."""
    from chiso_web.config.refusals import StartRefused, refusing

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        with refusing():
            yield
    except StartRefused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(BAD_INPUT) from refusal


def _set_up() -> None:
    """Django with this machine's own key; production brings its key along."""
    import django

    from chiso_web.config import environment
    from chiso_web.config.secret_key import secret_key_kept

    if not environment.flag("CHISO_PRODUCTION") and not os.environ.get("CHISO_SECRET_KEY"):
        os.environ["CHISO_SECRET_KEY"] = secret_key_kept(environment.state_folder())
    django.setup()


def _serve(claimed: "socket", *, host: str, port: int, workers: int) -> None:
    from chiso_web.config import first_link, serving, warming

    serving.files_collect()
    warming.memory_warm()
    shown = "localhost" if _is_every_address(host) else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    more = first_link.first_link_lines(address)

    def ready() -> None:
        typer.echo(f"Chiso: {address}  (Ctrl-C stops it)")
        for line in more:
            typer.echo(line)
        sys.stdout.flush()

    serving.serve(claimed=claimed, workers=workers, ready=ready)
