"""The program itself: its commands, those of other packages, its exit codes and last words."""

import functools
import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from chiso import __version__
from chiso.cli.calendar import calendar
from chiso.cli.check import check
from chiso.cli.diff import diff
from chiso.cli.editions import editions
from chiso.cli.explain import explain
from chiso.cli.new import new
from chiso.cli.observations import observations
from chiso.cli.options import chosen_language
from chiso.cli.score import score
from chiso.cli.synthesize import synthesize
from chiso.cli.units import units
from chiso.errors import ChisoError, ExtraMissing
from chiso.wording import tell

COMMANDS = (editions, observations, score, explain, check, diff, new, synthesize)
GROUP = "chiso.commands"
OWN_PACKAGES = ("chiso", "chiso_web")
BAD_INPUT = 2


class Program(TyperGroup):
    """The group of all commands; tells an error in one sentence and ends with its exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ChisoError as error:
            typer.echo(tell(error, chosen_language(ctx)), err=True)
            raise typer.Exit(BAD_INPUT) from error
        except BrokenPipeError as error:  # the reader, `head` perhaps, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from error
        return result


app = typer.Typer(
    name="chiso",
    cls=Program,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"chiso {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Score local government by dated, cited indices, and see where every number comes from.

    The published PAPI results of Vietnam's provinces, 2011-2024, are inside. Two commands show
    where the score of Ha Noi (unit 01) for dimension 4 in 2023 comes from:

    \b
      chiso observations papi --year 2023 --out papi-2023.csv
      chiso explain papi@2023 --observations papi-2023.csv --unit 01 --node 4

    An edition is named by the year it covers (papi@2023), by a day on which it is in force
    (papi@2023-05-01), or by the path of its folder.

    Messages and tables are Vietnamese where CHISO_LANG or the system's language is, else English;
    --lang vi|en chooses.

    \b
    Exit codes:
      0    done
      1    an unexpected error; please report it with what is printed
      2    bad input or arguments; what is wrong is printed, and nothing is written
      130  stopped with Ctrl-C
    """


for function in COMMANDS:
    app.command()(function)
app.add_typer(units)
app.add_typer(calendar)


def command() -> Any:
    """The whole program: the library's commands, then those of the entry-point group, by name."""
    group: Any = get_command(app)
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        group.add_command(_plugged_in(entry), entry.name)
    return group


def _plugged_in(entry: EntryPoint) -> Any:
    """A command of another package: an annotated function, or a Typer program of one command.

    Where it cannot be imported, as without Django, the command is there and names the extra.
    """

    def absent() -> None:
        raise ExtraMissing(feature=f"chiso {entry.name}", extra="web")

    absent.__doc__ = "Not installed: needs chiso[web]."
    try:
        found = entry.load()
    except ImportError:
        found = absent
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    if not isinstance(found, typer.Typer):
        alone.command(entry.name)(found)
    plugged: Any = get_command(found if isinstance(found, typer.Typer) else alone)
    plugged.callback = _naming_the_extra(plugged.callback, entry.name)
    return plugged


def _naming_the_extra(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The function, but a package that it finds missing is told as the extra that brings it."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return function(*args, **options)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] in OWN_PACKAGES:
                raise
            raise ExtraMissing(feature=f"chiso {name}", extra="web") from error

    return run


def main() -> None:
    """Run the program on the arguments of the process."""
    command()(prog_name="chiso")
