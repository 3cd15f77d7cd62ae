"""`chiso manage people_import`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chiso_web.accounts.people.importing import Importer, list_enter, list_plan
from chiso_web.audit.services import SYSTEM
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.files.place import place_line
from chiso_web.look.sheets import MOST_BYTES, SheetRefused, sheet_read
from chiso_web.units.models import Unit


class Command(BaseCommand):
    """As the page /people/import, for all units; the list entered again changes nothing."""

    help = "Enter a list of people and roles (XLSX or CSV); columns: docs/guide/people.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to check it."""
        parser.add_argument("file", type=Path, help="XLSX or CSV file")
        parser.add_argument("--check", action="store_true", help="tell faults, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter all of the list, or nothing and tell every fault."""
        self.stdout.write(place_line())
        try:
            tables_check()
            sheet = sheet_read(_content(options["file"]), options["file"].name)
        except (DatabaseUnprepared, SheetRefused) as error:
            raise CommandError(str(error), returncode=2) from error
        enter = list_plan if options["check"] else list_enter
        plan = enter(sheet, _importer(), timezone.localdate())
        if plan.faults:
            lines = [f"row {one.row}, {one.column or '–'}: {one.sentence}" for one in plan.faults]
            count = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
            told = "\n".join([f"{count}; nothing was saved.", *lines])
            raise CommandError(told, returncode=2)
        self.stdout.write(
            f"New people: {len(plan.new)}; changed: {len(plan.changed)}; unchanged: "
            f"{len(plan.unchanged)}; roles {'to give' if options['check'] else 'given'}: "
            f"{plan.roles}."
        )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SheetRefused(f"{path} cannot be read: {error.strerror}.") from error


def _importer() -> Importer:
    every = set(Unit.objects.values_list("pk", flat=True))
    return Importer(units=None, every=every, oneself=None, actor=lambda unit: SYSTEM)
