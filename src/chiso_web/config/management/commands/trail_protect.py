"""`chiso manage trail_protect --user NAME`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chiso_web.audit.protecting import ProtectionRefused, user_protect
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared


class Command(BaseCommand):
    """Run it as the owner of the tables, after each `migrate`; repeatable."""

    help = (
        "On PostgreSQL, give the user that the platform connects as what it needs, but reading "
        "and adding only on the trail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("--user", required=True, metavar="NAME", help="the database's user")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and revoke, all or nothing."""
        try:
            tables_check()
            user_protect(options["user"])
        except (DatabaseUnprepared, ProtectionRefused) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"{options['user']} may read and add entries and manifests of the trail, and neither "
            "change nor delete them. Let CHISO_DATABASE_URL of the running platform name it."
        )
