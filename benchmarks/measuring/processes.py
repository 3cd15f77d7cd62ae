"""Fresh processes: what one of them finds, and what it may keep."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent


def environment(kept: Path) -> Mapping[str, str]:
    """The environment of a machine where byte code and state are kept, in a folder of ours."""
    own = {"XDG_STATE_HOME": str(kept), "PYTHONPYCACHEPREFIX": str(kept / "bytecode")}
    inherited = {key: os.environ[key] for key in os.environ if key != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **own, "PYTHONUNBUFFERED": "1"}


def child(module: str, *arguments: str, env: Mapping[str, str] | None = None) -> dict[str, float]:
    """The figures that a module of the benchmarks prints as JSON when run in a fresh process."""
    printed = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=BENCHMARKS,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(json.loads(printed.splitlines()[-1]))
