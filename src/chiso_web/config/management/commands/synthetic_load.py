"""`chiso manage synthetic_load` and `chiso manage synthetic_load --remove`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chiso_web.config.preparing import synthetic_prepare
from chiso_web.config.progress import steps_shown
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.results.synthetic import synthetic_remove


class Command(BaseCommand):
    """For trying out: pages mark these results as synthetic, and they can be taken away again."""

    help = "Load synthetic results of reform indices, marked as such on every page, or remove them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The way back."""
        parser.add_argument("--remove", action="store_true", help="Take them away again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load step by step, with a bar; or remove."""
        if options["remove"]:
            self.stdout.write(f"Synthetic results removed: {synthetic_remove()}.")
            return
        try:
            with steps_shown() as show:
                synthetic_prepare(show)
        except DatabaseUnprepared as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The synthetic results are up to date.")
