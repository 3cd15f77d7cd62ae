"""Pictures kept for the next reader, in a folder that stays small and may be emptied any time."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

MOST_BYTES = 200_000_000
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700


def kept(key: str) -> bytes | None:
    """What is kept under a key, or None. b"" is kept of what could not be drawn."""
    path = _folder() / key
    try:
        found = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)  # what is read stays longest
    return found


def keep(key: str, picture: bytes) -> None:
    """Keep a picture; the oldest make room. A disk that is full only costs time."""
    folder = _folder()
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        aside = folder / f"{uuid4().hex}.aside"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            file.write(picture)
        aside.replace(folder / key)
        _make_room(folder)
    except OSError:
        return


def _make_room(folder: Path) -> None:
    found = [(path.stat(), path) for path in folder.iterdir()]
    spare = sum(facts.st_size for facts, _path in found) - MOST_BYTES
    for facts, path in sorted(found, key=lambda one: one[0].st_mtime):
        if spare <= 0:
            return
        path.unlink(missing_ok=True)
        spare -= facts.st_size


def _folder() -> Path:
    return Path(settings.PREVIEWS_ROOT)
