"""From an edition's folder to the frozen model; every fault of every file is gathered and raised
once.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from chiso.definition.check import check_edition
from chiso.definition.citing import check_known, read_citation
from chiso.definition.class_reading import read_classes
from chiso.definition.force_reading import read_in_force, read_owners, read_parts
from chiso.definition.model import (
    Break,
    Certainty,
    Combination,
    Edition,
    InForce,
    Level,
    Measure,
    MissingPolicy,
    Node,
    Part,
    Source,
)
from chiso.definition.reading import (
    Cursor,
    Fields,
    Reading,
    check_once,
    check_schema,
    open_yaml,
)
from chiso.definition.rule_reading import read_rule
from chiso.definition.rules import Rule
from chiso.errors import EditionInvalid, Fault, mark
from chiso.values import MissingKind
from chiso.wording import Text

Read = TypeVar("Read")
Stamp = tuple[tuple[int, int] | None, ...]
INDICES = Path(__file__).parent.parent / "indices"
_NO_DATES = InForce(date.min, None, Certainty.UNKNOWN, "")
_NO_LEVEL = Level("", Text("", ""))
_TOP = ("schema", "id", "title", "in_force", "rank_group", "levels", "missing", "nodes")
_TOP_OPTIONAL = ("illustrative", "adds_up", "classes", "parts", "owners")
_NODE = ("id", "kind")
_NODE_OPTIONAL = (
    "parent",
    "code",
    "name",
    "cite",
    "combine",
    "offset",
    "weight",
    "rule",
    "scale",
    "missing",
    "shown",
    "note",
    "points",
    "part",
    "local",
    "rescale_to",
)


def load(path: Path) -> Edition:
    """The edition in a folder (or the folder of the index.yaml given).

    A file that changed since it was last read is read again.

    Raises:
        EditionInvalid: with every fault found in index.yaml, sources.yaml, measures.yaml and
        breaks.yaml.
    """
    file = path if path.suffix in (".yaml", ".yml") else path / "index.yaml"
    return _loaded(file, _stamp([file, file.parent / "sources.yaml", *_others(file.parent)]))


def _others(folder: Path) -> list[Path]:
    """The files beside and above an edition's that are read with it."""
    above = [folder, folder.parent, folder.parent.parent]
    own = [place / "measures.yaml" for place in above]
    return [folder.parent / "breaks.yaml", *dict.fromkeys([INDICES / "measures.yaml", *own])]


def _stamp(files: Iterable[Path]) -> Stamp:
    """What tells whether a file is still the one that was read: its time and size."""
    stats = [file.stat() if file.is_file() else None for file in files]
    return tuple(one and (one.st_mtime_ns, one.st_size) for one in stats)


@lru_cache(maxsize=64)
def _loaded(file: Path, _stamped: Stamp) -> Edition:
    folder = file.parent
    faults: list[Fault] = []
    sources = _gathered(lambda: read_sources(folder / "sources.yaml"), faults)
    measures = _measures_for(folder, faults)
    breaks = _gathered(lambda: _breaks_for(folder), faults) or ()
    cursor = _gathered(lambda: (open_yaml(file), []), faults)
    if cursor is None:
        raise EditionInvalid(what=str(folder), faults=_once(faults))
    edition, stated = _edition(cursor, sources=sources or {}, measures=measures, breaks=breaks)
    found = [*cursor.reading.faults]
    found += check_edition(edition, places=_node_lines(cursor), stated=stated)
    faults += found if sources is not None else [one for one in found if not _of_source(one)]
    if faults:
        raise EditionInvalid(what=str(folder), faults=_once(faults))
    return edition


def _gathered(read: Callable[[], tuple[Read, Sequence[Fault]]], faults: list[Fault]) -> Read | None:
    """What was read, its faults noted; None if the file could not be read at all."""
    try:
        found, wrong = read()
    except EditionInvalid as error:
        faults.extend(error.faults)
        return None
    faults.extend(wrong)
    return found


def _of_source(fault: Fault) -> bool:
    """Whether a fault only follows from sources.yaml being unreadable."""
    return fault.facts.get("what") == "source"


def _once(faults: list[Fault]) -> list[Fault]:
    return list({str(fault): fault for fault in faults}.values())


