"""Lists of kinds, units and links as CSV: the same strict reading for ours and for an office's own.

Columns stand in docs/method/territory.md.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from chiso.errors import ChisoError, Fault, UnitsInvalid, mark
from chiso.spelling import nearest
from chiso.territory.letters import unmarked
from chiso.territory.model import UNKNOWN, Kind, Link, Unit, reference, unit_id
from chiso.territory.sheets import Sheet, Source, read_sheet
from chiso.wording import Text

Kinds = Mapping[str, Kind]

REQUIRED = ("code", "kind", "parent", "name_vi", "since", "until", "source")
OPTIONAL = (
    *("office", "name_en", "other_names", "until_latest", "resolution", "resolution_day"),
    *("note_vi", "note_en"),
)

_SPAN = ("code", "office", "kind", "since", "until", "until_latest")
_REST = (
    *("code", "office", "parent", "name_vi", "name_en", "other_names", "until"),
    *("resolution", "resolution_day", "source", "note_vi", "note_en"),
)
_LINK = ("old", "new", "day", "by", "share", "source", "note_vi", "note_en")
_ONE_DAY = timedelta(days=1)
_NO_NOTE = Text("", "")

_LINE = re.compile(r":(\d+)(?::\w+)?$")
_CODE = re.compile(r"[0-9A-Za-z-]+")
_UNKNOWN_KIND = mark("found the kind “{found}”; expected one of {expected}; nearest: {nearest}")
_KIND_TWICE = mark("found the kind “{found}” a second time; expected it once")
_CODE_EXPECTED = mark("found “{found}”; expected a code of letters, digits and hyphens")
_ENDS_EARLY = mark("ends on {until}, before it begins on {since}")
_LATEST = mark("found “{found}”; expected a day where the end is unknown, and only there")
_CODE_TWICE = mark("found {found}, but {other} has its code on the same days")
_NO_PARENT = mark("the cell is blank; a unit of kind {kind} stands under {expected}")
_PARENT = mark("found “{found}”; expected a unit that exists on {day}. Nearest: {nearest}")
_WRONG_PARENT = mark("stands under a unit of kind {found}; a {kind} stands under {expected}")

_A_CODE = mark("a code")
_A_NAME = mark("a name")
_A_SOURCE = mark("a source")


def read_kinds(source: Source, known: Kinds | None = None) -> dict[str, Kind]:
    """The kinds of a list, after those already known. Raises UnitsInvalid with all faults."""
    sheet = read_sheet(
        source,
        required=("kind", "sort_of", "under", "name_vi", "name_en"),
        optional=("title_vi", "title_en"),
        refuse=UnitsInvalid,
    )
    kinds = dict(known or {})
    named: list[tuple[int, str, str]] = []
    for row in sheet:
        kind = Kind(
            id=row.text("kind", expected=_A_CODE),
            name=Text(row.text("name_vi", expected=_A_NAME), row.text("name_en", expected=_A_NAME)),
            title=Text(row.text("title_vi"), row.text("title_en")),
            sort_of=row.text("sort_of") or None,
            under=tuple(row.text("under").split()),
        )
        if kind.id in kinds:
            row.fault(_KIND_TWICE, "kind", found=kind.id)
        named += [(row.line, "under", one) for one in kind.under]
        named += [(row.line, "sort_of", kind.sort_of)] if kind.sort_of else []
        kinds[kind.id] = kind
    for line, column, one in named:
        if one not in kinds:
            fault_kind(sheet, one, kinds, column=column, line=line)
    if sheet.faults:
        raise UnitsInvalid(what=sheet.name, faults=sheet.faults)
    return kinds


def fault_kind(sheet: Sheet, found: str, kinds: Kinds, *, column: str, line: int = 0) -> None:
    """Note a kind that no list of kinds has."""
    near = ", ".join(nearest(found, kinds)) or "–"
    facts = {"found": found, "expected": ", ".join(kinds), "nearest": near}
    sheet.fault(_UNKNOWN_KIND, column, line=line, **facts)


def read_units(source: Source, kinds: Kinds, known: Iterable[Unit] = ()) -> tuple[Unit, ...]:
    """The units of a list; what stands above them may be in the list or among the ``known``.

    A parent's bare code is resolved on the last day of the unit below it. Raises UnitsInvalid with
    all faults.
    """
    sheet = read_sheet(source, required=REQUIRED, optional=OPTIONAL, refuse=UnitsInvalid)
    spans: Spans = {}
    for unit in known:
        span = _Span(unit.id, unit.kind, unit.since, unit.last_day)
        spans.setdefault(reference(unit.code, unit.office), []).append(span)
    own = [_span(cells, sheet, spans) for cells in sheet.cells(_SPAN)]
    units = tuple(
        _unit(cells, span, sheet, kinds=kinds, spans=spans)
        for cells, span in zip(sheet.cells(_REST), own, strict=True)
    )
    if sheet.faults:
        raise UnitsInvalid(what=sheet.name, faults=sorted(sheet.faults, key=line_of))
    return units


class _Span(NamedTuple):
    """The days on which a unit has its code."""

    id: str
    kind: str
    since: date | None
    last_day: date

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and day <= self.last_day

    def meets(self, other: "_Span") -> bool:
        first = max(self.since or date.min, other.since or date.min)
        return first <= min(self.last_day, other.last_day)


Spans = dict[str, list[_Span]]


def _span(cells: Sequence[str], sheet: Sheet, spans: Spans) -> _Span:
    """Enter a row under its code; a fault where another has the code on the same days."""
    code, office, kind, begin, end, latest = cells
    if _CODE.fullmatch(code) is None:
        sheet.fault(_CODE_EXPECTED, "code", found=code)
    if office and _CODE.fullmatch(office) is None:
        sheet.fault(_CODE_EXPECTED, "office", found=office)
    since = sheet.day(begin, "since")
    until = sheet.optional_day(end, "until")
    bound = sheet.optional_day(latest, "until_latest")
    if (bound is None) == (end == UNKNOWN):
        sheet.fault(_LATEST, "until_latest", found=latest)
    last_day = until or bound or date.max
    if since is not None and last_day < since:
        sheet.fault(_ENDS_EARLY, "until", since=since, until=last_day)
    span = _Span(unit_id(code, office, since), kind, since, last_day)
    same = spans.setdefault(reference(code, office), [])
    for other in same:
        if other.id == span.id or other.meets(span):
            sheet.fault(_CODE_TWICE, "code", found=span.id, other=other.id)
    same.append(span)
    return span


def _unit(cells: Sequence[str], span: _Span, sheet: Sheet, *, kinds: Kinds, spans: Spans) -> Unit:
    code, office, above, name, english_name, others, end, *more, source, note_vi, note_en = cells
    resolution, resolved = more
    kind = kinds.get(span.kind)
    if kind is None:
        fault_kind(sheet, span.kind, kinds, column="kind")
    if not name:
        sheet.blank("name_vi", expected=_A_NAME)
    if not source:
        sheet.blank("source", expected=_A_SOURCE)
    ended = span.last_day != date.max
    unknown = end == UNKNOWN
    return Unit(
        id=span.id,
        code=code,
        office=office,
        kind=span.kind,
        level=level_of(span.kind, kinds),
        name=Text(name, english_name or english(name, kind)),
        other_names=tuple(one.strip() for one in others.split(";")) if others else (),
        parent=_parent(above, span, sheet, kinds=kinds, spans=spans),
        since=span.since,
        until=span.last_day if ended and not unknown else None,
        until_known=not unknown,
        until_latest=span.last_day if ended and unknown else None,
        resolution=resolution,
        resolution_day=sheet.optional_day(resolved, "resolution_day"),
        source=source,
        note=Text(note_vi, note_en) if note_vi or note_en else _NO_NOTE,
    )


def level_of(kind: str, kinds: Kinds) -> str:
    """The level that a kind is a sort of: itself, if it is of none."""
    while kind in kinds and (above := kinds[kind].sort_of) is not None:
        kind = above
    return kind


def line_of(fault: Fault) -> int:
    """The line that a fault names."""
    found = _LINE.search(str(fault.where))
    return int(found[1]) if found else 0


def _parent(above: str, span: _Span, sheet: Sheet, *, kinds: Kinds, spans: Spans) -> str | None:
    under = kinds[span.kind].under if span.kind in kinds else ()
    if not above:
        if under:
            sheet.fault(_NO_PARENT, "parent", kind=span.kind, expected=", ".join(under))
        return None
    code, _, since = above.partition("@")
    named = spans.get(code, ())
    found = [one for one in named if (one.id == above if since else one.holds(span.last_day))]
    if len(found) != 1:
        near = ", ".join(one.id for one in named) or "–"
        sheet.fault(_PARENT, "parent", found=above, day=span.last_day, nearest=near)
        return None
    allowed = found[0].kind in under or level_of(found[0].kind, kinds) in under
    if span.kind in kinds and not allowed:
        facts: dict[str, Any] = {
            "found": found[0].kind,
            "kind": span.kind,
            "expected": ", ".join(under) or "–",
        }
        sheet.fault(_WRONG_PARENT, "parent", **facts)
    return found[0].id


def english(name: str, kind: Kind | None) -> str:
    """The English name of a unit: its own name without marks, and the word for its kind.

    "Phường Long Biên" gives "Long Bien Ward", "Quận 1" "District 1".
    """
    title = kind.title if kind else Text("", "")
    own = name.removeprefix(title.vi).strip() if title.vi else name
    bare = unmarked(own)
    if not title.en or own == name:
        return bare
    return f"{title.en} {bare}" if bare[:1].isdigit() else f"{bare} {title.en}"


def read_links(source: Source, resolve: Callable[[str, date], Unit]) -> tuple[Link, ...]:
    """The links of a list; ``resolve`` finds the unit that a code or id names on a day.

    A bare old code is resolved on the day before the link, a new one on its day. Raises
    UnitsInvalid with all faults.
    """
    sheet = read_sheet(
        source,
        required=("old", "new", "day", "source"),
        optional=("by", "share", "note_vi", "note_en"),
        refuse=UnitsInvalid,
    )
    links = [_link(cells, sheet, resolve) for cells in sheet.cells(_LINK)]
    if sheet.faults:
        raise UnitsInvalid(what=sheet.name, faults=sheet.faults)
    return tuple(links)


def _link(cells: Sequence[str], sheet: Sheet, resolve: Callable[[str, date], Unit]) -> Link:
    old, new, begin, latest, part, source, note_vi, note_en = cells
    day = sheet.day(begin, "day")
    bound = sheet.optional_day(latest, "by")
    if (bound is None) == (begin == UNKNOWN):
        sheet.fault(_LATEST, "by", found=latest)
    if not source:
        sheet.blank("source", expected=_A_SOURCE)
    by = day or bound or date.max
    share = sheet.share("share") if part else None
    return Link(
        old=_end(old, "old", by - _ONE_DAY, sheet=sheet, resolve=resolve),
        new=_end(new, "new", by, sheet=sheet, resolve=resolve),
        day=day,
        by=by,
        share=None if share is None else float(share),
        source=source,
        note=Text(note_vi, note_en) if note_vi or note_en else _NO_NOTE,
    )


def _end(
    name: str, column: str, day: date, *, sheet: Sheet, resolve: Callable[[str, date], Unit]
) -> str:
    try:
        return resolve(name, day).id
    except ChisoError as error:
        facts: dict[str, Any] = error.facts
        sheet.fault(error.sentence, column, **facts)
        return ""
