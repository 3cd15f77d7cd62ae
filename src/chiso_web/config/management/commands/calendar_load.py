"""`chiso manage calendar_load`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from chiso.calendar import decoded
from chiso.errors import ChisoError, FileUnreadable
from chiso.wording import why_refused
from chiso_web.accounts.refusals import ActRefused
from chiso_web.audit.services import SYSTEM
from chiso_web.config.preparing import database_alone, tables_check
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.look.formats import listed
from chiso_web.workdays.drafts import Preview, draft_of, preview_of
from chiso_web.workdays.models import Loading
from chiso_web.workdays.selectors import loading_list_in_force
from chiso_web.workdays.services import loading_add


class Command(BaseCommand):
    """The same as the administrator's page does: check, show what changes, load."""

    help = (
        "Load the decision on a year's days off, local exceptions or the office's own reporting "
        "windows; columns: docs/method/calendar.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what it is."""
        parser.add_argument("file", type=Path, help="CSV file, or .ics for lists of days")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--year", type=int, help="the decision on this year's days off")
        what.add_argument("--local", action="store_true", help="local exceptions")
        what.add_argument("--windows", action="store_true", help="the office's reporting windows")
        parser.add_argument(
            "--statutory-days", type=int, help="where the law has changed their number"
        )
        parser.add_argument("--check", action="store_true", help="say what would change, no more")

    @no_translations  # as everything else that the shell says
    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of the list, or nothing and tell every fault."""
        try:
            tables_check()
            with database_alone():
                draft = _draft(options)
                preview = preview_of(draft, list(loading_list_in_force()))
                if not options["check"]:
                    loading_add(draft, by=SYSTEM)
        except (ChisoError, ActRefused, DatabaseUnprepared) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_told(preview, loaded=not options["check"]))


def _draft(options: dict[str, Any]) -> Loading:
    path: Path = options["file"]
    try:
        text = decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=why_refused(error)) from error
    if options["year"] is None:
        kind = Loading.Kind.LOCAL if options["local"] else Loading.Kind.WINDOWS
        return draft_of(kind, text, file_name=path.name)
    statutory = options["statutory_days"]
    return draft_of(
        Loading.Kind.DECISION,
        text,
        year=options["year"],
        statutory_days=statutory,
        file_name=path.name,
    )


def _told(preview: Preview, *, loaded: bool) -> str:
    """What changes, in a line."""
    off, worked = (
        listed((day.isoformat() for day in days), "and") if days else "none"
        for days in (preview.newly_off, preview.newly_worked)
    )
    done = f"Loaded as number {preview.draft.pk}." if loaded else "Nothing was loaded."
    return f"Newly off: {off}. Newly worked: {worked}. {done}"
