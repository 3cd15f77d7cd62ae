"""What a program is told instead of an answer: application/problem+json (RFC 9457)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiso.errors import ChisoError
from chiso.wording import LANGUAGES, tell
from chiso_web.api.written import written
from chiso_web.look.formats import language

MEDIA_TYPE = "application/problem+json"
OUR_OWN = "vi"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, the end of its type, and its title."""

    status: int
    name: str
    title: str | Promise


UNREADABLE = Kind(400, "request", _("The request cannot be read"))
PARAMETERS = Kind(400, "parameters", _("Parameters are not as expected"))
CURSOR = Kind(400, "cursor", _("The cursor leads nowhere"))
UNAUTHORIZED = Kind(401, "token", _("A token is needed"))
FORBIDDEN = Kind(403, "forbidden", _("This is not open to you"))
ADDRESS = Kind(404, "address", _("There is nothing at this address"))
NAME = Kind(404, "name", _("There is nothing of this name"))
AMBIGUOUS = Kind(404, "ambiguous", _("The name has several meanings"))
COMPARISON = Kind(404, "comparison", _("These periods are not compared"))
CONDITION = Kind(412, "condition", _("It is no longer what If-Match names"))
METHOD = Kind(405, "method", _("This can only be read"))
FORMAT = Kind(406, "format", _("There is no such format"))
LIMIT = Kind(429, "limit", _("Too many requests in a minute"))
FAULT = Kind(500, "fault", _("Something went wrong here"))


@dataclass(frozen=True, slots=True)
class Wrong:
    """One parameter that is not as expected, and the nearest names that exist."""

    parameter: str
    detail: str
    nearest: tuple[str, ...] = ()


class Problem(Exception):
    """Raised where there is no answer; ``detail`` is said in the language of the request."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        nearest: Iterable[str] = (),
        errors: Iterable[Wrong] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.detail = kind, detail
        self.nearest, self.errors = tuple(nearest), tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(detail)


def problem_of(
    error: ChisoError, kind: Kind = NAME, *, nearest: Iterable[str] | None = None
) -> Problem:
    """The problem that an error of the library tells of, in its own words; what it offers as
    nearest unless others are named.
    """
    offered = getattr(error, "nearest", ()) if nearest is None else nearest
    return Problem(kind, tell(error, language()), nearest=offered)


def parameters_wrong(errors: Sequence[Wrong], kind: Kind = PARAMETERS) -> Problem:
    """All parameters that are not as expected, at once."""
    detail = " ".join(one.detail for one in errors)
    nearest = tuple(dict.fromkeys(name for one in errors for name in one.nearest))
    return Problem(kind, detail, nearest=nearest, errors=errors)


def wrong_name(parameter: str, problem: Problem) -> Wrong:
    """A parameter that names nothing, or several things."""
    return Wrong(parameter, problem.detail, problem.nearest)


def names_wrong(errors: Sequence[Wrong]) -> None:
    """Raises Problem with all parameters that name nothing, if there are any."""
    if errors:
        raise parameters_wrong(errors, NAME)


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as JSON, never kept: it may be mended in a moment."""
    body: dict[str, object] = {
        "type": f"urn:chiso:problem:{problem.kind.name}",
        "title": str(problem.kind.title),
        "status": problem.kind.status,
        "detail": problem.detail,
        "instance": request.get_full_path(),
        "nearest": list(problem.nearest),
        "errors": [asdict(one) for one in problem.errors],
    }
    if problem.kind is FAULT:
        body["code"] = str(request.META.get("chiso.request_id", ""))
    response = HttpResponse(written(body), content_type=MEDIA_TYPE, status=problem.kind.status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language()
    for name, value in problem.headers.items():
        response[name] = value
    return response


def lang_of(request: HttpRequest) -> str:
    """The language that the query asks for; Vietnamese if none, or none that there is."""
    try:
        asked = request.GET.get("lang", "")
    except SuspiciousOperation:  # more parameters than Django reads
        return OUR_OWN
    return asked if asked in LANGUAGES else OUR_OWN
