"""The terms of docs/glossary.md, which is in the wheel beside this file."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from chiso.spelling import sort_key
from chiso_web.portal.texts.markdown import anchor_of, rendered

IN_WHEEL = Path(__file__).parent / "glossary.md"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "docs" / "glossary.md"
SECTION = re.compile(r"^## ", re.MULTILINE)
TERM = re.compile(
    r"^### (?P<vi>[^|\n]+) \| (?P<en>[^\n]+)\n\n"
    r"- vi: (?P<said_vi>[^\n]+)\n- en: (?P<said_en>[^\n]+)\n(?:- see: (?P<see>[a-z]+)\n)?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in the page's language, what it is called in the other, and what it means.

    ``anchor`` is the same in both languages; ``see`` names a method page, or is empty.
    """

    anchor: str
    name: str
    other_name: str
    meaning: str
    see: str


@lru_cache(maxsize=2)
def terms(lang: str) -> tuple[Term, ...]:
    """All terms in the order of the language's alphabet."""
    found = [_term(match, lang) for match in TERM.finditer(_sections()[1])]
    return tuple(sorted(found, key=lambda term: sort_key(term.name.casefold())))


def _term(match: re.Match[str], lang: str) -> Term:
    other = "en" if lang == "vi" else "vi"
    return Term(
        anchor=anchor_of(match["vi"]),
        name=match[lang].strip(),
        other_name=match[other].strip(),
        meaning=match[f"said_{lang}"],
        see=match["see"] or "",
    )


@lru_cache(maxsize=1)
def code_words() -> str:
    """The words of code and screens as HTML, in English, as their authors wrote them."""
    _heading, _, body = _sections()[2].partition("\n")
    return rendered(body)[0]


def _sections() -> list[str]:
    path = IN_WHEEL if IN_WHEEL.exists() else IN_CHECKOUT
    return SECTION.split(path.read_text(encoding="utf-8"))
