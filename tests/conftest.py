"""Where CI is set a skip is a failure; PostgreSQL tests run on PostgreSQL only; several workers
share the tests out by file.
"""

import os
from collections.abc import Generator
from typing import Any, TypeVar

import pytest
from xdist.scheduler import LoadScopeScheduling

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
BROWSER = "tests/e2e/"


def _no_skip(report: Report) -> Report:
    """The report; a skip has become a failure where CI is set, since nobody reads skips there."""
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped although CI is set: {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Refuse skipped tests on a build machine."""
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse skipped modules on a build machine."""
    return _no_skip((yield))


class ByFile(LoadScopeScheduling):
    """A file stays with one worker, so that what its tests share is made once; those that share
    the demonstration and the browser are one piece.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(BROWSER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Share out by file, in the order of the collection."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def _empties(item: pytest.Item) -> bool:
    """Whether the test ends with every table emptied."""
    marker = item.get_closest_marker("django_db")
    in_transactions = marker is not None and bool(marker.kwargs.get("transaction"))
    return in_transactions or "transactional_db" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `postgres` to the run that `scripts/with_postgres.sh` starts. The slow
    come first: at the end no worker waits for another one long. What empties the tables comes
    last, and needs a file of its own.
    """
    last = {item.path for item in items if _empties(item)}
    mixed = {str(item.path) for item in items if item.path in last and not _empties(item)}
    if mixed:
        raise pytest.UsageError(f"tests that empty the tables need files of their own: {mixed}")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(
        key=lambda item: (
            item.path in last,
            BROWSER not in item.nodeid,
            item.path not in slow,
        )
    )
    if os.environ.get("CHISO_DATABASE_URL", "").startswith("postgres"):
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
