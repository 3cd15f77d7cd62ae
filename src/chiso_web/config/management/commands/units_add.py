"""`chiso manage units_add`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso.errors import ChisoError
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.units.loading import own_units_load


class Command(BaseCommand):
    """Loading is repeatable: a list loaded again brings its units up to date."""

    help = "Add an office's own units, kinds and links; columns: docs/method/territory.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files."""
        parser.add_argument("units", type=Path, help="CSV file of units")
        parser.add_argument("--kinds", type=Path, help="CSV file of kinds of unit")
        parser.add_argument("--links", type=Path, help="CSV file of what passed to what")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of the list, or nothing and tell every fault."""
        try:
            tables_check()
            units, links = own_units_load(
                options["units"], kinds=options["kinds"], links=options["links"]
            )
        except (ChisoError, DatabaseUnprepared) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Units added or brought up to date: {units}; links: {links}.")
