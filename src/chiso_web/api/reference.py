"""The description of the interface for people: every address, its parameters and its columns."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from chiso_web.api.assembly import api
from chiso_web.api.openapi import description
from chiso_web.look.formats import number

JSON_TYPE = "application/json"
REF = "#/components/schemas/"
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter or a column: what it may be, and what it means. ``shape`` names a shape that it
    consists of; mostly empty.
    """

    name: str
    kind: str
    about: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object inside others, by its name and columns."""

    name: str
    about: str
    columns: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One address: what it answers, from which parameters, in which formats and columns.

    ``beside`` are the columns of a page beside its items; empty where an answer is no list.
    """

    anchor: str
    address: str
    summary: str
    about: str
    formats: tuple[str, ...]
    parameters: tuple[Entry, ...]
    columns: tuple[Entry, ...]
    beside: tuple[Entry, ...]


@lru_cache(maxsize=2)
def routes(lang: str) -> tuple[Route, ...]:
    """Every address in the order of the description, with kinds of values in a language."""
    described = _described()
    return tuple(_route(address, one["get"]) for address, one in described["paths"].items())


@lru_cache(maxsize=2)
def shapes(lang: str) -> tuple[Shape, ...]:
    """The shapes that columns consist of, each once, by name."""
    found = {entry.shape for route in routes(lang) for entry in (*route.columns, *route.beside)}
    while more := {entry.shape for name in found for entry in _columns(name)} - found:
        found |= more
    return tuple(
        Shape(name, str(_named(name).get("description", "")), _columns(name))
        for name in sorted(found - {""})
    )


def _described() -> dict[str, Any]:
    return dict(json.loads(description(api)))


def _named(name: str) -> Schema:
    return dict(_described()["components"]["schemas"][name])


def _route(address: str, operation: Schema) -> Route:
    content = operation["responses"]["200"]["content"]
    answer = content.get(JSON_TYPE, {}).get("schema", {}).get("$ref", "").removeprefix(REF)
    columns = _columns(answer)
    items = next((one.shape for one in columns if one.name == "items"), "")
    return Route(
        anchor=operation["operationId"],
        address=address,
        summary=operation["summary"],
        about=_plain(operation.get("description", "").partition("\n\n")[2]),
        formats=tuple(content),
        parameters=tuple(_parameters(operation)),
        columns=_columns(items) if items else columns,
        beside=tuple(one for one in columns if one.name != "items") if items else (),
    )


def _parameters(operation: Schema) -> Iterator[Entry]:
    for one in operation.get("parameters", ()):
        about = one.get("description") or one["schema"].get("description", "")
        example = ", ".join(map(str, one.get("examples") or one["schema"].get("examples", ())))
        said = [about, _("For example %(example)s.") % {"example": example} if example else ""]
        kind = _kind(_given(one["schema"]))
        yield Entry(one["name"], kind, _plain(" ".join(filter(None, said))), "")


def _given(schema: Schema) -> Schema:
    """What a parameter may be when it is given."""
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return kinds[0] if len(kinds) == 1 else schema


def _plain(text: str) -> str:
    """The text without the marks around code."""
    return text.replace("`", "")


def _columns(name: str) -> tuple[Entry, ...]:
    if not name:
        return ()
    return tuple(
        Entry(column, _kind(schema), _plain(schema.get("description", "")), _shape(schema))
        for column, schema in _named(name).get("properties", {}).items()
    )


def _shape(schema: Schema) -> str:
    """The shape that a value is, or consists of."""
    inner = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return next((one["$ref"].removeprefix(REF) for one in inner if "$ref" in one), "")


def _kind(schema: Schema) -> str:
    """What a value may be, in the language of the page."""
    if "anyOf" in schema:
        return _(" or ").join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ", ".join(schema.get("enum") or [schema["const"]])
    if schema.get("format") == "date":
        return _("day")
    if "maximum" in schema:
        ends = {"low": number(schema["minimum"], 0), "high": number(schema["maximum"], 0)}
        return _("whole number, %(low)s–%(high)s") % ends
    return _named_kind(schema)


def _named_kind(schema: Schema) -> str:
    if schema.get("type") == "array":
        return _("list of %(kind)s") % {"kind": _kind(schema["items"])}
    kinds = {
        "string": _("text"),
        "number": _("number"),
        "integer": _("whole number"),
        "boolean": _("true or false"),
        "null": _("null"),
        "object": _("object"),
    }
    return kinds.get(schema.get("type", "object"), "")
