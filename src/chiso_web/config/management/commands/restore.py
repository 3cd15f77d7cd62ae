"""`chiso manage restore FILE` and `chiso manage restore --check FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chiso_web.config.backup.refusals import BackupRefused, RestoreUnfinished
from chiso_web.config.backup.restoring import Restored, restore, restore_check
from chiso_web.config.backup.telling import checked_told, restored_told
from chiso_web.config.preparing import Progress
from chiso_web.config.progress import bytes_shown
from chiso_web.files.place import place_line


class Command(BaseCommand):
    """`chiso serve` is stopped before and started again after."""

    help = "Put the database and the uploaded files of a backup into the place of the settings."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive, and how far to go."""
        parser.add_argument("file", type=Path, help="an archive that `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="take the place of what is there already"
        )
        parser.add_argument(
            "--keep-access",
            action="store_true",
            help="leave sessions, invitations and API tokens of the backup open",
        )
        parser.add_argument(
            "--check", action="store_true", help="only prove that it could be restored here"
        )

    def _restored(self, show: Progress, **options: Any) -> Restored:
        over, keep_access = options["replace"], options["keep_access"]
        return restore(options["file"], over=over, keep_access=keep_access, show=show)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check or restore, and say what was done."""
        self.stdout.write(place_line())
        try:
            with bytes_shown() as show:
                if options["check"]:
                    told = checked_told(options["file"], restore_check(options["file"], show))
                else:
                    told = restored_told(self._restored(show, **options))
        except BackupRefused as error:
            raise CommandError(f"Not restored: {error}", returncode=2) from error
        except RestoreUnfinished as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(told)
