"""`chiso manage backup FILE` and `chiso manage backup --verify FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chiso_web.config.backup.archive import archive_check
from chiso_web.config.backup.refusals import BackupRefused
from chiso_web.config.backup.telling import manifest_told, written_told
from chiso_web.config.backup.writing import backup_write
from chiso_web.config.progress import bytes_shown
from chiso_web.files.place import place_line


class Command(BaseCommand):
    """May run at any time, beside `chiso serve`."""

    help = "Write the database and the uploaded files into one archive, or verify an archive."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive, and what to do with it."""
        parser.add_argument("file", type=Path, help="the archive, for example chiso.tar.gz")
        parser.add_argument(
            "--overwrite", action="store_true", help="take the place of a file of that name"
        )
        parser.add_argument(
            "--verify", action="store_true", help="only read the archive and compare every hash"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or verify, and say what was found."""
        if not options["verify"]:
            self.stdout.write(place_line())
        try:
            with bytes_shown() as show:
                if options["verify"]:
                    told = manifest_told(options["file"], archive_check(options["file"], show))
                else:
                    overwrite = options["overwrite"]
                    written = backup_write(options["file"], overwrite=overwrite, show=show)
                    told = written_told(options["file"], written)
        except BackupRefused as error:
            raise CommandError(f"No backup: {error}", returncode=2) from error
        self.stdout.write(told)
