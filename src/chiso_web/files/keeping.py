"""The storage held against the database: what nobody names, what is missing, what was altered."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from chiso_web.files.inspection.reading import CHUNK
from chiso_web.files.models import Version
from chiso_web.files.selectors import places_kept
from chiso_web.files.storage import age_of, files_storage, keys_of

LEFT_FOR = timedelta(days=1)  # an upload that is still going on is younger
MISSING, ALTERED, UNREADABLE = "missing", "altered", "unreadable"


def leftovers_remove(*, dry_run: bool = False) -> list[str]:
    """Remove contents that no version names and that are older than a day; gives their keys."""
    storage = files_storage()
    try:
        old = [key for key in keys_of(storage) if age_of(storage, key) > LEFT_FOR]
    except FileNotFoundError:  # nothing was ever uploaded
        return []
    named = places_kept()  # asked after: what was named meanwhile is no leftover
    found = [key for key in old if key not in named]
    for key in () if dry_run else found:
        storage.delete(key)
    return found


def versions_verify() -> Iterator[tuple[Version, str]]:
    """Every version with "", or what is wrong with its content."""
    versions = Version.objects.select_related("file__unit").order_by("pk")
    for version in versions.iterator(chunk_size=500):
        yield version, _fault_of(version)


def _fault_of(version: Version) -> str:
    digest = hashlib.sha256()
    try:
        with files_storage().open(version.place) as content:
            for chunk in content.chunks(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return MISSING
    except OSError:
        return UNREADABLE
    return "" if digest.hexdigest() == version.sha256 else ALTERED
