"""`chiso manage files_sweep`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso_web.files.keeping import Sweep, SweepRefused, leftovers_find, leftovers_remove
from chiso_web.files.place import folder_said, place_line


class Command(BaseCommand):
    """What a stopped upload left behind takes space and nothing else."""

    help = "Remove contents that no file names and that are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only, and whether to go on in doubt."""
        parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")
        parser.add_argument(
            "--even-so", action="store_true", help="remove them though most of all would go"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is compared, name each, and how many there were."""
        self.stdout.write(place_line())
        sweep = leftovers_find()
        self.stdout.write(_compared(sweep))
        if options["dry_run"]:
            self._told("Would be removed", list(sweep.leftovers))
            if sweep.doubt:
                self.stdout.write(_doubted(sweep))
            return
        try:
            gone = leftovers_remove(sweep, even_so=options["even_so"])
        except SweepRefused as error:
            raise CommandError(f"Nothing was removed. {_doubted(sweep)}", returncode=2) from error
        self._told("Removed", gone)
        left = len(sweep.leftovers) - len(gone)
        if left:
            self.stdout.write(f"Could not be removed, not permitted: {left}.")

    def _told(self, done: str, keys: list[str]) -> None:
        for key in keys:
            self.stdout.write(key)
        self.stdout.write(f"{done}: {len(keys)}.")


def _compared(sweep: Sweep) -> str:
    return (
        f"Compared: {sweep.contents:,} contents in that folder with {sweep.named:,} that the "
        "database names."
    )


def _doubted(sweep: Sweep) -> str:
    return (
        f"{sweep.doubt} {len(sweep.leftovers):,} of {sweep.contents:,} contents in {folder_said()} "
        "are named by no version. Check that CHISO_DATABASE_URL and CHISO_FILES_ROOT belong "
        "together; if they do, remove them with --even-so."
    )
