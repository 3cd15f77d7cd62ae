"""Vietnamese text: one form, one fold, one order; numbers as people write them."""

import random
import unicodedata

import pytest

from chiso.spelling import fold, is_plain_number, nearest, nfc, sort_key, suggested_number


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hoà", "hòa"),
        ("hòa", "HOA"),
        ("uỷ ban", "ủy ban"),
        ("Thuỷ Nguyên", "thủy nguyên"),
        ("Đắk Lắk", "dak lak"),
        ("ĐÀ NẴNG", "Da Nang"),
        ("Bà Rịa – Vũng Tàu", "ba ria - vung tau"),
        ("Bà Rịa\u00a0–  Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "Thừa Thiên Huế"),
        ("Ðà Nẵng", "Đà Nẵng"),  # the letter eth, which old typefaces put for Đ
    ],
)
def test_spellings_of_one_word_fold_alike(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(("first", "second"), [("Hà Nam", "Hà Nội"), ("An Giang", "Kiên Giang")])
def test_different_names_stay_apart(first: str, second: str) -> None:
    assert fold(first) != fold(second)


def test_folding_leaves_plain_letters() -> None:
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy àảãáạ ằẳẵắặ ầẩẫấậ ờởỡớợ ừửữứự ỳỷỹýỵ ĂÂĐÊÔƠƯ"
    assert fold(alphabet).isascii()


def test_the_composed_form_is_one_character_a_letter() -> None:
    decomposed = unicodedata.normalize("NFD", "Ủy ban nhân dân")
    assert nfc(decomposed) == "Ủy ban nhân dân"
    assert nfc(nfc(decomposed)) == nfc(decomposed)


# In the order of Hoàng Phê's Từ điển tiếng Việt: letters first, then the tones (không dấu, huyền,
# hỏi, ngã, sắc, nặng), syllable by syllable.
DICTIONARY = [
    *("a", "à", "ả", "ã", "á", "ạ", "ai", "an", "an toàn", "án", "án phí"),
    *("ăn", "ăn năn", "ắn", "âm", "ấm", "ba", "bà", "bả", "bã", "bá", "bạ"),
    *("ban", "ban ngành", "bàn", "bản", "bạn", "băng", "bâng", "cá", "chiếu", "da", "dạ"),
    *("đa", "đà", "đất", "e", "em", "ê", "êm", "ga", "ghi", "nga", "nghĩa", "nhà", "nha khoa"),
]
DICTIONARY[-2:] = ["nha khoa", "nhà"]
DICTIONARY += [
    *("o", "oán", "ô", "ông", "ơ", "ơn", "quả", "tỉnh", "tĩnh", "tính", "tịnh", "trăng"),
    *("u", "ủy ban", "ư", "ứng", "xã", "ý", "yên"),
]


def test_words_sort_as_in_a_dictionary() -> None:
    mixed = random.Random(7).sample(DICTIONARY, len(DICTIONARY))
    assert sorted(mixed, key=sort_key) == DICTIONARY


def test_provinces_sort_as_in_official_lists() -> None:
    names = [
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Cà Mau",
        "Cao Bằng",
        "Bắc Giang",
        "Bạc Liêu",
        "An Giang",
        "Hà Nam",
        "Hải Dương",
        "Hòa Bình",
        "Hưng Yên",
        "Thái Bình",
        "Thanh Hóa",
    ]
    assert sorted(names, key=sort_key) == [
        *("An Giang", "Bạc Liêu", "Bắc Giang", "Cà Mau", "Cao Bằng", "Đà Nẵng", "Đắk Lắk"),
        *("Điện Biên", "Hà Nam", "Hải Dương", "Hòa Bình", "Hưng Yên", "Thái Bình", "Thanh Hóa"),
    ]


def test_the_place_of_the_tone_mark_makes_no_order() -> None:
    assert sort_key("hoà") == sort_key("hòa") == sort_key("HÒA")


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("0,5", "0.5"),
        ("1.500,5", "1500.5"),
        ("-0,25", "-0.25"),
        ("1500,25", "1500.25"),
        ("1.234.567,8", "1234567.8"),
        ("1.234.567", "1234567"),
        (" 12 ", "12"),
        ("95%", "95"),
        ("95,5 %", "95.5"),
        ("mười hai", None),
        ("1,5,5", None),
        ("12.34,5", None),
        ("", None),
        ("%", None),
    ],
)
def test_a_number_in_another_form_is_suggested_in_ours(text: str, suggested: str | None) -> None:
    assert suggested_number(text) == suggested


@pytest.mark.parametrize("text", ["0.5", "-3", "+.5", "5.", "1e-3", " 7 "])
def test_a_plain_number_reads(text: str) -> None:
    assert is_plain_number(text)
    float(text)


@pytest.mark.parametrize("text", ["0,5", "", "nan", "inf", "1e999", "0x10", "1_000", "५", "1 000"])
def test_what_is_no_plain_number_does_not_read(text: str) -> None:
    assert not is_plain_number(text)


def test_the_nearest_names_come_best_first() -> None:
    names = ["Hà Nội", "Hà Nam", "Hải Phòng", "Cà Mau"]
    assert nearest("ha noi", names)[0] == "Hà Nội"
    assert nearest("Hà Nam", names)[0] == "Hà Nam"
    assert nearest("xyz", names) == []
    assert len(nearest("ha", names, count=1)) <= 1
