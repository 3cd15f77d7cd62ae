"""Addresses with what is asked of them."""

from collections.abc import Mapping
from urllib.parse import urlencode


def with_asked(address: str, asked: Mapping[str, str | int]) -> str:
    """The address with what is asked of it; what is empty or 0 is left out.

    >>> with_asked("/files", {"q": "kế hoạch", "page": 0, "unit": "00145@unknown"})
    '/files?q=k%E1%BA%BF+ho%E1%BA%A1ch&unit=00145@unknown'
    """
    told = urlencode({name: value for name, value in asked.items() if value}, safe="@")
    return f"{address}?{told}" if told else address
