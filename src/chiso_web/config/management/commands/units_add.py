"""`chiso manage units_add`."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso.errors import ChisoError
from chiso_web.config.preparing import database_alone, tables_check
from chiso_web.config.refusals import LOAD, DatabaseUnprepared
from chiso_web.units.loading import units_are_loaded
from chiso_web.units.models import SHIPPED
from chiso_web.units.own import OWN, own_units_load

LIST_NAME = re.compile(r"[\w-]{1,64}")


class Command(BaseCommand):
    """Loading is repeatable: a list loaded again brings its units up to date."""

    help = "Add an office's own units, kinds and links; columns: docs/method/territory.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and the list that they are."""
        parser.add_argument("units", type=Path, help="CSV file of units")
        parser.add_argument(
            "--list", default=OWN, help=f"name of the list, where there are several ({OWN})"
        )
        parser.add_argument("--kinds", type=Path, help="CSV file of kinds of unit")
        parser.add_argument("--links", type=Path, help="CSV file of what passed to what")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of the list, or nothing and tell every fault."""
        try:
            tables_check()
            with database_alone():
                units, links = _added(options)
        except (ChisoError, DatabaseUnprepared) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Units added or brought up to date: {units}; links: {links}.")


def _added(options: dict[str, Any]) -> tuple[int, int]:
    if not units_are_loaded():
        raise DatabaseUnprepared(
            f"The units are not those of this version of Chiso. Load them first with: {LOAD}"
        )
    if not LIST_NAME.fullmatch(options["list"]) or options["list"] == SHIPPED:
        raise CommandError(
            f"Found the list’s name “{options['list']}”; expected up to 64 letters, digits and "
            f"hyphens, and not “{SHIPPED}”.",
            returncode=2,
        )
    return own_units_load(
        options["units"], name=options["list"], kinds=options["kinds"], links=options["links"]
    )
