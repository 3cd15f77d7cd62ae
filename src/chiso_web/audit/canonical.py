"""The bytes that are hashed: docs/method/trail.md says the same for those who check elsewhere."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

ENTRY_FORM = "chiso-trail-1"
MANIFEST_FORM = "chiso-trail-manifest-1"
BEGINNING = "0" * 64  # stands for the entry before the first

# in the order in which they are hashed
HASHED = (
    *("app", "unit", "number", "recorded_at", "actor_name", "actor_full_name", "actor_role"),
    *("actor_unit", "action", "subject", "before", "after", "reason", "previous"),
)
MOMENT_AT = HASHED.index("recorded_at")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def entry_digest(values: Sequence[object]) -> str:
    """The digest of an entry, from its values in the order of ``HASHED``; a moment with a zone."""
    texts = [ENTRY_FORM, *values]
    moment = texts[MOMENT_AT + 1]
    texts[MOMENT_AT + 1] = moment_text(moment) if isinstance(moment, datetime) else moment
    return digest_of(texts)


def manifest_digest(*, day: str, made_at: str, previous: str, heads: object) -> str:
    """The digest of a manifest; ``heads`` as they stand in it, in order of app and unit."""
    return digest_of([MANIFEST_FORM, day, made_at, previous, heads])


def manifest_text(*, facts: Mapping[str, str], heads: Sequence[object]) -> str:
    """The file of a manifest: JSON, with each head on a line of its own."""
    lines = ",\n".join(_encoder.encode(head) for head in heads)
    told = _encoder.encode({"format": MANIFEST_FORM, **facts}).removesuffix("}")
    return f'{told},"heads":[\n{lines}\n]}}\n'


def digest_of(values: Sequence[object]) -> str:
    """SHA-256, in hexadecimal digits, of the values as a JSON array in UTF-8."""
    return sha256(_encoder.encode(values).encode()).hexdigest()


def moment_text(moment: datetime) -> str:
    """The moment in UTC to the microsecond: 2026-12-01T01:40:35.000042Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def writable(text: str) -> str:
    """The text with U+FFFD for what no database or file can hold: NUL and lone surrogates."""
    return _UNWRITABLE.sub("�", text)


def json_text(values: Mapping[str, object] | None) -> str:
    """The values as canonical JSON, keys in order; empty for None.

    Days and moments are written as ISO 8601, decimals and UUIDs as text.

    Raises:
        TypeError: a value that is none of JSON, or a key that is no text.
        ValueError: a number that is not finite.
    """
    if values is None:
        return ""
    _keys_check(values)
    text = json.dumps(
        values,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
        allow_nan=False,
        default=_as_text,
    )
    return writable(text)


def _keys_check(value: object) -> None:
    """JSON would write the key 1 as "1" and True as "true": nobody could tell them apart."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"The key {key!r} of what is recorded is no text; write it as one.")
            _keys_check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _keys_check(inner)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(
        f"{type(value).__name__} cannot be recorded; give text, numbers, days, lists or mappings."
    )
