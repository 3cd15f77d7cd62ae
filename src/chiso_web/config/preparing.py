"""Getting the database ready, and refusing to serve one that is not."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Protocol

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from chiso_web.accounts.keys import seals_hold
from chiso_web.assessment.demo.loading import STEPS as DEMO_STEPS
from chiso_web.assessment.demo.loading import demo_is_loaded, demo_load, rounds_are_real
from chiso_web.config.locking import locked
from chiso_web.config.refusals import LOAD, LOAD_BOTH, PREPARE, DatabaseUnprepared
from chiso_web.results.loading import PAPI, STEPS, papi_is_loaded, papi_load
from chiso_web.results.models import Evaluation
from chiso_web.results.plans import plans_refresh
from chiso_web.results.selectors import evaluation_list, evaluation_list_stale_any
from chiso_web.results.synthetic import STEPS as SYNTHETIC_STEPS
from chiso_web.results.synthetic import synthetic_is_loaded, synthetic_load
from chiso_web.units.loading import units_are_loaded

ADVISORY_LOCK = 20_230_501  # any number, as long as every version of Chiso takes this one


class Progress(Protocol):
    """What shows how far the loading has come."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def sqlite_path() -> Path | None:
    """The database's file; None if it is none or in memory."""
    if connection.vendor != "sqlite" or _in_memory():
        return None
    return Path(connection.settings_dict["NAME"]).absolute()


def _in_memory() -> bool:
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]  # SQLite's only


def folder_make() -> None:
    """Make the folder that the database's file stands in."""
    path = sqlite_path()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)


@contextmanager
def database_alone() -> Iterator[None]:
    """While one start prepares the database another one waits."""
    path = sqlite_path()
    if path is not None:
        with locked(path.with_name(f"{path.name}.lock")):
            yield
    elif connection.vendor == "postgresql":
        with _advisory_lock():
            yield
    else:
        yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def database_prepare(show: Progress) -> None:
    """Bring the tables up to date, and load units, PAPI, the synthetic results and the rounds of
    the demonstration unless they are this package's.

    Raises DatabaseUnprepared beside rounds that somebody runs: the demonstration is not for those.
    """
    folder_make()
    with database_alone():
        call_command("migrate", interactive=False, verbosity=0)
        keys_check()
        if rounds_are_real():
            raise DatabaseUnprepared(
                "The database has rounds of an office, beside which nothing is ever demonstrated. "
                "Serve it with `chiso serve`, or name another file: chiso demo --database PATH"
            )
        drawn = not synthetic_is_loaded()
        _load(show, papi=not papi_is_loaded(), drawn=drawn, demo=drawn or not demo_is_loaded())


def results_prepare(show: Progress) -> None:
    """Load units and PAPI where the database has not this package's. Raises DatabaseUnprepared."""
    tables_check()
    with database_alone():
        _load(show, papi=not papi_is_loaded(), drawn=False)


def synthetic_prepare(show: Progress) -> None:
    """Load the synthetic results, and units and PAPI first, where the database has not this
    package's. Raises DatabaseUnprepared.
    """
    tables_check()
    with database_alone():
        _load(show, papi=not papi_is_loaded(), drawn=not synthetic_is_loaded())


def _load(show: Progress, *, papi: bool, drawn: bool, demo: bool = False) -> None:
    """Load what is asked for, step by step."""
    steps = (
        *(STEPS if papi else ()),
        *(SYNTHETIC_STEPS if drawn else ()),
        *(DEMO_STEPS if demo else ()),
    )
    if not steps:
        return
    show(steps[0], 0, len(steps))
    loading = chain(
        papi_load() if papi else (),
        synthetic_load() if drawn else (),
        demo_load() if demo else (),
    )
    for done, step in enumerate(loading, start=1):
        show(step, done, len(steps))
    plans_refresh()


def tables_check() -> None:
    """Nothing is made here. Raises DatabaseUnprepared where there is no table to read."""
    path = sqlite_path()
    if path is not None and not path.exists():
        raise DatabaseUnprepared(f"There is no database {path}. Make it with: {PREPARE}")
    if migrations_missing():
        raise DatabaseUnprepared(f"The database is not up to date. Mend it with: {PREPARE}")


def database_check() -> None:
    """Raises DatabaseUnprepared where serving would fail or mislead."""
    tables_check()
    keys_check()
    stale = evaluation_list_stale_any()
    if stale:
        raise DatabaseUnprepared(
            f"Results of {named(stale)} were computed by another version of Chiso, and pages "
            f"would mix both. Compute them anew with: {remedy_of(stale)}"
        )
    if not results_missing() and not units_are_loaded():
        raise DatabaseUnprepared(
            f"The units are not those of this version of Chiso. Load them with: {LOAD}"
        )


def keys_check() -> None:
    """Raises DatabaseUnprepared where the keys do not open the personal data that are kept."""
    if not seals_hold():
        raise DatabaseUnprepared(
            "The personal data in the database were sealed with another key, so nobody could give "
            "a second factor. Set CHISO_DATA_KEYS, or CHISO_SECRET_KEY where that was used, to the "
            "key they were sealed with."
        )


def named(stale: Iterable[Evaluation]) -> str:
    """The results, each with its period."""
    return ", ".join(map(str, stale))


def remedy_of(stale: Iterable[Evaluation]) -> str:
    """The command that computes them anew."""
    return LOAD_BOTH if any(one.synthetic for one in stale) else LOAD


def results_missing() -> bool:
    """Whether there is nothing to show yet."""
    return not evaluation_list(PAPI)


def migrations_missing() -> bool:
    """Whether the database is behind the program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
