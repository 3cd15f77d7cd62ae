"""What an archive says of itself: who made it, from what, and the hash of everything in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file of the archive: its name there, its bytes, and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a database held at the moment it was copied.

    ``migrations``: "app.name" of each one applied; ``rows``: count by table; ``schema``: where
    PostgreSQL keeps the tables, "" on SQLite.
    """

    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    schema: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``made`` is the time in UTC, ISO 8601; ``vendor`` "sqlite" or "postgresql"."""

    chiso: str
    made: str
    vendor: str
    held: Held
    members: tuple[Member, ...]

    @property
    def bytes_held(self) -> int:
        """The size of everything once unpacked."""
        return sum(member.size for member in self.members)

    @property
    def files(self) -> tuple[Member, ...]:
        """The uploaded files."""
        return tuple(one for one in self.members if one.name.startswith("files/"))

    @property
    def database(self) -> Member:
        """The copy of the database; a manifest that was read has one."""
        return next(one for one in self.members if not one.name.startswith("files/"))


def manifest_text(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    facts = {"format": FORMAT} | asdict(manifest)
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def manifest_read(content: bytes) -> Manifest:
    """The manifest that the JSON holds. Raises ValueError with what is wrong with it."""
    try:
        facts = json.loads(content)
        if facts["format"] != FORMAT:
            raise ValueError(f"it has format {facts['format']}, expected {FORMAT}")
        found = _built(facts)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(f"it cannot be read ({error!r})") from error
    if sum(not one.name.startswith("files/") for one in found.members) != 1:
        raise ValueError("it names no database, or several")
    return found


def _built(facts: dict[str, Any]) -> Manifest:
    held = facts["held"]
    return Manifest(
        chiso=str(facts["chiso"]),
        made=str(facts["made"]),
        vendor=str(facts["vendor"]),
        held=Held(
            migrations=tuple(map(str, held["migrations"])),
            rows={str(table): int(count) for table, count in held["rows"].items()},
            schema=str(held["schema"]),
        ),
        members=tuple(
            Member(name=str(one["name"]), size=int(one["size"]), sha256=str(one["sha256"]))
            for one in facts["members"]
        ),
    )


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare: (0, 2, 0)."""
    return tuple(map(int, NUMBER.findall(version)[:3]))
