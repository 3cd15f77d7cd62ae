"""Running one of our own programs on a stranger's file in a process of its own, with limits.

What a file may do to the library that reads it ends with that process: the most it can gain is that
the file is refused.
"""

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from chiso_web.files.inspection.reading import CHUNK

AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may take: seconds of processor, bytes of memory, seconds on the clock."""

    processor_seconds: int
    memory: int
    seconds: int


class Exceeded(Exception):
    """The program broke off, or took more than it may."""


class Late(Exceeded):
    """It took longer on the clock than it may: the machine may only have been loaded."""


class Busy(Exception):
    """Others took all the places until the wait was over. Nothing is said of the file."""


def confined(module: str, arguments: Sequence[str], file: BinaryIO, limits: Limits) -> bytes:
    """What ``python -m module limits… arguments…`` prints, the file being its standard input.

    Raises:
        Exceeded: it ended badly or was stopped.
        Busy: it waited too long for its turn.
    """
    if not _places.acquire(timeout=limits.seconds):
        raise Busy
    try:
        with _as_descriptor(file) as descriptor:
            ended = subprocess.run(  # noqa: S603  our own module; the name is one argument
                [sys.executable, "-m", module, *_numbers(limits), *arguments],
                stdin=descriptor,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
                check=False,
                env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
    except subprocess.TimeoutExpired as error:
        raise Late("time") from error
    finally:
        _places.release()
    if ended.returncode != 0:
        raise Exceeded(f"ended with {ended.returncode}")
    return ended.stdout


def _numbers(limits: Limits) -> list[str]:
    return [str(limits.processor_seconds), str(limits.memory)]


@contextmanager
def _as_descriptor(file: BinaryIO) -> Iterator[int]:
    """The file for another process: itself if it lies on a disk, else a copy that does."""
    try:
        descriptor = file.fileno()
    except (OSError, AttributeError):
        with TemporaryFile() as copy:
            file.seek(0)
            while piece := file.read(CHUNK):
                copy.write(piece)
            copy.flush()
            yield copy.fileno()
        return
    file.flush()
    yield descriptor


def limits_take(arguments: Sequence[str]) -> Sequence[str]:
    """Bind this process by the first two arguments; the others are given back.

    It may open no file for writing and start no other program.
    """
    seconds, memory = int(arguments[0]), int(arguments[1])
    for kind, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        bound = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (bound, bound))
    return arguments[2:]
