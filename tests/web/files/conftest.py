"""Files lie in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path) -> Iterator[Path]:
    """The folder of contents, empty."""
    root = tmp_path / "files"
    lying = settings.STORAGES["files"] | {"OPTIONS": {"location": root}}
    with override_settings(
        STORAGES=settings.STORAGES | {"files": lying}, PREVIEWS_ROOT=tmp_path / "previews"
    ):
        yield root
