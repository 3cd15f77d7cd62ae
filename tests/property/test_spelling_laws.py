"""Laws of folding, ordering and reading numbers, on any text."""

import unicodedata

from hypothesis import example, settings
from hypothesis import given as when
from hypothesis import strategies as st

from chiso.spelling import fold, is_plain_number, nfc, sort_key, suggested_number

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
words = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " -–.'0123"), max_size=12)
TONES = "\u0300\u0309\u0303\u0301\u0323"


@settings(max_examples=300, deadline=None)
@when(text=st.text(max_size=20) | words)
@example("ϓ")
@example("İstanbul")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=200, deadline=None)
@when(text=words)
def test_folding_never_sees_case_form_or_marks(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(unicodedata.normalize("NFD", text))
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if one not in TONES)
    assert fold(bare) == fold(text)


@settings(max_examples=200, deadline=None)
@when(text=st.text(max_size=20))
def test_the_composed_form_is_stable(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@settings(max_examples=200, deadline=None)
@when(text=words)
def test_the_order_never_sees_case_or_form(text: str) -> None:
    assert sort_key(text) == sort_key(text.upper()) == sort_key(unicodedata.normalize("NFD", text))


def letters(word: str) -> str:
    """The word without tones."""
    kept = (one for one in unicodedata.normalize("NFD", word) if one not in TONES)
    return unicodedata.normalize("NFC", "".join(kept))


syllables = st.text(st.sampled_from(VIETNAMESE), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@when(first=syllables, second=syllables)
def test_letters_come_before_tones(first: str, second: str) -> None:
    """Whatever the tones, two syllables of different letters stand as their letters do."""
    if sort_key(letters(first)) < sort_key(letters(second)):
        assert sort_key(first) < sort_key(second)


@settings(max_examples=200, deadline=None)
@when(first=syllables, second=syllables)
def test_a_syllable_stands_before_what_it_begins(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(f"{first} {second}")
    assert sort_key(letters(first)) < sort_key(letters(first) + second)


@settings(max_examples=200, deadline=None)
@when(first=syllables, second=syllables, after=words, then=words)
def test_the_first_syllable_decides(first: str, second: str, after: str, then: str) -> None:
    """Syllable by syllable: what follows matters only where the first are equal."""
    if sort_key(first) < sort_key(second):
        assert sort_key(f"{first} {after}") < sort_key(f"{second} {then}")


@settings(max_examples=300, deadline=None)
@when(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_python_writes_is_plain(number: float) -> None:
    assert is_plain_number(repr(number))
    assert suggested_number(repr(number)) == repr(number)


@settings(max_examples=300, deadline=None)
@when(text=st.text(st.sampled_from("0123456789.,+-e% "), max_size=10))
def test_what_is_suggested_is_a_plain_number(text: str) -> None:
    suggested = suggested_number(text)
    assert suggested is None or is_plain_number(suggested)
