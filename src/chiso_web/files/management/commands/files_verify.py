"""`chiso manage files_verify`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chiso_web.files.keeping import versions_verify


class Command(BaseCommand):
    """Reads every content once."""

    help = "Hash the content of every version again; name what is missing or altered."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name each that is not as it was; exit 1 if there is one."""
        sound = broken = 0
        for version, fault in versions_verify():
            if not fault:
                sound += 1
                continue
            broken += 1
            self.stderr.write(
                f"{fault}: {version.name}, version {version.number} of file {version.file.uuid} "
                f"({version.file.unit.uid}), in the storage as {version.place}"
            )
        self.stdout.write(f"As uploaded: {sound}; missing or altered: {broken}.")
        if broken:
            raise CommandError("Take the missing and altered contents from a backup.")
