"""What an edition says, as plain values."""

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from chiso.definition.model import Citation, Edition
from chiso.definition.rules import Rule
from chiso.wording import Text
from chiso_web.look.formats import language

Plain = dict[str, Any]


class ClassBody(BaseModel):
    """One class of an edition."""

    id: str
    name: str
    lowest: float | None = Field(description="Its lower end; null: none, or not known.")
    by: str = Field(description="What its ends are: points, or percentile of the units scored.")
    unknown: str = Field(description="Why it is not known what lies here; mostly empty.")


class CitationBody(BaseModel):
    """Where something is laid down."""

    source: str
    title: str
    place: str


def class_bodies(edition: Edition) -> list[Plain]:
    """The classes from lowest to highest, that of incomplete results last; none without."""
    if edition.classes is None:
        return []
    return [
        {
            "id": one.id,
            "name": said(one.name),
            "lowest": one.lowest,
            "by": edition.classes.by,
            "unknown": said(one.unknown),
        }
        for one in edition.classes.named
    ]


def said(text: Text | None) -> str:
    """A text in the language of the request; empty for none."""
    return "" if text is None else text.in_language(language())


def citation_body(edition: Edition, cite: Citation | None) -> Plain | None:
    """A citation with the title of its source; None for none."""
    if cite is None:
        return None
    source = edition.sources.get(cite.source)
    title = said(source.title) if source else cite.source
    return {"source": cite.source, "title": title, "place": said(cite.place)}


def rule_body(rule: Rule | None) -> Plain | None:
    """A rule's kind and parameters as the edition has them; None for a node that has parts."""
    return None if rule is None else _plain(rule)


def _plain(value: object) -> Any:
    if isinstance(value, Text):
        return said(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": value.kind} if isinstance(value, Rule) else {}
        names = (one.name for one in dataclasses.fields(value))
        return kind | {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
