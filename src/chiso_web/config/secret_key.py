"""The secret key of a machine: made on the first start, outside the repository, owner only."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from chiso_web.config.environment import KEY_LENGTH
from chiso_web.config.locking import locked

KEY_BYTES = 48


def secret_key_kept(folder: Path) -> str:
    """The key in ``folder``; two first starts agree on one.

    It is made (mode 0600) where there is none. Raises ImproperlyConfigured where others may read it
    or it is too short: it is not replaced, since personal data are sealed by it.
    """
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locked(folder):
        return _read(path) or _made(path)


def _read(path: Path) -> str:
    """The key, or nothing if there is none."""
    if not path.exists():
        return ""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~0o600:
        raise ImproperlyConfigured(
            f"Others may read the secret key {path} (its mode is {mode:04o}; expected 0600). If "
            f"nobody has: chmod 600 {path}. Else put a new key there and give every second factor "
            "anew; personal data sealed with the old one are then lost."
        )
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < KEY_LENGTH:
        raise ImproperlyConfigured(
            f"The secret key {path} has {len(key)} characters; expected {KEY_LENGTH} or more. Put "
            "back the key that was there, or remove the file to have a new one made."
        )
    return key


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
