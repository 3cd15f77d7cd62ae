"""What modules find that measure the platform, each in a fresh process on a database of its own."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from measuring.processes import BENCHMARKS, child

ABSENT = "chiso_web cannot be served here"
_PROGRAM = "measuring.in_django"
_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "chiso_web.config.settings",
    "CHISO_SECRET_KEY": "benchmark",
    "CHISO_LOG_LEVEL": "ERROR",
}


def served() -> bool:
    """Whether the platform is installed with all that it takes to serve it."""
    return find_spec("chiso_web") is not None and find_spec("chiso_web.cli") is not None


def on_sqlite(module: str, file: Path, *arguments: str, static: Path) -> dict[str, float]:
    """What a module finds on the database in a file; ``static``: the folder of served files."""
    told = {"CHISO_DATABASE_URL": f"sqlite:///{file}", "CHISO_STATIC_ROOT": str(static)}
    return child(_PROGRAM, module, *arguments, env={**os.environ, **_SETTINGS, **told})


def on_postgresql(module: str, *, static: Path, options: str = "") -> dict[str, float] | None:
    """What a module finds in a throwaway cluster; None where PostgreSQL is not installed.

    ``options`` of the server take the place of those by which tests are fast.
    """
    told = {"CHISO_STATIC_ROOT": str(static)}
    told |= {"CHISO_POSTGRES_OPTIONS": options} if options else {}
    run = f"cd benchmarks && exec '{sys.executable}' -m {_PROGRAM} {module}"
    done = subprocess.run(
        ["scripts/with_postgres.sh", "sh", "-c", run],
        cwd=BENCHMARKS.parent,
        env={**os.environ, **_SETTINGS, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1])) if done.stdout.strip() else None
