"""Which of the formats that an address makes the reader wants."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest
from django.http.request import MediaType
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
    """The media type of those ``made`` that Accept likes best; the first if it says nothing.

    Raises Problem where Accept names only others.
    """
    ranges = request.accepted_types
    if not ranges:
        return made[0]
    found = max(made, key=lambda one: _quality(one, ranges))
    if not _quality(found, ranges):
        detail = _("The Accept header takes none of the formats made here: %(formats)s.")
        raise Problem(problems.FORMAT, detail % {"formats": ", ".join(made)}, nearest=made)
    return found


def _quality(media_type: str, ranges: Iterable[MediaType]) -> float:
    """How much a media type is liked: as the narrowest range says that holds it; 0: not at all."""
    ours = MediaType(media_type)
    holding = [one for one in ranges if _holds(one, ours)]
    return max(holding, key=lambda one: one.specificity).quality if holding else 0.0


def _holds(one: MediaType, ours: MediaType) -> bool:
    """Of parameters only a version tells formats apart: a charset or labels do not."""
    versions = {kind.params["version"] for kind in (one, ours) if "version" in kind.params}
    return (
        one.main_type in ("*", ours.main_type)
        and one.sub_type in ("*", ours.sub_type)
        and len(versions) <= 1
    )
