"""What a service refuses, read in both languages."""

from collections.abc import Callable

import pytest
from django.utils.translation import override

from chiso_web.accounts.refusals import ActRefused


def refused(act: Callable[[], object]) -> str:
    """The English sentence with which an act is refused; there is a Vietnamese one beside it."""
    vi, en = _sentence(act, "vi"), _sentence(act, "en")
    assert vi != en
    assert not vi.isascii()  # Vietnamese has marks
    return en


def _sentence(act: Callable[[], object], language: str) -> str:
    with override(language), pytest.raises(ActRefused) as found:
        act()
    return found.value.sentence
