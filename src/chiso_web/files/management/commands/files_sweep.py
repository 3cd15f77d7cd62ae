"""`chiso manage files_sweep`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from chiso_web.files.keeping import leftovers_remove


class Command(BaseCommand):
    """What a stopped upload left behind takes space and nothing else."""

    help = "Remove contents that no file names and that are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name each, and how many there were."""
        found = leftovers_remove(dry_run=options["dry_run"])
        for key in found:
            self.stdout.write(key)
        done = "Would be removed" if options["dry_run"] else "Removed"
        self.stdout.write(f"{done}: {len(found)}.")
