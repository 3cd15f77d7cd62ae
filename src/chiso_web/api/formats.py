"""Which of the formats that an address makes the reader wants."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chiso_web.api import problems
from chiso_web.api.problems import Problem

JSON, CSV, LINES = "json", "csv", "ndjson"
MEDIA_TYPES: Mapping[str, str] = {
    JSON: "application/json",
    CSV: "text/csv",
    LINES: "application/x-ndjson",
}
LISTED = (JSON, CSV, LINES)


def format_of(request: HttpRequest, asked: str | None, offered: Sequence[str] = LISTED) -> str:
    """The format that the query names, else the one of those offered that Accept likes best.

    Raises Problem where Accept names only others.
    """
    if asked:
        return asked
    found = media_type_of(request, [MEDIA_TYPES[name] for name in offered])
    return next(name for name in offered if MEDIA_TYPES[name] == found)


def media_type_of(request: HttpRequest, made: Sequence[str]) -> str:
    """The media type of those ``made`` that Accept likes best, whatever parameters it adds
    ("text/csv; charset=utf-8"); the first if it says nothing.

    Raises Problem where Accept names only others.
    """
    if not request.headers.get("Accept", "").strip():
        return made[0]
    for accepted in request.accepted_types:
        for name in made:
            main, _sign, sub = name.partition("/")
            if accepted.main_type in ("*", main) and accepted.sub_type in ("*", sub):
                return name
    detail = _("The Accept header takes none of the formats made here: %(formats)s.")
    raise Problem(problems.FORMAT, detail % {"formats": ", ".join(made)}, nearest=made)
