"""What a query may ask for; everything wrong in it is told at once."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Annotated, Any, Literal, Self

from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from chiso.spelling import nearest
from chiso_web.api.problems import Wrong, parameters_wrong
from chiso_web.look.formats import echoed

LONGEST = 100
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PAGE, LARGEST_PAGE = 100, 1000
MOST_WRONG = 20


def _day(text: Any) -> Any:
    """A day as text, which pydantic would also take from a number."""
    if isinstance(text, str) and not DAY.fullmatch(text):
        raise ValueError(text)
    return text


Word = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00-\x1f\x7f]*$")]
Day = Annotated[date, BeforeValidator(_day)]
Lang = Annotated[
    Literal["vi", "en"], Field(description="Language of names and sentences: vi or en.")
]
IndexName = Annotated[str, Field(description="An index with results.", examples=["papi"])]
PeriodName = Annotated[str, Field(description="A period: 2023, 2026-Q1.", examples=["2023"])]
UnitName = Annotated[
    str, Field(description="A unit's id, or a bare code that means one.", examples=["01@unknown"])
]
NodeName = Annotated[str, Field(description="A node of the edition.", examples=["4.1"])]
EditionName = Annotated[
    str, Field(description="An edition, by year or by day.", examples=["papi@2023"])
]
MeasureName = Annotated[str, Field(description="A measure's id.", examples=["papi.4.1"])]


class Asked(BaseModel):
    """What every address takes."""

    model_config = ConfigDict(frozen=True)

    lang: Lang = "vi"

    @model_validator(mode="wrap")
    @classmethod
    def _told_at_once(
        cls, given: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        query = info.context["request"].GET if info.context else QueryDict()
        wrong = [*_first(_unknown(query, cls.names())), *_first(_repeated(query))]
        try:
            found = handler(given)
        except ValidationError as error:
            raise parameters_wrong([*wrong, *map(_wrong, error.errors())]) from error
        if wrong:
            raise parameters_wrong(wrong)
        return found

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters as a query writes them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    def filters(self, *names: str) -> Mapping[str, str]:
        """Those of the named parameters that were given something."""
        return {name: getattr(self, name) for name in names if getattr(self, name)}


class JsonAsked(Asked):
    """What an address takes that answers in JSON alone."""

    format: Annotated[
        Literal["json"] | None, Field(description="Goes before the Accept header.")
    ] = None


class ListAsked(Asked):
    """What an address of many rows takes: pages of JSON, or all rows as CSV or JSON lines."""

    format: Annotated[
        Literal["json", "csv", "ndjson"] | None,
        Field(
            description="Goes before the Accept header. json: pages. csv, ndjson: every row as a "
            "stream, or so many as `limit` says."
        ),
    ] = None
    limit: Annotated[
        int | None,
        Field(
            ge=1,
            le=LARGEST_PAGE,
            description=f"Items a page of JSON, else {PAGE}; rows of CSV, else all.",
        ),
    ] = None
    cursor: Annotated[
        Word, Field(description="Where a page begins, as the page before says in `next`.")
    ] = ""


Missing = Annotated[
    Literal[
        "any",
        "none",
        "not_published",
        "withheld",
        "too_few",
        "not_applicable",
        "not_reported",
        "no_key",
        "not_classified",
    ]
    | None,
    Field(description="The reason why a value is missing; any: some reason; none: no reason."),
]


def _first(wrong: Iterator[Wrong]) -> Iterator[Wrong]:
    """So many as somebody can have meant: a query of a thousand is answered briefly."""
    return islice(wrong, MOST_WRONG)


def _unknown(query: QueryDict, known: Collection[str]) -> Iterator[Wrong]:
    for name in query:
        if name not in known:
            near = tuple(nearest(name, known)) or tuple(known)
            detail = _("There is no parameter “%(name)s” here. Nearest: %(nearest)s.")
            facts = {"name": echoed(name), "nearest": ", ".join(near)}
            yield Wrong(echoed(name), detail % facts, near)


def _repeated(query: QueryDict) -> Iterator[Wrong]:
    for name, values in query.lists():
        if len(values) > 1:
            detail = _("“%(name)s” is given %(count)s times; expected once.")
            yield Wrong(echoed(name), detail % {"name": echoed(name), "count": len(values)})


def _wrong(error: Mapping[str, Any]) -> Wrong:
    name = str(error["loc"][-1]) if error["loc"] else ""
    detail = _("“%(name)s” is “%(found)s”; expected %(expected)s.")
    facts = {"name": name, "found": echoed(str(error["input"])), "expected": _expected(error)}
    return Wrong(name, detail % facts)


def _expected(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind == "literal_error":
        return str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    if kind.startswith("date") or kind == "value_error":
        return _("a day such as %(day)s") % {"day": date(2025, 7, 1).isoformat()}
    if kind.startswith("string"):
        return _("at most %(count)s printable characters") % {"count": LONGEST}
    return _("a whole number from 1 to %(largest)s") % {"largest": LARGEST_PAGE}
