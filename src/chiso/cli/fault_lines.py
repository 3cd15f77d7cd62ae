"""Faults of an edition's files with the line that each stands in, so that it can be mended."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from chiso.cli.options import Language
from chiso.errors import Fault, mark
from chiso.wording import Message, say

_WIDTH = 100
_KIND = re.compile(r"kind: ([a-z_]+)")
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]+)")
_DESCRIBED = mark("how {kind} is written: {page}#{kind}")
_PAGES = {Language.VI: "docs/method/rules.vi.md", Language.EN: "docs/method/rules.md"}


def quoted(fault: Fault, lang: Language) -> Fault:
    """The fault with the line it stands in, and the page of the rule that the line speaks of."""
    found = _PLACE.match(fault.where) if isinstance(fault.where, str) else None
    if found is None:
        return fault
    lines = _lines(found["file"])
    number = int(found["line"])
    if not 1 <= number <= len(lines):
        return fault
    said = [f"{number} | {_cut(lines[number - 1])}"]
    kind = _kind_at(lines, number)
    if kind:
        said.append(say(Message(_DESCRIBED, {"kind": kind, "page": _PAGES[lang]}), lang))
    return replace(fault, quoted=tuple(said))


def in_order(faults: Sequence[Fault]) -> list[Fault]:
    """The faults file by file, as first met, and in each from the top; those of no line last."""
    places = [_PLACE.match(str(one.where)) for one in faults]
    files = list(dict.fromkeys(found["file"] for found in places if found))

    def at(place: int) -> tuple[int, int]:
        found = places[place]
        return (files.index(found["file"]), int(found["line"])) if found else (len(files), 0)

    return [faults[place] for place in sorted(range(len(faults)), key=at)]


@lru_cache(maxsize=32)
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a file; none where it cannot be read, which is a fault of its own."""
    try:
        return tuple(Path(file).read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()


def _cut(line: str) -> str:
    text = line.strip()
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _kind_at(lines: Sequence[str], number: int) -> str:
    """The kind of rule that a line is part of; empty where it is part of none."""
    from chiso.definition.rules import KINDS

    kinds = [one for one in _KIND.findall(lines[number - 1]) if one in KINDS]
    return kinds[-1] if kinds else ""
