"""docs/method/trail.md holds: its hashes are computed here by hashlib alone."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chiso_web.audit.canonical import entry_digest, manifest_digest

DOCS = Path(__file__).resolve().parents[3] / "docs" / "method"


def worked(page: str) -> list[tuple[str, str]]:
    """The bytes and hashes of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    parts = [part.split("\n```", 1) for part in text.split("```json\n")[1:]]
    return [(line, re.findall(r"`([0-9a-f]{64})`", rest)[0]) for line, rest in parts]


@pytest.mark.parametrize("page", ["trail.md", "trail.vi.md"])
def test_hashes_of_the_page_are_those_of_its_bytes(page: str) -> None:
    found = worked(page)
    assert len(found) == 2
    for line, digest in found:
        assert hashlib.sha256(line.encode()).hexdigest() == digest
    assert len(found[0][0].encode()) == 307  # as the page says


def test_entry_of_the_page_has_that_hash_here_too() -> None:
    line, digest = worked("trail.md")[0]
    values = json.loads(line)[1:]
    moment = datetime(2026, 12, 1, 1, 40, 35, 42, tzinfo=UTC)
    assert entry_digest([*values[:3], moment, *values[4:]]) == digest


def test_manifest_of_the_page_has_that_hash_here_too() -> None:
    line, digest = worked("trail.md")[1]
    _form, day, made_at, previous, heads = json.loads(line)
    found = manifest_digest(day=day, made_at=made_at, previous=previous, heads=heads)
    assert found == digest
