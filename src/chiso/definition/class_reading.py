"""How an edition classes its units: the cuts, the class for what is incomplete, the conditions."""

from collections.abc import Mapping, Sequence

from chiso.definition.citing import check_known, cited
from chiso.definition.model import Class, Classes, Condition, Level, Node, Source
from chiso.definition.reading import Cursor, Fields, check_once
from chiso.errors import mark


def read_classes(
    cursor: Cursor,
    *,
    sources: Mapping[str, Source],
    levels: Sequence[Level],
    nodes: Sequence[Node],
) -> Classes | None:
    """The classes at a cursor; None, with a fault, if they are cited nowhere."""
    fields = cursor.fields(
        required=("by", "kinds", "cite", "classes"), optional=("incomplete", "conditions")
    )
    by = fields.choice("by", ("percentile", "points"))
    classes = tuple(_class(item, by=by) for item in fields.items("classes"))
    _check_cuts(fields, [item.lowest for item in classes])
    check_once(fields, "classes", [item.id for item in classes])
    for item in fields.items("kinds"):
        check_known(item, "level", item.string(), {level.kind: level for level in levels})
    if not fields.has("cite"):
        return None
    conditions = [
        _condition(item, sources=sources, nodes=nodes, classes=classes)
        for item in fields.items("conditions")
    ]
    return Classes(
        by=by,
        kinds=tuple(item.string() for item in fields.items("kinds")),
        classes=classes,
        cite=cited(fields, sources),
        incomplete=_incomplete(fields.at("incomplete")) if fields.has("incomplete") else None,
        conditions=tuple(conditions),
    )


def _check_cuts(fields: Fields, ends: list[float | None]) -> None:
    if fields.has("classes") and not ends:
        fields.at("classes").fault(mark("an empty list; expected at least one entry"))
    if ends and (
        ends[0] is not None
        or None in ends[1:]
        or ends[1:] != sorted({end or 0.0 for end in ends[1:]})
    ):
        fields.at("classes").fault(
            mark("expected the first class without “from”, the others with rising “from”")
        )


def _class(cursor: Cursor, *, by: str) -> Class:
    fields = cursor.fields(required=("id", "name"), optional=("from", "unknown"))
    lowest = fields.number("from") if fields.has("from") else None
    if by == "percentile" and lowest is not None and not 0 <= lowest <= 100:
        fields.at("from").fault(
            mark("found {found}, expected a percentile from 0 to 100"), found=lowest
        )
    unknown = fields.at("unknown").place() if fields.has("unknown") else None
    return Class(fields.word("id"), fields.text("name"), lowest, unknown)


def _incomplete(cursor: Cursor) -> Class:
    fields = cursor.fields(required=("id", "name"))
    return Class(fields.word("id"), fields.text("name"), None)


def _condition(
    cursor: Cursor,
    *,
    sources: Mapping[str, Source],
    nodes: Sequence[Node],
    classes: Sequence[Class],
) -> Condition:
    fields = cursor.fields(required=("node", "below", "at_best", "reason", "cite"))
    node, at_best = fields.word("node"), fields.word("at_best")
    check_known(fields.at("node"), "node", node, {one.id: one for one in nodes})
    check_known(fields.at("at_best"), "class", at_best, {one.id: one for one in classes})
    return Condition(
        node=node,
        below=fields.number("below"),
        at_best=at_best,
        reason=fields.text("reason"),
        cite=cited(fields, sources),
    )
