"""Names of people: how they are sorted and searched, and sign-in names made from them."""

import re
from collections.abc import Container
from functools import lru_cache

from chiso.spelling import fold, nfc, sort_key

SIGN_IN_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,148}[a-z0-9])")
SIGN_IN_LENGTH = 40
_OTHER = re.compile(r"[^a-z0-9]+")
FOLD_LENGTH = 400


@lru_cache(maxsize=20_000)
def name_key(full_name: str) -> tuple[str, str]:
    """By what lists of people are ordered: the given name, which stands last, then the rest.

    >>> sorted(["Trần An", "Lê Bình", "Lê An"], key=name_key)
    ['Lê An', 'Trần An', 'Lê Bình']
    """
    *before, given = full_name.split() or [""]
    return sort_key(given), sort_key(" ".join(before))


def folded(full_name: str, username: str) -> str:
    """What a person is searched by."""
    return fold(f"{full_name} {username}")[:FOLD_LENGTH]


def tidy(name: str) -> str:
    """A full name as it is kept: composed letters, single blanks.

    >>> tidy("  Nguyễn   Văn An ")
    'Nguyễn Văn An'
    """
    return " ".join(nfc(name).split())


def sign_in_name_suggested(full_name: str, taken: Container[str]) -> str:
    """A sign-in name made of a full name, with a number behind where it is taken.

    >>> sign_in_name_suggested("Nguyễn Thị Bình", {"nguyenthibinh"})
    'nguyenthibinh2'
    """
    stem = _OTHER.sub("", fold(full_name))[:SIGN_IN_LENGTH] or "canbo"
    stem = stem if len(stem) > 2 else f"{stem}.cb"
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"
