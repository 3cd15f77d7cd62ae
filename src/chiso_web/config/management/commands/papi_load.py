"""`chiso manage papi_load`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso_web.config.preparing import results_prepare
from chiso_web.config.progress import steps_shown
from chiso_web.config.refusals import DatabaseUnprepared


class Command(BaseCommand):
    """Loading is repeatable: what is up to date already stays as it is."""

    help = "Load this package's units and PAPI's published results, evaluate and publish them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load step by step, with a bar."""
        try:
            with steps_shown() as show:
                results_prepare(show)
        except DatabaseUnprepared as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The published results of PAPI are up to date.")
