"""`chiso manage roles_pass`."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chiso_web.accounts.passing import Outcome, Passing, holdings_pass, passing_list
from chiso_web.audit.services import SYSTEM
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared

WAITING = (Outcome.DIVIDED, Outcome.NO_SUCCESSOR, Outcome.EXCLUDED)


class Command(BaseCommand):
    """Repeatable, and fit for a daily timer: what has passed on passes no second time."""

    help = "Pass the roles of units that have ended on to the units that followed, by the rule."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, and whether only to tell."""
        parser.add_argument(
            "--on", type=date.fromisoformat, help="units that ended before this day (today)"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell it, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Pass on, or tell what would; a line a role, then the counts."""
        try:
            tables_check()
        except DatabaseUnprepared as error:
            raise CommandError(str(error), returncode=2) from error
        today = timezone.localdate()
        day = options["on"] or today
        if day > today and not options["dry_run"]:
            raise CommandError(f"{day} is not over. Look ahead with --dry-run.", returncode=2)
        found = passing_list(day)
        done = found if options["dry_run"] else holdings_pass(found, by=SYSTEM)
        for one in done:
            self.stdout.write(_line(one))
        self.stdout.write(_sum(done, dry=options["dry_run"]))


def _line(one: Passing) -> str:
    old = one.holding
    to = f" → {one.role} {one.unit.uid}" if one.unit and one.role else ""
    return f"{one.outcome}: {old.user.username}, {old.role} {old.unit.uid}{to}"


def _sum(done: list[Passing], *, dry: bool) -> str:
    counts = Counter(one.outcome for one in done)
    waiting = sum(counts[one] for one in WAITING)
    verb = "Would pass on" if dry else "Passed on"
    return (
        f"{verb}: {len(done) - waiting}; waiting for a decision: {waiting} (see /people/passing)."
    )
