"""Where a page begins: opaque to its reader, and checked when it comes back."""

import base64
import binascii
import hashlib
import re

from django.utils.translation import gettext as _

from chiso_web.api import problems
from chiso_web.api.problems import Problem
from chiso_web.look.formats import echoed

CURSOR = re.compile(r"([0-9a-f]{8})\.([0-9]{1,15})")


def cursor_at(position: int, *, version: str) -> str:
    """The cursor of what follows a position in a version of a list."""
    return base64.urlsafe_b64encode(f"{_mark(version)}.{position}".encode()).decode().rstrip("=")


def position_of(cursor: str, *, version: str) -> int:
    """The position that a cursor stands for; 0, before the first, for an empty one.

    Raises Problem for one that was not made here, or of a list that was published anew since.
    """
    if not cursor:
        return 0
    found = CURSOR.fullmatch(_decoded(cursor))
    if found is None:
        detail = _("“%(cursor)s” is no cursor of this list. Begin again without one.")
        raise Problem(problems.CURSOR, detail % {"cursor": echoed(cursor)})
    if found[1] != _mark(version):
        raise Problem(
            problems.CURSOR,
            _("The list was published anew since this cursor was made. Begin again without one."),
        )
    return int(found[2])


def _decoded(cursor: str) -> str:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def _mark(version: str) -> str:
    return hashlib.sha256(version.encode()).hexdigest()[:8]
