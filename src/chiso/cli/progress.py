"""Progress on standard error, shown only where work takes more than a second."""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
_PATIENCE = 1.0  # seconds


@contextmanager
def working(words: str, *, total: int | None = None) -> Iterator["Work"]:
    """A bar that appears after a second, on terminals only; it only pulses without a ``total``."""
    work = Work(words, total)
    timer = threading.Timer(_PATIENCE, work.appear)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield work
    finally:
        timer.cancel()
        work.vanish()


def counted(items: Iterable[Item], words: str, *, total: int) -> Iterator[Item]:
    """The items, with progress beside them."""
    with working(words, total=total) as work:
        for item in items:
            yield item
            work.advance()


class Work:
    """How far something has come."""

    def __init__(self, words: str, total: int | None) -> None:
        self._words = words
        self._total = total
        self._done = 0
        self._lock = threading.Lock()
        self._stopped = False
        self._bar: Progress | None = None

    def advance(self) -> None:
        """One more item is done."""
        with self._lock:
            self._done += 1
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], completed=self._done)

    def appear(self) -> None:
        """Show the bar, unless the work is over."""
        from rich.console import Console
        from rich.progress import Progress

        with self._lock:
            if self._stopped:
                return
            bar = Progress(console=Console(stderr=True), transient=True)
            bar.add_task(self._words, total=self._total, completed=self._done)
            bar.start()
            self._bar = bar

    def vanish(self) -> None:
        """Take the bar away."""
        with self._lock:
            self._stopped = True
            if self._bar is not None:
                self._bar.stop()
