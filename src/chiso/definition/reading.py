"""Strict reading of YAML: every fault is kept with its file and line, and reading goes on."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import yaml

from chiso.errors import EditionInvalid, Fault, mark
from chiso.spelling import nearest, nfc
from chiso.wording import Text, why_refused

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Reading:
    """The faults found so far in one file."""

    file: str
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Cursor:
    """A place in a YAML file, and what is expected there; a wrong thing is noted and reads as a
    neutral value.
    """

    reading: Reading
    node: yaml.Node

    @property
    def where(self) -> str:
        return f"{self.reading.file}:{self.node.start_mark.line + 1}"

    def fault(self, sentence: str, **facts: object) -> None:
        """Note a fault at this place."""
        self.reading.faults.append(Fault(self.where, sentence, facts))

    def _found(self) -> str:
        return str(self.node.value) if self.is_scalar else str(self.node.tag).removeprefix(_TAG)

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def _is(self, *tags: str) -> bool:
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag in {
            _TAG + tag for tag in tags
        }

    def fields(self, *, required: Collection[str], optional: Collection[str] = ()) -> "Fields":
        """The entries of a mapping; an unknown, repeated or absent key is a fault."""
        entries = self._entries({*required, *optional})
        return Fields(self, entries, required if self.is_mapping else ())

    def _entries(self, known: Collection[str]) -> "dict[str, Cursor]":
        if not isinstance(self.node, yaml.MappingNode):
            self.fault(mark("found {found}, expected a mapping"), found=self._found())
            return {}
        entries: dict[str, Cursor] = {}
        for key_node, value_node in self.node.value:
            key = Cursor(self.reading, key_node)
            name = str(key_node.value)
            if name in entries:
                key.fault(mark("the key “{found}” is given twice; expected once"), found=name)
            elif known and name not in known:
                key.fault(
                    mark("unknown key “{found}”; expected one of {expected}. Nearest: {nearest}"),
                    found=name,
                    expected=", ".join(sorted(known)),
                    nearest=", ".join(nearest(name, known)) or "–",
                )
            entries[name] = Cursor(self.reading, value_node)
        return entries

    def entries(self) -> "dict[str, Cursor]":
        """The entries of a mapping with free keys; a repeated key is a fault."""
        return self._entries(())

    def items(self) -> "list[Cursor]":
        """The items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fault(mark("found {found}, expected a list"), found=self._found())
            return []
        return [Cursor(self.reading, item) for item in self.node.value]

    def string(self) -> str:
        """A text; a plain number, date or yes/no is a fault that says to quote it."""
        if self._is("str"):
            return nfc(self.node.value)
        self.fault(
            mark('found {found} unquoted; expected a text in quotes: "{found}"'),
            found=self._found(),
        )
        return ""

    def word(self) -> str:
        """A text that names something, never empty."""
        word = self.string()
        if self._is("str") and not word.strip():
            self.fault(mark("found an empty text; expected a name"))
        return word

    def number(self) -> float:
        """A plain decimal number, or a quoted fraction such as "1/3"."""
        text = self._found()
        try:
            if self._is("str") and "/" in text:
                value = float(Fraction(text))
            elif self._is("int", "float") and _NUMBER.fullmatch(text):
                value = float(Decimal(text))
            else:
                return self._no_number(text)
        except (InvalidOperation, ValueError, ZeroDivisionError, OverflowError):
            return self._no_number(text)
        return value if math.isfinite(value) else self._no_number(text)

    def _no_number(self, text: str) -> float:
        self.fault(
            mark("found “{found}”, expected a number such as 0.5 or a quoted fraction"), found=text
        )
        return math.nan  # so that no check that compares it finds a second fault

    def whole(self) -> int | None:
        """A plain whole number; None, with a fault, if it is none."""
        if self._is("int") and _NUMBER.fullmatch(self._found()):
            return int(self._found())
        self.fault(mark("found “{found}”, expected a whole number"), found=self._found())
        return None

    def boolean(self) -> bool:
        """true or false, and nothing else that YAML takes for one."""
        if self._found() not in ("true", "false") or not self._is("bool"):
            self.fault(mark("found “{found}”, expected true or false"), found=self._found())
        return self._found() == "true"

    def day(self) -> date:
        """A calendar day written YYYY-MM-DD."""
        text = self._found()
        try:
            if _DAY.fullmatch(text):  # fromisoformat also reads 20240101 and 2024-W01-1
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.fault(
            mark("found “{found}”, expected a day of the calendar as YYYY-MM-DD"), found=text
        )
        return date.min

    def choice(self, options: Iterable[str]) -> str:
        """One of the given words."""
        known = sorted(options)
        word = self.string()
        if self._is("str") and word not in known:
            self.fault(
                mark("found “{found}”, expected one of {expected}"),
                found=word,
                expected=", ".join(known),
            )
        return word

    def text(self) -> Text:
        """A text in both languages: {vi: …, en: …}."""
        fields = self.fields(required=("vi", "en"))
        return Text(fields.word("vi"), fields.word("en"))

    def place(self) -> Text:
        """A text in both languages, or one text that serves for both."""
        if isinstance(self.node, yaml.ScalarNode):
            same = self.word()
            return Text(same, same)
        return self.text()


