"""Vietnamese text: normal form, folding for search, sort keys, and numbers as people write them."""

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: index + 1 for index, letter in enumerate(_ALPHABET)}
_TONE_ORDER = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0302", "\u0306", "\u031b"}
_PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COMMA_NUMBER = re.compile(
    r"[+-]?[0-9]{1,3}(\.[0-9]{3})*,[0-9]+|[+-]?[0-9]+,[0-9]+|[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}"
)
_FOLDED = str.maketrans({"đ": "d", "ð": "d", "–": "-"})  # old typefaces put eth (ð) for đ


def nfc(text: str) -> str:
    """The text with every letter in its one composed form (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text for search: lower case, no marks, đ as d, white space single; hoà, hòa and HOA fold
    alike.

    >>> fold("Thừa  Thiên – Huế")
    'thua thien - hue'
    """
    bare = unicodedata.normalize("NFD", text.casefold().translate(_FOLDED))
    letters = (char for char in bare if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def sort_key(text: str) -> str:
    """A string whose plain comparison orders texts as a Vietnamese dictionary does.

    Letters first (a ă â b c d đ e ê …), tones only between equal letters (level, grave, hook,
    tilde, acute, dot), syllable by syllable as in Hoàng Phê, Từ điển tiếng Việt: "an toàn" comes
    before "án". (The Unicode CLDR collation ``vi`` has the same letters and tones, but compares
    tones only after the whole text.)
    """
    return " ".join(_syllable_key(word) for word in nfc(text).casefold().split())


def _syllable_key(word: str) -> str:
    letters: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFD", word):
        if char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif char in _TONE_ORDER:
            tone = _TONE_ORDER[char]
        elif not unicodedata.combining(char):
            letters.append(char)
    order = "".join(
        chr(0x100 + _LETTER_ORDER[letter]) if letter in _LETTER_ORDER else letter
        for letter in letters
    )
    return f"{order}!{tone}"


def suggested_number(text: str) -> str | None:
    """How a text that is no number in a file was probably meant, or None: "0,5" gives "0.5",
    "1.500,5" gives "1500.5", "1.234.567" gives "1234567".
    """
    stripped = text.strip().removesuffix("%").strip()
    if is_plain_number(stripped):
        return stripped
    if _COMMA_NUMBER.fullmatch(stripped):
        return stripped.replace(".", "").replace(",", ".")
    return None


def is_plain_number(text: str) -> bool:
    """Whether a file's text is a number with "." as its only decimal mark, and finite."""
    return _PLAIN_NUMBER.fullmatch(text.strip()) is not None and math.isfinite(float(text))


def nearest(name: str, names: Iterable[str], *, count: int = 3) -> list[str]:
    """The names most like ``name``, best first, compared without marks or case; empty if none is
    alike.
    """
    folded = {fold(candidate): candidate for candidate in names}
    return [
        folded[match]
        for match in difflib.get_close_matches(fold(name), folded, n=count, cutoff=0.5)
    ]
