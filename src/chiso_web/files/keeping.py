"""The storage held against the database: what nobody names, what is missing, what was altered."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from chiso_web.files.inspection.reading import CHUNK
from chiso_web.files.models import Version
from chiso_web.files.selectors import places_kept
from chiso_web.files.storage import ASIDE, age_of, files_storage, keys_of

FEW, MOST_PERCENT = 20, 10  # to remove more of both at once has to be said
LEFT_FOR = timedelta(days=1)  # an upload that is still going on is younger
MISSING, ALTERED, UNREADABLE = "missing", "altered", "unreadable"


class SweepRefused(Exception):
    """So much would go that it looks like the wrong database; its text says so."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """The storage held against the database: contents, those named there, and the leftovers."""

    contents: int
    named: int
    leftovers: tuple[str, ...]

    @property
    def doubt(self) -> str:
        """Why it looks like the wrong database or folder; "" where it does not."""
        going = sum(not key.startswith(f"{ASIDE}/") for key in self.leftovers)
        if going and not self.named:
            return "The database names no file at all."
        if going > FEW and going * 100 > self.contents * MOST_PERCENT:
            return f"More than {MOST_PERCENT} % of the contents would go."
        return ""


def leftovers_find() -> Sweep:
    """What no version names and is older than a day."""
    storage = files_storage()
    keys = keys_of(storage)
    old = [key for key in keys if age_of(storage, key) > LEFT_FOR]
    named = places_kept()  # asked after: what was named meanwhile is no leftover
    return Sweep(len(keys), len(named), tuple(key for key in old if key not in named))


def leftovers_remove(sweep: Sweep, *, even_so: bool = False) -> list[str]:
    """Remove what was found; gives the keys that are gone. Raises SweepRefused in doubt."""
    if sweep.doubt and not even_so:
        raise SweepRefused(sweep.doubt)
    return [key for key in sweep.leftovers if _removed(key)]


def _removed(key: str) -> bool:
    try:
        files_storage().delete(key)
    except PermissionError:
        return False
    return True


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
