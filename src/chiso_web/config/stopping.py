"""Being told to stop before the server runs, which then answers signals itself."""

import os
import signal
import sys
from types import FrameType

STOPPED = (signal.SIGTERM, signal.SIGINT)
BY_SIGNAL = 128  # what a shell adds to the number of the signal that ended a program
GRACE_SECONDS = 2


def stop_quietly() -> None:
    """From now on Ctrl-C and SIGTERM end the program without a word: codes 130 and 143."""
    for number in STOPPED:
        signal.signal(number, _stop)


def _stop(received: int, _frame: FrameType | None) -> None:
    """Leave in good order; at once if that has not come about after the grace.

    Python drops an exception that a signal raises inside a finaliser or callback, and would go on.
    """
    code = BY_SIGNAL + received
    sys.unraisablehook = _dropped
    signal.signal(signal.SIGALRM, lambda _number, _frame: os._exit(code))
    signal.alarm(GRACE_SECONDS)
    sys.exit(code)


def _dropped(told: "sys.UnraisableHookArgs") -> None:
    """Say nothing of the exception that ends the program where Python dropped it."""
    if not isinstance(told.exc_value, SystemExit):
        sys.__unraisablehook__(told)
