"""`chiso manage trail_manifest`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from chiso_web.audit.manifests import manifest_make, published
from chiso_web.config.preparing import tables_check
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.files.place import place_line


class Command(BaseCommand):
    """To be run once a day, at its end; repeatable: a day has one manifest, which stays."""

    help = "Store today's manifest of the trail: the heads of all chains and their hash."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where else to write it."""
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="write it to a file too, to keep elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Store, write, tell its hash."""
        self.stdout.write(place_line())
        try:
            tables_check()
            manifest = published(manifest_make(timezone.localdate()))
            if options["output"]:
                options["output"].write_text(manifest.text(), encoding="utf-8")
        except (DatabaseUnprepared, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"Manifest of {manifest.day}: {manifest.entries} entries of {len(manifest.heads)} "
            f"chains, made at {manifest.made_at}, SHA-256 {manifest.digest}"
        )
