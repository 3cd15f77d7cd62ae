"""Names without their marks, letter by letter: quick, for thousands of names at once."""

import unicodedata

from chiso.spelling import fold


def _bare_letters() -> dict[int, str]:
    """Every Latin letter with a mark, to the same letter without."""
    letters = {ord("đ"): "d", ord("Đ"): "D"}
    for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1F00)):
        bare = unicodedata.normalize("NFD", chr(code))
        if len(bare) > 1:
            letters[code] = bare[0]
    return letters


_BARE = _bare_letters()


def unmarked(name: str) -> str:
    """The name with every Latin letter bare, case and all else as it was.

    >>> unmarked("Đắk Lắk")
    'Dak Lak'
    """
    return name.translate(_BARE)


def folded(name: str) -> str:
    """As ``spelling.fold``; several times quicker for a composed name of Latin letters."""
    quick = name.casefold().translate(_BARE)
    if quick.isascii() and quick.isprintable() and "  " not in quick:
        return quick.strip()
    return fold(name)
