"""The secret key of a machine: made on the first start, outside the repository, owner only."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from chiso_web.config.environment import KEY_LENGTH
from chiso_web.config.locking import locked

KEY_BYTES = 48


def secret_key_kept(folder: Path) -> str:
    """The key in ``folder``; two first starts agree on one.

    It is made (mode 0600) where there is none, and anew where it is too short or others may have
    read it.
    """
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locked(folder):
        return _read(path) or _made(path)


def _read(path: Path) -> str:
    """The key, or nothing if it is no secret of this user's."""
    if not path.exists() or stat.S_IMODE(path.stat().st_mode) & ~0o600:
        return ""
    key = path.read_text(encoding="ascii", errors="replace").strip()
    return key if len(key) >= KEY_LENGTH else ""


def _made(path: Path) -> str:
    """Written aside (mode 0600) and renamed: the file appears whole or not at all."""
    key = secrets.token_urlsafe(KEY_BYTES)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        Path(aside).replace(path)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    return key
