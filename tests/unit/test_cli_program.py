"""The program around the commands: plug-ins, exit codes, pipes and what the start loads."""

import os
import signal
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer

from chiso import __version__
from chiso.cli import app as program
from tests.unit.cli_run import run


def test_version_is_printed():
    assert run("--version").stdout == f"chiso {__version__}\n"


def test_command_that_lacks_its_package_names_the_extra(monkeypatch):
    absent = EntryPoint("serve", "no_such_package_at_all:serve", program.GROUP)
    monkeypatch.setattr(program, "entry_points", lambda **_: [absent])
    found = run("serve")
    assert found.exit_code == 2
    assert "chiso serve needs an optional part" in found.stderr
    assert "chiso[web]" in found.stderr


def lacking_django() -> None:
    """Serve."""
    raise ModuleNotFoundError("No module named 'django'", name="django.core")


def lacking_our_own() -> None:
    """Serve."""
    raise ModuleNotFoundError("No module named 'chiso_web.gone'", name="chiso_web.gone")


program_lacking_django = typer.Typer()
program_lacking_django.command()(lacking_django)
one_command = typer.Typer()


@one_command.command()
def plain(names: list[str]) -> None:
    """Manage."""
    typer.echo(" ".join(names))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("lacking_django", 2),
        ("program_lacking_django", 2),
        ("lacking_our_own", 1),
        ("one_command", 0),
    ],
)
def test_plugged_in_command_may_be_a_function_or_a_typer_program(monkeypatch, name, code):
    class Here(EntryPoint):
        def load(self):
            return globals()[self.value]

    monkeypatch.setattr(program, "entry_points", lambda **_: [Here("own", name, program.GROUP)])
    if code == 1:
        with pytest.raises(ModuleNotFoundError):
            run("own")
    else:
        assert run("own", *(["a"] if code == 0 else [])).exit_code == code


def chiso(*arguments, **options):
    code = "from chiso.cli import main; main()"
    environment = os.environ | {"CHISO_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        **options,
    )


def test_reader_that_has_seen_enough_ends_it_quietly():
    with chiso("observations", "papi", "--year", "2023") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_ctrl_c_ends_it_quietly():
    arguments = ("score", "papi@2023", "--observations", "-")
    with chiso(*arguments, stdin=subprocess.PIPE) as process:
        for _ in range(100):  # until it reads its standard input
            if Path(f"/proc/{process.pid}/wchan").exists() and _reads(process.pid):
                break
            signal.sigtimedwait([], 0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert b"Traceback" not in process.stderr.read()


def _reads(pid: int) -> bool:
    return "anon_pipe_read" in Path(f"/proc/{pid}/wchan").read_text()


def test_version_loads_neither_numpy_nor_rich_nor_the_platform():
    code = (
        "import sys\nfrom chiso.cli import main\nsys.argv = ['chiso', '--version']\n"
        "try:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(finished.stdout.split())
    assert loaded.isdisjoint({"numpy", "rich", "django", "yaml", "narwhals"})