def _edition(
    cursor: Cursor,
    *,
    sources: Mapping[str, Source],
    measures: Mapping[str, Measure],
    breaks: tuple[Break, ...],
) -> tuple[Edition, dict[str, float] | None]:
    fields = cursor.fields(required=_TOP, optional=_TOP_OPTIONAL)
    check_schema(fields)
    missing = _missing_policy(fields.at("missing")) if fields.has("missing") else {}
    parts = read_parts(fields)
    read = [
        _node(item, missing=missing, measures=measures, parts=parts)
        for item in fields.items("nodes")
    ]
    nodes = tuple(node for node, _ in read)
    levels = tuple(_level(item) for item in fields.items("levels"))
    check_once(fields, "levels", [level.kind for level in levels])
    check_once(fields, "parts", [part.id for part in parts])
    file = Path(cursor.reading.file)
    edition = Edition(
        id=fields.word("id"),
        title=fields.text("title"),
        in_force=read_in_force(fields.at("in_force"), sources)
        if fields.has("in_force")
        else _NO_DATES,
        levels=levels,
        nodes=nodes,
        sources=sources,
        measures=measures,
        rank_group=_level(fields.at("rank_group")) if fields.has("rank_group") else _NO_LEVEL,
        classes=read_classes(fields.at("classes"), sources=sources, levels=levels, nodes=nodes)
        if fields.has("classes")
        else None,
        breaks=breaks,
        illustrative=fields.boolean("illustrative"),
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        file=str(file),
        parts=parts,
        owners=read_owners(fields, sources),
    )
    stated = {node.id: points for node, points in read if points is not None}
    return edition, stated if fields.boolean("adds_up") else None


def _node_lines(cursor: Cursor) -> dict[str, str]:
    """Where each node stands, for the faults found once the whole tree is known."""
    silent = Cursor(Reading(cursor.reading.file), cursor.node)
    lines: dict[str, str] = {"": silent.where}
    for item in silent.fields(required=(), optional=(*_TOP, *_TOP_OPTIONAL)).items("nodes"):
        lines.setdefault(Fields(item, item.entries(), ()).string("id"), item.where)
    return lines


def _level(cursor: Cursor) -> Level:
    fields = cursor.fields(required=("kind", "name"))
    return Level(fields.word("kind"), fields.text("name"))


def _missing_policy(cursor: Cursor) -> dict[MissingKind, MissingPolicy]:
    policies = [policy.value for policy in MissingPolicy]
    if cursor.is_scalar:
        word = cursor.choice(policies)
        return dict.fromkeys(MissingKind, MissingPolicy(word)) if word in policies else {}
    kinds = [kind.value for kind in MissingKind]
    fields = cursor.fields(required=("otherwise",), optional=kinds)
    words = {
        name: fields.choice(name, policies, default="withhold") for name in ("otherwise", *kinds)
    }
    if not set(words.values()) <= set(policies):
        return {}
    return {
        kind: MissingPolicy(words[kind.value] if fields.has(kind.value) else words["otherwise"])
        for kind in MissingKind
    }


def _node(
    cursor: Cursor,
    *,
    missing: dict[MissingKind, MissingPolicy],
    measures: Mapping[str, Measure],
    parts: Sequence[Part],
) -> tuple[Node, float | None]:
    fields = cursor.fields(required=_NODE, optional=_NODE_OPTIONAL)
    _check_own_policy(fields)
    if fields.has("rule") == fields.has("combine"):
        cursor.fault(mark("expected either a rule (a leaf) or combine (an inner node)"))
    if fields.has("rule") and not fields.has("cite"):
        cursor.fault(
            mark("the leaf {found} has no citation; expected cite: {{source: …, place: …}}"),
            found=fields.string("id"),
        )
    rule = read_rule(fields.at("rule")) if fields.has("rule") else None
    combine = fields.choice("combine", [item.value for item in Combination])
    node = Node(
        id=fields.word("id"),
        parent=fields.string("parent") if fields.has("parent") else None,
        kind=fields.string("kind"),
        code=fields.string("code"),
        name=_name(fields, rule=rule, measures=measures),
        cite=read_citation(fields.at("cite")) if fields.has("cite") else None,
        combine=Combination(combine) if combine in set(Combination) else None,
        offset=fields.number("offset"),
        weight=fields.number("weight", 1.0),
        rule=rule,
        scale=_scale(fields.at("scale")) if fields.has("scale") else None,
        missing=_missing_policy(fields.at("missing")) if fields.has("missing") else missing,
        shown=tuple(item.string() for item in fields.items("shown")),
        note=fields.at("note").place() if fields.has("note") else None,
        part=_part(fields, parts),
        local=fields.boolean("local"),
        rescale_to=_rescale(fields),
    )
    return node, fields.number("points") if fields.has("points") else None


def _part(fields: Fields, parts: Sequence[Part]) -> str:
    """The part that a leaf counts in: its own, else the first of the edition."""
    if fields.has("part"):
        part = fields.word("part")
        check_known(fields.at("part"), "part", part, {one.id: one for one in parts})
        if not fields.has("rule"):
            fields.at("part").fault(mark("only a leaf counts in a part of the points"))
        return part
    return parts[0].id if parts and fields.has("rule") else ""


def _rescale(fields: Fields) -> float | None:
    if not fields.has("rescale_to"):
        return None
    target = fields.number("rescale_to")
    if fields.has("rule") or fields.has("offset") or not target > 0:
        fields.at("rescale_to").fault(
            mark("rescale_to is for an inner node without offset, and above 0")
        )
    return target


