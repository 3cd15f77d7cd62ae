"""The Vietnamese of the pages keeps one term for one thing: the glossary's."""

import re

import pytest

from scripts.catalogues import DOMAINS, written

FORBIDDEN = {
    "Tải xuống": "Tải về",
    "tải xuống": "tải về",
    "gười quản trị": "quản trị viên",
    "Mảng": "Phân hệ",
    "CV-UBND": "34/UBND-NV, as Decree 30/2020/NĐ-CP numbers official letters",
    "thư mời": "lời mời",
}


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.po.stem)
def test_one_term_for_one_thing(domain) -> None:
    wrong = []
    for message in written(domain):
        texts = (message.string,) if isinstance(message.string, str) else message.string
        text = " ".join(texts)
        wrong += [(message.id, text, say) for bad, say in FORBIDDEN.items() if bad in text]
        if re.search(r"(?<!\w)[Bb]ạn(?!\w)", text):
            wrong.append((message.id, text, "Ông/Bà"))
        of_window = bool(message.id) and "window" in message.id and "kỳ báo cáo" in text.casefold()
        if of_window and "chốt số liệu" not in text:
            wrong.append((message.id, text, "thời gian chốt số liệu"))
    assert wrong == []
