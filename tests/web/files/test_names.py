"""Names as people gave them are shown safely."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso_web.files.names import LONGEST, name_shown, title_of


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ha\\Báo cáo.pdf", "Báo cáo.pdf"),
        (unicodedata.normalize("NFD", "Phường.pdf"), "Phường.pdf"),
        ("bao\u202efdp.exe", "baofdp.exe"),
        ("a\u200bb\u2066c\x00d\r\n.pdf", "abcd.pdf"),
        ("a \u00a0\u2003b.pdf", "a b.pdf"),
        ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("a.pdf. . ", "a.pdf"),
        ("/", ""),
        ("..", ""),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
    ],
)
def test_name_is_shown_so(given_name: str, shown: str) -> None:
    assert name_shown(given_name) == shown


@given(st.text(max_size=400))
def test_every_name_is_short_and_plain(text: str) -> None:
    shown = name_shown(text)
    assert len(shown) <= LONGEST
    assert not any(unicodedata.category(sign)[0] == "C" for sign in shown)
    assert not set(shown) & set('/\\<>:"|?*\n')
    assert name_shown(shown) == shown


def test_title_is_the_name_without_its_ending() -> None:
    assert title_of("Báo_cáo quý.pdf") == "Báo cáo quý"
    assert title_of("khong-duoi") == "khong-duoi"