def _check_own_policy(fields: Fields) -> None:
    """An inner node has no points of its own to put in the place of what is missing."""
    if not (fields.has("combine") and fields.has("missing")):
        return
    given = set(_missing_policy(fields.at("missing")).values())
    if given & {MissingPolicy.ZERO, MissingPolicy.FULL}:
        fields.at("missing").fault(
            mark("zero and full are for leaves; expected excluded, withhold or refuse")
        )


def _name(fields: Fields, *, rule: Rule | None, measures: Mapping[str, Measure]) -> Text:
    """The node's own name, or that of the one measure it reads (if that is known at all)."""
    if fields.has("name"):
        return fields.text("name")
    read = rule.measures if rule else ()
    if len(read) == 1:
        return measures[read[0]].name if read[0] in measures else Text("", "")
    if rule or not fields.has("rule"):
        fields.cursor.fault(mark("the key “{expected}” is missing"), expected="name")
    return Text("", "")


def _scale(cursor: Cursor) -> tuple[float, float]:
    fields = cursor.fields(required=("min", "max"))
    low, high = fields.number("min"), fields.number("max")
    if high <= low:
        fields.at("max").fault(
            mark("{greater} ({found}) must exceed {lesser} ({expected})"),
            greater="max",
            found=high,
            lesser="min",
            expected=low,
        )
    return low, high


def _measures_for(folder: Path, faults: list[Fault]) -> Mapping[str, Measure]:
    """The shipped catalogue, and what a measures.yaml in the folder, its index's folder or above
    adds to it.
    """
    measures: dict[str, Measure] = {}
    for file in _others(folder)[1:]:
        if file.is_file():
            measures |= _gathered(partial(read_measures, file), faults) or {}
    return MappingProxyType(measures)


def read_measures(file: Path) -> tuple[Mapping[str, Measure], Sequence[Fault]]:
    """The measures of a catalogue by id, and the faults in it."""
    return _measures(file, _stamp([file]))


@lru_cache(maxsize=16)
def _measures(file: Path, _stamped: Stamp) -> tuple[Mapping[str, Measure], Sequence[Fault]]:
    cursor = open_yaml(file)
    fields = cursor.fields(required=("schema", "measures"))
    check_schema(fields)
    measures: dict[str, Measure] = {}
    for item in fields.items("measures"):
        entry = item.fields(required=("id", "unit", "direction", "name"))
        measure = Measure(
            id=entry.word("id"),
            unit=entry.string("unit"),
            direction=entry.choice("direction", ("higher", "lower", "none")),
            name=entry.text("name"),
        )
        if measure.id in measures:
            item.fault(mark("“{found}” is given twice; expected once"), found=measure.id)
        measures[measure.id] = measure
    return MappingProxyType(measures), tuple(cursor.reading.faults)


def read_sources(file: Path) -> tuple[dict[str, Source], list[Fault]]:
    """The sources of a sources.yaml by id, and the faults in it."""
    cursor = open_yaml(file)
    fields = cursor.fields(required=("schema", "sources"))
    check_schema(fields)
    return _sources(fields), cursor.reading.faults


def _sources(fields: Fields) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for item in fields.items("sources"):
        entry = item.fields(
            required=("id", "title", "publisher", "licence"), optional=("address", "note")
        )
        source = Source(
            id=entry.word("id"),
            title=entry.text("title"),
            publisher=entry.word("publisher"),
            licence=entry.word("licence"),
            address=entry.string("address"),
            note=entry.at("note").place() if entry.has("note") else None,
        )
        if source.id in sources:
            item.fault(mark("“{found}” is given twice; expected once"), found=source.id)
        sources[source.id] = source
    return sources


def _breaks_for(folder: Path) -> tuple[tuple[Break, ...], list[Fault]]:
    file = folder.parent / "breaks.yaml"
    if not file.is_file():
        return (), []
    cursor = open_yaml(file)
    fields = cursor.fields(required=("schema", "breaks", "sources"))
    check_schema(fields)
    sources = _sources(fields)
    breaks = [_break(item, sources) for item in fields.items("breaks")]
    return tuple(one for one in breaks if one is not None), cursor.reading.faults


def _break(item: Cursor, sources: Mapping[str, Source]) -> Break | None:
    """A break; it may name a node that only other editions have."""
    fields = item.fields(required=("node", "from_year", "reason", "cite"))
    node, reason = fields.word("node"), fields.text("reason")
    if not fields.has("from_year") or not fields.has("cite"):
        return None
    year = fields.at("from_year").whole()
    if year is None:
        return None
    if not 1900 <= year < 2200:
        fields.at("from_year").fault(
            mark("found the year {found} for {node}, expected 1900 to 2199"), found=year, node=node
        )
    cite = read_citation(fields.at("cite"))
    check_known(fields.at("cite"), "source", cite.source, sources)
    return Break(
        node=node, from_year=year, reason=reason, cite=cite, source=sources.get(cite.source)
    )
