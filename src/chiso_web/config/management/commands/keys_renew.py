"""`chiso manage keys_renew`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso_web.accounts.keys import keys_renew
from chiso_web.accounts.sealing import SealBroken


class Command(BaseCommand):
    """Repeatable: what the newest key sealed is sealed by it once more."""

    help = "Seal personal data anew with the first of CHISO_DATA_KEYS; then drop the older ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it, or nothing."""
        try:
            people, factors = keys_renew()
        except SealBroken as error:
            raise CommandError(
                "Some personal data open with none of CHISO_DATA_KEYS. Nothing was changed. Add "
                "the key that sealed them behind the newest one, with a comma.",
                returncode=2,
            ) from error
        self.stdout.write(
            f"Sealed with the newest key: {people} e-mail addresses, {factors} second factors and "
            "lists of recovery codes. The older keys can go."
        )
