"""Stopping before serving, wherever the signal finds the program."""

import subprocess
import sys

import pytest

SWALLOWING = """
import os, signal, time
from chiso_web.config.stopping import stop_quietly

class Finalised:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        time.sleep(0.1)

stop_quietly()
Finalised()
time.sleep(60)
"""


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_signal_inside_a_finaliser_stops_the_program_all_the_same(name: str, code: int) -> None:
    program = [sys.executable, "-c", SWALLOWING.format(name=name)]
    ended = subprocess.run(program, timeout=30, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (code, "")
