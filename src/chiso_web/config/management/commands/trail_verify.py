"""`chiso manage trail_verify`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import override

from chiso_web.audit.append_only import guards_missing
from chiso_web.audit.faults import Kind
from chiso_web.audit.manifests import ManifestUnreadable, Published, manifest_read
from chiso_web.audit.selectors import entry_count_by_heads
from chiso_web.audit.verifying import Verification, verify
from chiso_web.config.preparing import tables_check
from chiso_web.config.progress import rows_shown
from chiso_web.config.refusals import DatabaseUnprepared
from chiso_web.files.place import place_line


class Command(BaseCommand):
    """Reads only; entries may be written meanwhile."""

    help = "Verify every chain of the trail; exit 1 and name the first fault of each if broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """Manifests kept elsewhere."""
        parser.add_argument(
            "--manifest",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a manifest kept elsewhere to compare with, beside those stored; repeatable",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify with a bar, and tell."""
        self.stdout.write(place_line())
        try:
            tables_check()
            kept = [_read(path) for path in options["manifest"]]
        except (DatabaseUnprepared, ManifestUnreadable, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from error
        total = entry_count_by_heads()
        with rows_shown() as show, override("en"):
            found = verify(
                published=kept, progress=lambda done: show("Verifying", done, max(done, total))
            )
            told = _told(found)
        for table in guards_missing(connection):
            self.stderr.write(f"Warning: the database no longer refuses to change rows of {table}.")
        if found.faults:
            raise CommandError(told, returncode=1)
        self.stdout.write(told)


def _read(path: Path) -> Published:
    try:
        return manifest_read(path.read_text(encoding="utf-8"))
    except ManifestUnreadable as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error


def _told(found: Verification) -> str:
    since = f" since {found.since:%Y-%m-%d %H:%M} UTC" if found.since else ""
    read = f"{found.entries} entries of {found.chains} chains{since}, {found.manifests} manifests"
    if not found.faults:
        return f"The trail is whole: {read}."
    places = "1 place" if len(found.faults) == 1 else f"{len(found.faults)} places"
    faults = "\n".join(f"- {fault.sentence()}" for fault in found.faults)
    if all(fault.kind is Kind.BEHIND for fault in found.faults):
        return f"The trail is whole as far as it goes, but ends early ({read}):\n{faults}"
    return f"The trail is broken in {places} ({read}):\n{faults}"
