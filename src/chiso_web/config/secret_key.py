"""The secret key of a machine: made on the first start, outside the repository, owner only."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 48


def secret_key_kept(folder: Path) -> str:
    """The key in ``folder``, made (mode 0600) if there is none; two first starts agree on one."""
    path = folder / "secret_key"
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Write aside and link: the file appears whole or not at all, and never replaces another."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(aside, path)
    except FileExistsError:  # another first start was quicker: its key holds
        pass
    finally:
        aside.unlink()
