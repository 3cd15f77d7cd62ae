"""The picture of a version, from the folder of those kept or drawn now."""

from typing import BinaryIO, cast

from chiso_web.files.confined import Busy, Exceeded, Late, Limits, confined
from chiso_web.files.models import Version
from chiso_web.files.previews import cache
from chiso_web.files.storage import files_storage

PROGRAM = "chiso_web.files.previews.program"
LIMITS = Limits(processor_seconds=10, memory=1 << 30, seconds=20)
PNG = b"\x89PNG\r\n\x1a\n"


def page_count(version: Version) -> int:
    """How many pictures it has: the pages of a PDF, one of a photo, none of the other kinds."""
    return (version.pages or 1) if version.has_preview else 0


def picture_of(version: Version, page: int) -> bytes | None:
    """The picture of a page, from 1; None where there is none, or it cannot be drawn."""
    if not 1 <= page <= page_count(version):
        return None
    key = f"{version.place.replace('/', '-')}-{page}.png"
    picture = cache.kept(key)
    if picture is None:
        picture = _drawn(version, page)
        if picture is not None:
            cache.keep(key, picture)
    return picture or None


def _drawn(version: Version, page: int) -> bytes | None:
    """b"" where the program refused the file, None where it is worth another try."""
    try:
        with files_storage().open(version.place) as content:
            file = cast(BinaryIO, content.file)
            drawn = confined(PROGRAM, [version.kind, str(page)], file, LIMITS)
    except (Busy, Late, OSError):
        return None
    except Exceeded:
        return b""
    return drawn if drawn.startswith(PNG) else b""
