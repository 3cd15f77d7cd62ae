"""How an address of the interface is declared: what it answers with, and in which formats."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import override
from ninja import Router
from ninja.types import TCallable
from pydantic import BaseModel, Field

from chiso_web.accounts.permissions import PUBLIC, Permission
from chiso_web.api.formats import JSON, MEDIA_TYPES
from chiso_web.api.problems import lang_of

READING = ["GET", "HEAD"]


class WrongParameter(BaseModel):
    """One parameter that is not as expected."""

    parameter: str
    detail: str
    nearest: list[str]


class ProblemBody(BaseModel):
    """A problem as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str = Field(description="What was found, what was expected, what to do; in `lang`.")
    instance: str
    nearest: list[str] = Field(description="The nearest names that exist.")
    errors: list[WrongParameter] = Field(description="Every parameter that is not as expected.")


PROBLEMS: dict[int, type[BaseModel]] = dict.fromkeys((400, 404, 406, 429), ProblemBody)


CLOSED: dict[int, type[BaseModel]] = dict.fromkeys((401, 403), ProblemBody)
TOKEN = "token"  # noqa: S105  # the name of the security scheme in the description
needed: dict[str, Permission] = {}
"""The permission that each closed path asks for; the others are open to everybody."""


def reads(
    router: Router,
    path: str,
    *,
    response: Any,
    formats: Sequence[str] = (JSON,),
    permission: Permission = PUBLIC,
) -> Callable[[TCallable], TCallable]:
    """Declare what answers at a path, its response as JSON and the other formats it has, and the
    permission that it asks for.
    """
    text = {"schema": {"type": "string"}}
    content = {MEDIA_TYPES.get(name, name): text for name in formats if name != JSON}
    extra: dict[str, Any] = {"responses": {200: {"content": content}}} if content else {}
    if permission != PUBLIC:
        needed[path] = permission
        extra["security"] = [{TOKEN: []}]

    def declare(view: TCallable) -> TCallable:
        problems = PROBLEMS if permission == PUBLIC else PROBLEMS | CLOSED
        return router.api_operation(
            READING,
            path,
            response={200: response, **problems},
            by_alias=True,
            operation_id=view.__name__,
            summary=(view.__doc__ or "").strip().partition("\n")[0].rstrip("."),
            openapi_extra=extra or None,
        )(view)

    return declare


def in_language(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whatever an operation says, it says in the language that the query asks for."""

    @wraps(run)
    def said(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with override(lang_of(request)):
            return run(request, **kwargs)

    return said


def columns_of(item: type[BaseModel]) -> tuple[str, ...]:
    """The columns of rows of a kind, in their order."""
    return tuple(field.alias or name for name, field in item.model_fields.items())
