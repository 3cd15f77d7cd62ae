"""Why a backup or a restore does not go on: each cause in sentences, with what mends it."""

from pathlib import Path


class BackupRefused(Exception):
    """What stands in the way; its text is what to show. Nothing was changed."""


class ArchiveRefused(BackupRefused):
    """The archive is damaged, cut short, or not one that Chiso wrote."""

    def __init__(self, path: Path, found: str) -> None:
        self.path, self.found = path, found
        super().__init__(f"{path} is no whole backup: {found} Use another one.")


class RestoreUnfinished(Exception):
    """The database was switched, or may have been: nothing is undone, its text says what to do."""


class TargetRefused(BackupRefused):
    """The archive is whole, but does not go where it was to go."""
