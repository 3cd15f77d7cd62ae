"""How far a long job has come, for the person who waits."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from chiso_web.config.preparing import Progress


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
