"""The sentences at the end of a backup, a check and a restore."""

import shlex
from pathlib import Path

from chiso_web.accounts.access import AccessEnded
from chiso_web.config.backup.manifest import Manifest
from chiso_web.config.backup.restoring import Restored
from chiso_web.config.backup.writing import Written
from chiso_web.config.refusals import LOAD

KEYS = (
    "The keys are not in it. Keep CHISO_SECRET_KEY and CHISO_DATA_KEYS apart from it, in another "
    "safe place: without them nobody can open the personal data that they seal."
)

KEPT = (
    "Sessions, invitations and API tokens open on the day of the backup are open again, those "
    "revoked since too. End them all with: chiso manage access_end"
)


def written_told(path: Path, written: Written) -> str:
    """What the new archive holds, what it does not, and how to restore it."""
    gone = (
        f"\nDeleted while the backup was made, and not in it: {len(written.vanished)} files."
        if written.vanished
        else ""
    )
    return (
        f"Backup {path} ({_megabytes(written.size)}): {_contents(written.manifest)}.{gone}\n"
        f"{KEYS}\n"
        f"Restore it with: chiso manage restore {shlex.quote(str(path))}"
    )


def manifest_told(path: Path, manifest: Manifest) -> str:
    """That the archive is whole, and what it holds."""
    return f"{path} is whole, every hash agrees: {_contents(manifest)}."


def checked_told(path: Path, checked: Restored) -> str:
    """That the archive can be restored here."""
    older = " Its database is older and would be brought up to date." if checked.older else ""
    return f"{manifest_told(path, checked.manifest)} It can be restored here.{older}"


def restored_told(restored: Restored) -> str:
    """What was restored, and what to do now."""
    lines = [f"Restored: {_contents(restored.manifest)}."]
    if restored.older:
        lines.append(f"Its database was older and was brought up to date. Next: {LOAD}")
    lines.append(ended_told(restored.ended) if restored.ended else KEPT)
    if restored.manifest.vendor == "postgresql":
        lines.append(
            "Rights of other database users do not come with a backup. Give the platform’s user "
            "its own again with `chiso manage trail_protect --user NAME`, then start `chiso serve`."
        )
    else:
        lines.append("Now start `chiso serve` again.")
    return "\n".join(lines)


def ended_told(ended: AccessEnded) -> str:
    """How many ways in were ended, and what people do now."""
    return (
        f"Ended: {ended.sessions:,} sessions, {ended.invitations:,} open invitations and "
        f"{ended.tokens:,} API tokens. People sign in anew; invite, and make tokens, "
        "anew where needed."
    )


def _contents(manifest: Manifest) -> str:
    rows = sum(manifest.held.rows.values())
    sizes = sum(one.size for one in manifest.files)
    return (
        f"{manifest.vendor} database of Chiso {manifest.chiso}, {manifest.made}, "
        f"{rows:,} rows in {len(manifest.held.rows)} tables; {len(manifest.files):,} uploaded "
        f"files ({_megabytes(sizes)})"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