@dataclass(frozen=True)
class Fields:
    """The entries of a mapping by name; what is absent reads as the default given."""

    cursor: Cursor
    entries: dict[str, Cursor]
    required: Collection[str]

    def __post_init__(self) -> None:
        for name in self.required:
            if name not in self.entries:
                self.cursor.fault(mark("the key “{expected}” is missing"), expected=name)

    def has(self, name: str) -> bool:
        return name in self.entries

    def at(self, name: str) -> Cursor:
        """The cursor of an entry that is there; of the mapping itself otherwise."""
        return self.entries.get(name, self.cursor)

    def string(self, name: str, default: str = "") -> str:
        return self.entries[name].string() if name in self.entries else default

    def word(self, name: str) -> str:
        return self.entries[name].word() if name in self.entries else ""

    def number(self, name: str, default: float = 0.0) -> float:
        return self.entries[name].number() if name in self.entries else default

    def boolean(self, name: str) -> bool:
        return name in self.entries and self.entries[name].boolean()

    def choice(self, name: str, options: Iterable[str], default: str = "") -> str:
        return self.entries[name].choice(options) if name in self.entries else default

    def text(self, name: str) -> Text:
        return self.entries[name].text() if name in self.entries else Text("", "")

    def items(self, name: str) -> list[Cursor]:
        return self.entries[name].items() if name in self.entries else []


def open_yaml(path: Path) -> Cursor:
    """A cursor at the top of a file. Raises EditionInvalid if there is no file or it is no YAML."""
    reading = Reading(str(path))
    if not path.is_file():
        fault = Fault(str(path), mark("there is no such file"))
        raise EditionInvalid(what=str(path), faults=[fault])
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_LOADER)
        alias = _first_alias(text)
    except OSError as error:
        fault = Fault(str(path), mark("cannot be read: {reason}"), {"reason": why_refused(error)})
        raise EditionInvalid(what=str(path), faults=[fault]) from error
    except UnicodeDecodeError as error:
        raise _unreadable(str(path), str(error)) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _unreadable(f"{path}:{line}", str(error.problem)) from error
    except yaml.YAMLError as error:
        raise _unreadable(f"{path}:1", str(error).splitlines()[0]) from error
    if node is None:
        raise _unreadable(f"{path}:1", "empty")
    if alias is not None:
        fault = Fault(f"{path}:{alias}", mark("an alias (*) stands here; expected it written out"))
        raise EditionInvalid(what=str(path), faults=[fault])
    return Cursor(reading, node)


def _first_alias(text: str) -> int | None:
    """The line of the first alias: law is written out, and an alias can lead back to itself."""
    if "*" not in text:
        return None
    events = yaml.parse(text, Loader=_LOADER)
    marks = (one.start_mark for one in events if isinstance(one, yaml.AliasEvent))
    return next((mark.line + 1 for mark in marks if mark is not None), None)


def _unreadable(where: str, reason: str) -> EditionInvalid:
    fault = Fault(where, mark("cannot be read as YAML in UTF-8: {found}"), {"found": reason})
    return EditionInvalid(what=where, faults=[fault])


def check_once(fields: Fields, key: str, names: Sequence[str]) -> None:
    """A fault at each entry of a list whose name stood there before."""
    for place, item in enumerate(fields.items(key)):
        if names[place] and names[place] in names[:place]:
            item.fault(mark("“{found}” is given twice; expected once"), found=names[place])


def check_schema(fields: Fields) -> None:
    """Note a fault unless the file says ``schema: 1``."""
    if fields.has("schema") and fields.at("schema").whole() not in (1, None):
        fields.at("schema").fault(mark("this release reads schema 1 only"))
