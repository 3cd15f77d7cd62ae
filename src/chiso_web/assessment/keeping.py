"""Observations as a publication keeps them: canonical JSON, and its SHA-256."""

import hashlib
import json
from collections.abc import Iterable

from chiso.values import Missing, MissingKind, Observation


def observations_text(observed: Iterable[Observation]) -> str:
    """Observations as canonical JSON: a list of unit, period, measure, value, reason, note and
    source each, in their order.
    """
    rows = [
        [
            one.unit,
            one.period,
            one.measure,
            None if isinstance(one.value, Missing) else one.value,
            one.value.kind.value if isinstance(one.value, Missing) else "",
            one.note,
            one.source,
        ]
        for one in observed
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def observations_digest(text: str) -> str:
    """The SHA-256 of observations as canonical JSON."""
    return hashlib.sha256(text.encode()).hexdigest()


def observations_kept(text: str) -> list[Observation]:
    """The observations that canonical JSON holds."""
    return [
        Observation(
            unit,
            period,
            measure,
            Missing(MissingKind(missing), note) if missing else value,
            note=note,
            source=source,
        )
        for unit, period, measure, value, missing, note, source in json.loads(text)
    ]
