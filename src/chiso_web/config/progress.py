"""How far a long job has come, for the person who waits."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bars

from chiso_web.config.preparing import Progress

PATIENCE_SECONDS = 1.0


@contextmanager
def steps_shown() -> Iterator[Progress]:
    """A bar on standard error that counts the steps of loading; nothing where nothing is loaded."""
    columns = (
        TextColumn("{task.description}"),
        *(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()),
    )
    with ExitStack() as opened:
        bars = Bars(*columns, console=Console(stderr=True))
        shown: list[TaskID] = []

        def show(step: str, done: int, total: int) -> None:
            if not shown:
                shown.append(opened.enter_context(bars).add_task("", total=total))
            bars.update(shown[0], completed=done, description=f"Loading {step}")

        yield show


@contextmanager
def bytes_shown() -> Iterator[Progress]:
    """A bar on a terminal that counts bytes, once the work has taken a second."""
    with _shown_late(DownloadColumn()) as show:
        yield show


@contextmanager
def rows_shown() -> Iterator[Progress]:
    """A bar on a terminal that counts rows, once the work has taken a second."""
    with _shown_late(MofNCompleteColumn()) as show:
        yield show


@contextmanager
def _shown_late(counted: ProgressColumn) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeElapsedColumn())
    began = time.monotonic()
    with ExitStack() as opened:
        console = Console(stderr=True)
        bars = Bars(*columns, console=console)
        shown: list[TaskID] = []

        def show(step: str, done: int, total: int) -> None:
            if not console.is_terminal or time.monotonic() - began < PATIENCE_SECONDS:
                return
            if not shown:
                shown.append(opened.enter_context(bars).add_task(step, total=total))
            bars.update(shown[0], completed=done, total=total, description=step)

        yield show
