"""`chiso manage access_end`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chiso_web.accounts.access import access_end
from chiso_web.audit.services import SYSTEM
from chiso_web.config.backup.telling import ended_told


class Command(BaseCommand):
    """After a restore that kept them or was not finished, or when something leaked."""

    help = "End all sessions and revoke all open invitations and API tokens."

    def add_arguments(self, parser: CommandParser) -> None:
        """Why, for the trail."""
        parser.add_argument("--reason", default="", help="why: it stands in the trail")

    def handle(self, *args: Any, **options: Any) -> None:
        """End them and say how many there were."""
        self.stdout.write(ended_told(access_end(by=SYSTEM, reason=options["reason"])))
