"""What a whole process takes: `python -m measuring.spending COMMAND…` prints it as JSON.

It is a program of its own because a process begins with the size of the one that starts it, so that
this one has to be small.
"""

import json
import os
import subprocess
import sys
import time


def spent(command: list[str]) -> dict[str, float]:
    """Milliseconds by the clock and of CPU, and the largest size in MB; the output is not kept."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    cpu = used.ru_utime + used.ru_stime
    return {"wall": wall * 1000, "cpu": cpu * 1000, "peak": used.ru_maxrss * 1024 / 1_000_000}


if __name__ == "__main__":
    print(json.dumps(spent(sys.argv[1:])))
