"""What a reader asked of the list of files."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso_web.files.inspection.kinds import KINDS
from chiso_web.look.formats import echoed


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to look for, a kind, those withdrawn instead of those in use, a page from 1."""

    words: str = ""
    kind: str = ""
    withdrawn: bool = False
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether it leaves something out."""
        return bool(self.words or self.kind)

    def values(self) -> dict[str, str | int]:
        """As the address has it, without the page."""
        return {"q": self.words, "kind": self.kind, "withdrawn": int(self.withdrawn)}


def asked_read(typed: Mapping[str, str]) -> Asked:
    """What the address says; what it cannot mean is left out."""
    kind = typed.get("kind", "")
    return Asked(
        words=echoed(typed.get("q", "")),
        kind=kind if kind in KINDS else "",
        withdrawn=typed.get("withdrawn", "") == "1",
        page=number_read(typed.get("page", ""), otherwise=1),
    )


def number_read(text: str, *, otherwise: int) -> int:
    """The number that an address has, or another where it has none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
