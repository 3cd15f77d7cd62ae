"""Names as people type them, and the ways to read them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from chiso.spelling import fold, nfc

SHORT: Mapping[str, str] = {
    "tp": "thành phố",
    "q": "quận",
    "p": "phường",
    "h": "huyện",
    "x": "xã",
    "t": "tỉnh",
    "tx": "thị xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
}
ABBREVIATED = re.compile(rf"^({'|'.join(SHORT)}) (?=\S)")
GLUED = re.compile(r"^([qp])(?=\d+$)")  # "q1", "p5"
TITLED = re.compile(rf"^({'|'.join(SHORT.values())}) (?=\S)")
PARTING = re.compile(r"[\s\-–—_.,;/]+")
TONED = re.compile(r"([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")
TONED_BEFORE = re.compile(r"([òóỏõọùúủũụ])([aey])(?!\w)")
APOSTROPHES = re.compile(r"['’‘`´]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: without marks for search; with them, tone marks in either
    place. ``title`` is the word that was before it: such a name must be whole.
    """

    fold: str
    marked: tuple[str, ...]
    title: str = ""

    @property
    def has_marks(self) -> bool:
        return self.fold not in self.marked


def plain(text: str) -> str:
    """The text for search: no marks, no punctuation, small letters, single spaces.

    >>> plain("Bà Rịa - Vũng Tàu"), plain("ha-noi"), plain("Ea H'leo")
    ('ba ria vung tau', 'ha noi', 'ea hleo')
    """
    return _spaced(fold(text))


def marked(text: str) -> str:
    """The same with its marks; tone marks stand as in hòa, not hoà.

    >>> marked("Hoà  Bình"), marked("HOÀNG MAI")
    ('hòa bình', 'hoàng mai')
    """
    return TONED.sub(_tone_before, _as_typed(text))


def _as_typed(text: str) -> str:
    return _spaced(nfc(text).casefold())


def _tone_before(found: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", found[2])
    return nfc(found[1] + apart[1:]) + apart[0]


def _tone_after(found: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", found[1])
    return apart[0] + nfc(found[2] + apart[1:])


def _spaced(text: str) -> str:
    return PARTING.sub(" ", APOSTROPHES.sub("", text)).strip()


def readings(text: str) -> tuple[Reading, ...]:
    """The ways to read a text: as it stands, with its first word spelt out ("q. 1" is "quận 1"),
    and as the whole name behind such a word ("tp hcm").

    >>> [(one.fold, one.title) for one in readings("TP. HCM")]
    [('tp hcm', ''), ('thanh pho hcm', ''), ('hcm', 'thanh pho')]
    """
    typed = _as_typed(text)
    spelt = GLUED.sub(_in_full, ABBREVIATED.sub(_in_full, typed))
    found = {one: _reading(one) for one in (typed, spelt)}
    title = TITLED.match(spelt)
    if title is None:
        return tuple(found.values())
    return (*found.values(), _reading(spelt[title.end() :], plain(title[1])))


def _reading(text: str, title: str = "") -> Reading:
    canonical = marked(text)
    after = TONED_BEFORE.sub(_tone_after, canonical)  # "hòa" may begin "hoàng"
    return Reading(plain(text), tuple(dict.fromkeys((canonical, after))), title)


def _in_full(found: re.Match[str]) -> str:
    return f"{SHORT[found[1]]} "
