"""Values as JSON text: UTF-8, numbers with every digit that it takes to read them back."""

import json


def written(value: object) -> str:
    """The value as JSON. Raises ValueError for what JSON has no number for."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
