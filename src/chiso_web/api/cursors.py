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
    text = f"{_mark(position, version)}.{position}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_of(cursor: str, *, version: str) -> int:
    """The position that a cursor stands for; 0, before the first, for an empty one.

    Raises Problem for one that was not made here, or for another version: another list, other
    filters, or published anew since.
    """
    if not cursor:
        return 0
    found = CURSOR.fullmatch(_decoded(cursor))
    if found is None:
        detail = _("“%(cursor)s” is no cursor of this list. Begin again without one.")
        raise Problem(problems.CURSOR, detail % {"cursor": echoed(cursor)})
    position = int(found[2])
    if found[1] != _mark(position, version):
        raise Problem(
            problems.CURSOR,
            _(
                "The cursor is of another list or of other filters, or the list was published anew "
                "since. Begin again without one."
            ),
        )
    return position


def _decoded(cursor: str) -> str:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def _mark(position: int, version: str) -> str:
    """It tells a cursor that was cut off too."""
    return hashlib.sha256(f"{position} {version}".encode()).hexdigest()[:8]
